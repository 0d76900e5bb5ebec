from django.contrib import admin

from ronghe.lib.admins import ReadingAdmin, masked_column
from ronghe.lib.personal import Masking
from ronghe.notices.models import Letter, Notice, Preference, UsedLink


@admin.register(Notice)
class NoticeAdmin(ReadingAdmin):
    list_display = ["person_id", "code", "created_at", "read_at"]
    list_filter = ["code"]


@admin.register(Letter)
class LetterAdmin(ReadingAdmin):
    list_display = [
        masked_column("to", Masking.EMAIL),
        *("person_id", "channel", "code", "status", "attempts", "created_at", "sent_at"),
    ]
    list_filter = ["status", "channel", "code"]
    exclude = ["path"]  # holds the secrets of letters that were not sent yet


@admin.register(Preference)
class PreferenceAdmin(ReadingAdmin):
    list_display = ["person_id", "mail", "only_acts"]
    exclude = ["wecom", "dingtalk", "feishu"]  # keys


@admin.register(UsedLink)
class UsedLinkAdmin(ReadingAdmin):
    list_display = ["purpose", "subject", "person_id", "used_at"]
