"""What became of dockings: the funnel, and the weights that outcomes propose."""

from django.urls import path

from ronghe.web.outcomes import views

app_name = "outcomes"
urlpatterns = [
    path("", views.funnel, name="funnel"),
    path("overrides/", views.overrides, name="overrides"),
    path("weights/", views.weights, name="weights"),
    path("weights/<int:pk>/", views.weighing, name="weighing"),
    path("weights/<int:pk>/<slug:act>/", views.decide, name="decide"),
]
