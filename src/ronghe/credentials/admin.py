from django.contrib import admin

from ronghe.credentials.models import Credential, IssuerKey, StatusList
from ronghe.lib.admins import ReadingAdmin


@admin.register(Credential)
class CredentialAdmin(ReadingAdmin):
    list_display = ["number", "kind", "holder_zh", "title_zh", "status", "issued_at", "valid_until"]
    list_filter = ["kind", "status"]
    search_fields = ["number", "holder_zh", "holder_en", "title_zh", "title_en"]


@admin.register(IssuerKey)
class IssuerKeyAdmin(ReadingAdmin):
    list_display = ["kid", "status", "created_at", "retired_at"]


@admin.register(StatusList)
class StatusListAdmin(ReadingAdmin):
    list_display = ["number", "changed_at"]
