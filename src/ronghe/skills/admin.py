from django.contrib import admin

from ronghe.lib.admins import ReadingAdmin
from ronghe.skills.models import Edition, WordProposal


@admin.register(WordProposal)
class WordProposalAdmin(ReadingAdmin):
    list_display = ["phrase", "status", "origin", "count", "becomes", "skill"]
    list_filter = ["status", "origin", "becomes"]
    search_fields = ["phrase", "form", "skill"]


@admin.register(Edition)
class EditionAdmin(ReadingAdmin):
    list_display = ["number", "at", "digest"]
