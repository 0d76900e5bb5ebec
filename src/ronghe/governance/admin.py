from django.contrib import admin

from ronghe.governance.models import Ballot, Committee, Holding, Meeting, Motion, Resolution, Title
from ronghe.lib.admins import ReadingAdmin


@admin.register(Title)
class TitleAdmin(ReadingAdmin):
    list_display = ["code", "zh", "en", "limit", "may_be_joint", "may_rotate", "rank", "weight"]


@admin.register(Holding)
class HoldingAdmin(ReadingAdmin):
    list_display = ["title", "unit", "start", "end", "decided_by", "replaces", "is_void"]
    list_filter = ["title"]


@admin.register(Committee)
class CommitteeAdmin(ReadingAdmin):
    list_display = ["zh", "en", "kind", "founded_on", "dissolved_on"]


@admin.register(Meeting)
class MeetingAdmin(ReadingAdmin):
    list_display = ["title_zh", "body", "at", "status"]
    list_filter = ["body", "status"]


@admin.register(Motion)
class MotionAdmin(ReadingAdmin):
    list_display = ["title_zh", "meeting", "kind", "status", "outcome", "roll_digest"]
    list_filter = ["kind", "status"]


@admin.register(Ballot)
class BallotAdmin(ReadingAdmin):
    list_display = ["motion", "unit", "choice", "weight", "is_recorded", "at"]


@admin.register(Resolution)
class ResolutionAdmin(ReadingAdmin):
    list_display = ["number", "motion", "date"]
