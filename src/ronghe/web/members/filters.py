"""The filters of the directory; they live in the address."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from ronghe.governance.models import Title
from ronghe.governance.queries import holders_on
from ronghe.lib import regions
from ronghe.lib.dates import days_from, today
from ronghe.members.models import Unit
from ronghe.members.queries import matching, with_term_end
from ronghe.members.states import Segment, UnitKind, UnitStatus

TERMS = [
    ("30", _("ends within 30 days")),
    ("90", _("ends within 90 days")),
    ("ended", _("has ended")),
    ("none", _("no term yet")),
]


def province_choices():
    return [(region.code, regions.short(region.code)) for region in regions.provinces()]


def title_choices():
    return [(title.code, title.name) for title in Title.objects.filter(is_retired=False)]


class UnitFilter(django_filters.FilterSet):
    """`sees_all` says whether statuses and terms are among what can be asked for."""

    q = django_filters.CharFilter(label=_("Search"), method="search", widget=forms.TextInput(attrs={"type": "search"}))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=UnitKind.choices, empty_label=_("All kinds"))
    province = django_filters.ChoiceFilter(
        label=_("Province"), choices=province_choices, method="in_province", empty_label=_("All provinces")
    )
    segment = django_filters.ChoiceFilter(label=_("Segment"), choices=Segment.choices, empty_label=_("All segments"))
    title = django_filters.ChoiceFilter(
        label=_("Title held"), choices=title_choices, method="holding", empty_label=_("All titles")
    )
    status = django_filters.ChoiceFilter(label=_("Membership"), choices=UnitStatus.choices, empty_label=_("All"))
    term = django_filters.ChoiceFilter(label=_("Term"), choices=TERMS, method="in_term", empty_label=_("All terms"))

    class Meta:
        model = Unit
        fields = ["q", "kind", "province", "segment", "title", "status", "term"]

    def __init__(self, data, queryset, *, sees_all=False):
        super().__init__(data, with_term_end(queryset))
        if not sees_all:
            del self.filters["status"], self.filters["term"]

    def search(self, units, name, words):
        return matching(units, words)

    def in_province(self, units, name, code):
        return units.filter(region__startswith=code[:2])

    def holding(self, units, name, code):
        """Those that hold the title today."""
        return units.filter(pk__in=holders_on(today()).filter(title__code=code).order_by().values("unit"))

    def in_term(self, units, name, asked):
        if asked == "none":
            return units.filter(term_end=None)
        if asked == "ended":
            return units.filter(term_end__lt=today())
        return units.filter(term_end__range=(today(), days_from(today(), int(asked))))
