"""Docking of one pair, and proposing it; rounds and cases have their own areas."""

from django.urls import path

from ronghe.web.docking import proposing, views

app_name = "docking"
urlpatterns = [
    path("<int:demand>/<int:supply>/", views.pair, name="pair"),
    path("<int:demand>/<int:supply>/propose/", proposing.propose, name="propose"),
]
