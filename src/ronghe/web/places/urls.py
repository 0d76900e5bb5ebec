"""Placements from the offer on: the list, one placement with its acts, its weeks, and the mentor's page by link."""

from django.urls import path

from ronghe.web.places import acting, during, mentor, outcomes, views

app_name = "places"
urlpatterns = [
    path("", views.places, name="list"),
    path("placements.xlsx", views.workbook_of_places, name="export"),
    path("outcomes/", outcomes.outcomes, name="outcomes"),
    path("mentor/<str:token>/", mentor.mentor, name="mentor"),
    path("mentor/<str:token>/assessment/", mentor.assess, name="mentor-assess"),
    path("mentor/<str:token>/weeks/<int:entry>/", mentor.see, name="mentor-see"),
    path("<int:pk>/", views.place, name="place"),
    path("<int:pk>/log/", during.log, name="log"),
    path("<int:pk>/log/<int:entry>/seen/", during.see, name="see"),
    path("<int:pk>/visits/", during.visit, name="visit"),
    path("<int:pk>/incidents/", during.report, name="report"),
    path("<int:pk>/incidents/<int:incident>/", during.resolve, name="resolve"),
    path("<int:pk>/changes/", during.change, name="change"),
    path("<int:pk>/changes/<int:change>/<slug:act>/", during.answer, name="answer"),
    path("<int:pk>/<slug:act>/", acting.act, name="act"),
]
