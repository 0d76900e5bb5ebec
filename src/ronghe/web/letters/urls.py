"""Letters that the site writes to people outside, as the secretariat looks after them."""

from django.urls import path

from ronghe.web.letters import views

app_name = "letters"
urlpatterns = [
    path("", views.letters, name="list"),
    path("<int:pk>/", views.letter, name="letter"),
    path("<int:pk>/show/", views.show, name="show"),
    path("<int:pk>/again/", views.again, name="again"),
]
