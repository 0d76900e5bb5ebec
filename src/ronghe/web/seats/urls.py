"""Seats that anyone checks in their own browser, with this site or without it."""

from django.urls import path

from ronghe.web.seats import views

app_name = "seats"
urlpatterns = [
    path("check/", views.check, name="check"),
    path("check/file/", views.file, name="file"),
]
