from django.contrib import admin

from ronghe.ledger.models import Entry
from ronghe.lib.admins import ReadingAdmin


@admin.register(Entry)
class EntryAdmin(ReadingAdmin):
    list_display = ["chain", "seq", "at", "by_id", "what", "on_kind", "on_id"]
    list_filter = ["what"]
    search_fields = ["chain", "on_id"]
