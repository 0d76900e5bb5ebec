from django.contrib import admin

from ronghe.lib.admins import ReadingAdmin
from ronghe.postings.models import KindPair, Posting, PostingVersion


@admin.register(Posting)
class PostingAdmin(ReadingAdmin):
    list_display = ["title", "owner", "kind", "status", "valid_until", "version"]
    list_filter = ["side", "kind", "status"]
    list_select_related = ["owner"]
    search_fields = ["search"]


@admin.register(PostingVersion)
class PostingVersionAdmin(ReadingAdmin):
    list_display = ["posting", "number", "by", "at"]


@admin.register(KindPair)
class KindPairAdmin(admin.ModelAdmin):
    list_display = ["demand_kind", "supply_kind"]
    list_filter = ["demand_kind"]
