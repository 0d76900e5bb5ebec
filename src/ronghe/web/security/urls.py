"""Accounts, for those who look after them."""

from django.urls import path

from ronghe.web.security import views

app_name = "security"
urlpatterns = [
    path("", views.accounts, name="accounts"),
    path("<int:pk>/", views.account, name="account"),
    path("<int:pk>/<slug:act>/", views.act, name="act"),
]
