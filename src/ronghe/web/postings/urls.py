"""Postings: the list, one posting, writing one, and reading skills while someone writes."""

from django.urls import path

from ronghe.web.postings import model, views, writing

app_name = "postings"
urlpatterns = [
    path("", views.postings, name="list"),
    path("new/", writing.new, name="new"),
    path("read/", writing.read, name="read"),
    path("<int:pk>/", views.posting, name="posting"),
    path("<int:pk>/edit/", writing.edit, name="edit"),
    path("<int:pk>/history/", views.history, name="history"),
    path("<int:pk>/model/", model.page, name="model"),
    path("<int:pk>/model/ask/", model.ask, name="ask-model"),
    path("<int:pk>/model/confirm/", model.confirm, name="confirm-model"),
    path("<int:pk>/<slug:act>/", views.act, name="act"),
]
