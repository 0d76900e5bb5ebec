"""The filters of the list of placements; they live in the address, also those that a number of outcomes leads with."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ronghe.lib.text import fold
from ronghe.members.models import Unit
from ronghe.placements.models import Place, PlacementRound
from ronghe.placements.queries import BECAME, became, unseen_weeks, waiting_places
from ronghe.placements.states import LIVE, PlaceStatus

RUNNING = (*LIVE, PlaceStatus.COMPLETED)
TABS = {
    "waiting": tuple(PlaceStatus),
    "running": RUNNING,
    "ended": tuple(status for status in PlaceStatus if status not in RUNNING),
    "all": tuple(PlaceStatus),
}
NARROWING = ("q", "status", "round", "school", "unit", "unseen", "became")
HIDDEN = {"widget": forms.HiddenInput}


class PlaceFilter(django_filters.FilterSet):
    """`visible` says which rounds and units there are to choose from; of units only where there are several."""

    tab = django_filters.CharFilter(method="keep", **HIDDEN)
    sort = django_filters.CharFilter(method="keep", **HIDDEN)
    q = django_filters.CharFilter(label=_("Search"), method="search", widget=forms.TextInput(attrs={"type": "search"}))
    status = django_filters.ChoiceFilter(label=_("Stage"), choices=[], empty_label=_("All"))
    round = django_filters.ModelChoiceFilter(
        label=_("Round"), queryset=PlacementRound.objects.none(), empty_label=_("All rounds")
    )
    school = django_filters.ModelChoiceFilter(
        label=_("School"), queryset=Unit.objects.none(), field_name="student__school", empty_label=_("All schools")
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Enterprise"), queryset=Unit.objects.none(), field_name="seat__owner", empty_label=_("All enterprises")
    )
    unseen = django_filters.BooleanFilter(
        label=_("With weeks to look at"), method="with_unseen", widget=forms.CheckboxInput
    )
    became = django_filters.ChoiceFilter(choices=[(code, code) for code in BECAME], method="that_became", **HIDDEN)

    class Meta:
        model = Place
        fields = ["tab", "sort", *NARROWING]

    def __init__(self, data, places, *, tab, visible):
        super().__init__(data, places)
        rows = visible.order_by()
        self.filters["status"].extra["choices"] = [(one.value, one.label) for one in TABS[tab]]
        self.filters["round"].queryset = PlacementRound.objects.filter(pk__in=rows.values("round")).defer(
            "inputs", "result"
        )
        for name, column in (("school", "student__school"), ("unit", "seat__owner")):
            units = Unit.objects.filter(pk__in=rows.values(column)).order_by("name_zh")
            self.filters[name].queryset = units
            if units.count() < 2 and not (data or {}).get(name):
                del self.filters[name]

    def keep(self, places, name, value):
        """What only goes along in the address."""
        return places

    def search(self, places, name, words):
        """Those in whose student, number, post or units every word occurs."""
        for word in fold(words).split():
            found = Q(student__person__name_zh__icontains=word) | Q(student__person__name_en__icontains=word)
            found |= Q(student__number__icontains=word) | Q(seat__title__icontains=word)
            found |= Q(seat__owner__search__contains=word) | Q(student__school__search__contains=word)
            places = places.filter(found)
        return places

    def with_unseen(self, places, name, is_asked):
        return places.filter(pk__in=unseen_weeks(places).values("place")) if is_asked else places

    def that_became(self, places, name, code):
        return became(places, code)


def tabs_of(visible, person):
    """Tab → the placements that it shows."""
    mine = [place.pk for place in waiting_places(person)]
    shown = {tab: visible.filter(status__in=statuses) for tab, statuses in TABS.items()}
    return {**shown, "waiting": visible.filter(pk__in=mine)}
