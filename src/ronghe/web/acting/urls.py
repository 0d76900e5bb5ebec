"""What is done by a signed link from a letter, without signing in."""

from django.urls import path

from ronghe.web.acting import views

app_name = "acting"
urlpatterns = [
    path("act/<str:token>/", views.answer, name="answer"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
