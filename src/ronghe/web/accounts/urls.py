"""What belongs to the person who is signed in, and the role switcher of a demonstration."""

from django.urls import path

from ronghe.web.accounts import notices, sessions, views

app_name = "accounts"
urlpatterns = [
    path("", views.profile, name="profile"),
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/end/", sessions.end, name="end-session"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_notices, name="read-notices"),
    path("notices/settings/", notices.choices, name="notice-settings"),
    path("notices/settings/bot/", notices.bot, name="bot"),
    path("demonstration/", views.demonstration, name="demonstration"),
    path("demonstration/enter/", views.enter, name="enter"),
]
