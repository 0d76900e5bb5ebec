"""The vocabulary: words that were proposed, the secretariat's decisions, editions; and where members propose."""

from django.urls import path

from ronghe.web.vocabulary import deciding, editions, proposing, views

app_name = "vocabulary"
urlpatterns = [
    path("", views.words, name="list"),
    path("look/", views.look, name="look"),
    path("<int:pk>/", deciding.word, name="word"),
    path("together/", deciding.together, name="together"),
    path("editions/", editions.editions, name="editions"),
    path("editions/new/", editions.publish, name="publish"),
    path("editions/<int:number>/", editions.edition, name="edition"),
    path("editions/<int:number>/file/", editions.file, name="file"),
    path("mine/", proposing.mine, name="mine"),
    path("mine/<int:pk>/withdraw/", proposing.withdraw, name="withdraw"),
    path("propose/", proposing.propose, name="propose"),
]
