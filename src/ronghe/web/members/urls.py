"""Member units."""

from django.urls import path

from ronghe.web.members import views

app_name = "members"
urlpatterns = [
    path("", views.directory, name="list"),
    path("<int:pk>/", views.unit, name="unit"),
    path("<int:pk>/edit/", views.edit, name="edit"),
]
