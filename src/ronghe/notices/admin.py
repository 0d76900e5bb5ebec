from django.contrib import admin

from ronghe.lib.admins import ReadingAdmin
from ronghe.notices.models import Letter, Notice


@admin.register(Notice)
class NoticeAdmin(ReadingAdmin):
    list_display = ["person_id", "code", "created_at", "read_at"]
    list_filter = ["code"]


@admin.register(Letter)
class LetterAdmin(ReadingAdmin):
    list_display = ["to", "code", "status", "attempts", "created_at", "sent_at"]
    list_filter = ["status", "code"]
    exclude = ["path"]  # holds the secrets of letters that were not sent yet
