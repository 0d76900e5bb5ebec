"""Verification, open to everyone; the issuer's keys and lists, for machines; the secretariat's and holders' pages."""

from django.urls import path

from ronghe.web.credentials import public, views

app_name = "credentials"
urlpatterns = [
    path("verify/", public.verify, name="verify"),
    path("verify/<str:number>/", public.verdict, name="verdict"),
    path("verify/<str:number>/plaque.png", public.plaque, name="plaque"),
    path("credentials/", views.credentials, name="list"),
    path("credentials/new/", views.new, name="new"),
    path("credentials/keys/", public.keys, name="keys"),
    path("credentials/keys/rotate/", views.rotate, name="rotate"),
    path("credentials/did.json", public.document, name="document"),
    path("credentials/status/<int:number>/<str:purpose>/", public.status_list, name="status"),
    path("credentials/<str:number>/", views.credential, name="credential"),
    path("credentials/<str:number>/revoke/", views.revoke, name="revoke"),
    path("credentials/<str:number>/reissue/", views.reissue, name="reissue"),
    path("credentials/<str:number>/preview.png", views.preview, name="preview"),
    path("credentials/<str:number>/files/<str:name>", views.file, name="file"),
]
