from django.contrib import admin

from ronghe.lib.admins import ReadingAdmin
from ronghe.privacy.models import Consent, DataRequest


@admin.register(Consent)
class ConsentAdmin(ReadingAdmin):
    list_display = ["person", "to", "version", "given_at", "withdrawn_at"]
    list_filter = ["to"]
    exclude = ["statement"]


@admin.register(DataRequest)
class DataRequestAdmin(ReadingAdmin):
    list_display = ["person", "kind", "status", "due"]
    list_filter = ["kind", "status"]
