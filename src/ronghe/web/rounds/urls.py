"""Rounds of docking: what was proposed, what stayed unmet, and how anyone can recompute it."""

from django.urls import path

from ronghe.web.rounds import views

app_name = "rounds"
urlpatterns = [
    path("", views.rounds, name="list"),
    path("<int:pk>/", views.round_page, name="round"),
    path("<int:pk>/progress/", views.progress, name="progress"),
    path("<int:pk>/retry/", views.retry, name="retry"),
    path("<int:pk>/files/<str:name>", views.file, name="file"),
]
