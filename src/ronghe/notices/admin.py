from django.contrib import admin

from ronghe.lib.admins import ReadingAdmin
from ronghe.notices.models import Notice


@admin.register(Notice)
class NoticeAdmin(ReadingAdmin):
    list_display = ["person_id", "code", "created_at", "read_at"]
    list_filter = ["code"]
