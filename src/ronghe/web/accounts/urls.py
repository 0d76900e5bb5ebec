"""What belongs to the person who is signed in, and the role switcher of a demonstration."""

from django.urls import path

from ronghe.web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.profile, name="profile"),
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_notices, name="read-notices"),
    path("demonstration/", views.demonstration, name="demonstration"),
    path("demonstration/enter/", views.enter, name="enter"),
]
