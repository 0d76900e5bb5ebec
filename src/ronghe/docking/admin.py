from django.contrib import admin

from ronghe.docking.models import Case, CaseFile, Milestone, Round
from ronghe.lib.admins import ReadingAdmin


@admin.register(Case)
class CaseAdmin(ReadingAdmin):
    list_display = ["number", "demand", "supply", "origin", "status", "due", "escalated_at"]
    list_filter = ["status", "origin"]
    date_hierarchy = "created_at"


@admin.register(Milestone)
class MilestoneAdmin(ReadingAdmin):
    list_display = ["case", "position", "seat", "title", "due", "status"]
    list_filter = ["status", "seat"]


@admin.register(CaseFile)
class CaseFileAdmin(ReadingAdmin):
    list_display = ["case", "name", "content_type", "size", "digest", "at"]
    list_filter = ["content_type"]
    exclude = ["file"]


@admin.register(Round)
class RoundAdmin(ReadingAdmin):
    list_display = ["name", "status", "demands", "supplies", "result_digest", "finished_at"]
    list_filter = ["status"]
    exclude = ["inputs"]
