"""Rounds of docking: what was proposed, what stayed unmet, and how anyone can recompute it."""

from django.urls import path

from ronghe.web.rounds import reviewing, views

app_name = "rounds"
urlpatterns = [
    path("", views.rounds, name="list"),
    path("announce/", reviewing.announce, name="announce"),
    path("<int:pk>/", views.round_page, name="round"),
    path("<int:pk>/progress/", views.progress, name="progress"),
    path("<int:pk>/files/<str:name>", views.file, name="file"),
    path("<int:pk>/unmet/<int:demand>/", views.unmet, name="unmet"),
    path("<int:pk>/proposals/<int:proposal>/strike/", reviewing.strike, name="strike"),
    path("<int:pk>/proposals/<int:proposal>/restore/", reviewing.restore, name="restore"),
    path("<int:pk>/<slug:act>/", reviewing.act, name="act"),
]
