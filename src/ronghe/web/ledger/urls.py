"""The audit chain: its seals for everyone, its entries for those who may read them."""

from django.urls import path

from ronghe.web.ledger import public, views

app_name = "ledger"
urlpatterns = [
    path("", public.seals, name="seals"),
    path("head.json", public.head, name="head"),
    path("seals/<int:number>.json", public.seal, name="seal"),
    path("entries/", views.entries, name="entries"),
    path("entries/entries.csv", views.export, name="export"),
    path("entries/<int:pk>/", views.entry, name="entry"),
]
