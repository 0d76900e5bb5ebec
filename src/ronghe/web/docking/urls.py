"""Docking of one pair; rounds have their own area."""

from django.urls import path

from ronghe.web.docking import views

app_name = "docking"
urlpatterns = [path("<int:demand>/<int:supply>/", views.pair, name="pair")]
