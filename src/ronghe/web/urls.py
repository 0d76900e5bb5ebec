"""Pages, by area: each area has its own folder with urls, views and forms, and its own namespace."""

from django.urls import include, path

from ronghe.web.accounts import invitation
from ronghe.web.home import views as home

urlpatterns = [
    path("", home.home, name="home"),
    path("health/", home.health, name="health"),
    path("preferences/", home.preferences, name="preferences"),
    path("accessibility/", home.accessibility, name="accessibility"),
    path("styleguide/", home.styleguide, name="styleguide"),
    path("members/", include("ronghe.web.members.urls")),
    path("applications/", include("ronghe.web.applications.urls")),
    path("ledger/", include("ronghe.web.ledger.urls")),
    path("letters/", include("ronghe.web.letters.urls")),
    path("work/", include("ronghe.web.jobs.urls")),
    path("me/", include("ronghe.web.accounts.urls")),
    path("", include("ronghe.web.privacy.urls")),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("security/", include("ronghe.web.security.urls")),
    path("", include("ronghe.web.acting.urls")),
    path("rounds/", include("ronghe.web.rounds.urls")),
    path("outcomes/", include("ronghe.web.outcomes.urls")),
    path("placements/", include("ronghe.web.placements.urls")),
    path("placements/", include("ronghe.web.places.urls")),
    path("exports/", include("ronghe.web.exports.urls")),
    path("", include("ronghe.web.imports.urls")),
    path("postings/", include("ronghe.web.postings.urls")),
    path("vocabulary/", include("ronghe.web.vocabulary.urls")),
    path("lists/", include("ronghe.web.lists.urls")),
    path("seats/", include("ronghe.web.seats.urls")),
    path("docking/", include("ronghe.web.docking.urls")),
    path("cases/", include("ronghe.web.cases.urls")),
    path("agreements/", include("ronghe.web.agreements.urls")),
    path("", include("ronghe.web.credentials.urls")),
    path("", include("ronghe.web.council.urls")),
    # postings, docking and imports stand here
]
