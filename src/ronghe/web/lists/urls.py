"""Official lists: the public index, one list with its files, its verification; drafting for the secretariat."""

from django.urls import path

from ronghe.web.lists import public, views, writing

app_name = "lists"
urlpatterns = [
    path("", views.lists, name="list"),
    path("new/", writing.new, name="new"),
    path("verify/", public.verify, name="verify"),
    path("verify/<str:code>/", public.verdict, name="verdict"),
    path("<int:pk>/", views.official, name="official"),
    path("<int:pk>/edit/", writing.edit, name="edit"),
    path("<int:pk>/approve/", writing.approve, name="approve"),
    path("<int:pk>/discard/", writing.discard, name="discard"),
    path("<int:pk>/withdraw/", writing.withdraw, name="withdraw"),
    path("<int:pk>/rows.json", views.rows, name="rows"),
    path("<int:pk>/<slug:language>.<slug:form>", views.file, name="file"),
]
