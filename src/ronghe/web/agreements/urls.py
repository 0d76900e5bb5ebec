"""Agreements: the list, drafting, the paper with its signatures, obligations, versions, verification."""

from django.urls import path

from ronghe.web.agreements import acting, checking, duties, guests, oversight, papers, versions, views, writing

app_name = "agreements"
urlpatterns = [
    path("", views.agreements, name="list"),
    path("new/", writing.new, name="new"),
    path("queue/", oversight.queue, name="queue"),
    path("verify/", checking.verify, name="verify"),
    path("roots.pem", checking.root_certificates, name="roots"),
    path("link/<str:token>/", guests.paper, name="link"),
    path("link/<str:token>/agreement.pdf", guests.pdf, name="link_pdf"),
    path("<int:pk>/", views.agreement, name="agreement"),
    path("<int:pk>/edit/", writing.edit, name="edit"),
    path("<int:pk>/versions/", versions.compare, name="versions"),
    path("<int:pk>/agreement.pdf", papers.pdf, name="pdf"),
    path("<int:pk>/scans/<int:position>/", papers.scan, name="scan_file"),
    path("<int:pk>/steps/<int:position>/approve/", acting.approve, name="approve"),
    path("<int:pk>/steps/<int:position>/return/", acting.send_back, name="return"),
    path("<int:pk>/parties/<int:position>/sign/", acting.sign, name="sign"),
    path("<int:pk>/parties/<int:position>/scan/", acting.scan, name="scan"),
    path("<int:pk>/obligations/<int:position>/<slug:act>/", duties.act, name="obligation"),
    path("<int:pk>/<slug:act>/", acting.act, name="act"),
]
