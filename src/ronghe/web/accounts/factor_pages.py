"""allauth's pages of the second factor: those named here. Recovery codes are shown once, on their page, in no file."""

from allauth.mfa.recovery_codes import views
from django.urls import include, path

urlpatterns = [
    path("", include("allauth.mfa.base.urls")),
    path("totp/", include("allauth.mfa.totp.urls")),
    path("recovery-codes/", views.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/generate/", views.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]
