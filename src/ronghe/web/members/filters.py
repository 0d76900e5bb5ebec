"""The filters of the directory; they live in the address."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from ronghe.lib import regions
from ronghe.members.models import Unit
from ronghe.members.queries import matching
from ronghe.members.states import Segment, UnitKind


def province_choices():
    return [(region.code, regions.short(region.code)) for region in regions.provinces()]


class UnitFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Search"), method="search", widget=forms.TextInput(attrs={"type": "search"}))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=UnitKind.choices, empty_label=_("All kinds"))
    province = django_filters.ChoiceFilter(
        label=_("Province"), choices=province_choices, method="in_province", empty_label=_("All provinces")
    )
    segment = django_filters.ChoiceFilter(label=_("Segment"), choices=Segment.choices, empty_label=_("All segments"))

    class Meta:
        model = Unit
        fields = ["q", "kind", "province", "segment"]

    def search(self, units, name, words):
        return matching(units, words)

    def in_province(self, units, name, code):
        return units.filter(region__startswith=code[:2])
