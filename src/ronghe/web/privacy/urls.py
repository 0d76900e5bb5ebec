"""One's own data and what one may ask; where the secretariat answers; how proposals are made."""

from django.urls import path

from ronghe.web.privacy import explained, mine, office

app_name = "privacy"
urlpatterns = [
    path("me/data/", mine.data, name="mine"),
    path("me/data/copy/", mine.copy, name="copy"),
    path("me/data/erasure/", mine.erasure, name="erasure"),
    path("me/data/ask/<slug:kind>/", mine.ask, name="ask"),
    path("me/data/<int:pk>/back/", mine.back, name="back"),
    path("me/data/consents/<slug:to>/", mine.consent, name="consent"),
    path("privacy/", office.queue, name="queue"),
    path("privacy/<int:pk>/", office.one, name="request"),
    path("explained/", explained.explained, name="explained"),
]
