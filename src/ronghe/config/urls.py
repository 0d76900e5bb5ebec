"""Every door of the house."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from ronghe.lib.admins import show_only

show_only(admin.site)
admin.site.login = secure_admin_login(admin.site.login)  # one door to sign in, with its locks and second factor

urlpatterns = [
    path("", include("ronghe.web.urls")),
    path("account/", include("ronghe.web.accounts.pages")),
    path("account/factor/", include("ronghe.web.accounts.factor_pages")),
    path("admin/", admin.site.urls),
]

handler400 = "ronghe.web.errors.bad_request"
handler403 = "ronghe.web.errors.forbidden"
handler404 = "ronghe.web.errors.not_found"
handler429 = "ronghe.web.errors.too_many"  # asked by allauth and web.limits
handler500 = "ronghe.web.errors.server_error"
