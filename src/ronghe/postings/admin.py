from django.contrib import admin

from ronghe.lib.admins import ReadingAdmin
from ronghe.postings import actions as postings
from ronghe.postings import rules
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
class KindPairAdmin(ReadingAdmin):
    """The community's table of what docks with what: the one thing written here, through its actions."""

    list_display = ["demand_kind", "supply_kind"]
    list_filter = ["demand_kind"]
    actions = None  # each pair is removed by itself, so that each has its ledger entry

    def has_add_permission(self, request):
        return rules.can_edit_kind_pairs(request.user)

    def has_delete_permission(self, request, obj=None):
        return rules.can_edit_kind_pairs(request.user)

    def save_model(self, request, obj, form, change):
        pair = postings.pair_kinds(by=request.user, demand_kind=obj.demand_kind, supply_kind=obj.supply_kind)
        obj.pk = pair.pk

    def delete_model(self, request, obj):
        postings.unpair_kinds(by=request.user, pair=obj)
