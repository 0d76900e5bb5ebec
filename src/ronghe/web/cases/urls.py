"""Docking cases: the list, one case as a timeline, and what may be done in it."""

from django.urls import path

from ronghe.web.cases import acting, milestones, talking, views

app_name = "cases"
urlpatterns = [
    path("", views.cases, name="list"),
    path("cases.xlsx", views.workbook_of_cases, name="export"),
    path("<int:pk>/", views.case, name="case"),
    path("<int:pk>/messages/", talking.post, name="message"),
    path("<int:pk>/files/<int:file>/", talking.file, name="file"),
    path("<int:pk>/agreement/", acting.agreement, name="agreement"),
    path("<int:pk>/milestones/new/", milestones.plan, name="plan"),
    path("<int:pk>/milestones/<int:milestone>/<slug:act>/", milestones.act, name="milestone"),
    path("<int:pk>/<slug:act>/", acting.act, name="act"),
]
