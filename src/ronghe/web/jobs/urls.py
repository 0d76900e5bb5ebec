"""Background work, as the secretariat looks after it."""

from django.urls import path

from ronghe.web.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.work, name="list"),
    path("<int:pk>/<slug:act>/", views.act, name="act"),
]
