"""Applications for membership: the public form, the applicant's own page, and the secretariat's work on them."""

from django.urls import path

from ronghe.web.applications import applying, views

app_name = "applications"
urlpatterns = [
    path("", views.applications, name="list"),
    path("new/", applying.apply, name="apply"),
    path("track/<str:token>/", applying.track, name="track"),
    path("track/<str:token>/revise/", applying.revise, name="revise"),
    path("track/<str:token>/withdraw/", applying.withdraw, name="withdraw"),
    path("<int:pk>/", views.application, name="application"),
    path("<int:pk>/remark/", views.remark, name="remark"),
    path("<int:pk>/materials/<int:material>/", views.material, name="material"),
    path("<int:pk>/<slug:act>/", views.act, name="act"),
]
