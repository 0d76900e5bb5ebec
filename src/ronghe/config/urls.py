"""Every door of the house."""

from django.contrib import admin
from django.urls import include, path

from ronghe.lib.admins import show_only

show_only(admin.site)

urlpatterns = [
    path("", include("ronghe.web.urls")),
    path("account/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "ronghe.web.errors.bad_request"
handler403 = "ronghe.web.errors.forbidden"
handler404 = "ronghe.web.errors.not_found"
handler500 = "ronghe.web.errors.server_error"
