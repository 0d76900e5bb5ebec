"""The filters of the list of cases; they live in the address, also those that a number of the funnel leads with."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ronghe.docking.funnel import REACHED, reached
from ronghe.docking.models import Case
from ronghe.docking.queries import waiting_cases
from ronghe.docking.states import ENDED, LIVE, CaseStatus
from ronghe.lib.dates import today
from ronghe.lib.text import fold
from ronghe.members.models import Unit
from ronghe.postings.states import DEMAND_KINDS
from ronghe.web.members.filters import province_choices

TABS = {"waiting": LIVE, "running": LIVE, "ended": ENDED, "all": tuple(CaseStatus)}
NARROWING = ("q", "status", "kind", "province", "unit", "late", "reached", "since", "until")
HIDDEN = {"widget": forms.HiddenInput}


class CaseFilter(django_filters.FilterSet):
    """`tab` says which statuses there are to choose from; units are those of the cases that the reader sees."""

    tab = django_filters.CharFilter(method="keep", **HIDDEN)
    sort = django_filters.CharFilter(method="keep", **HIDDEN)
    q = django_filters.CharFilter(label=_("Search"), method="search", widget=forms.TextInput(attrs={"type": "search"}))
    status = django_filters.ChoiceFilter(label=_("Stage"), choices=[], empty_label=_("All"))
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), field_name="demand__kind", empty_label=_("All kinds"),
        choices=[(kind.value, kind.label) for kind in DEMAND_KINDS],
    )  # fmt: skip
    province = django_filters.ChoiceFilter(
        label=_("Province"), choices=province_choices, method="in_province", empty_label=_("All provinces")
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"), queryset=Unit.objects.none(), method="of_unit", empty_label=_("All units")
    )
    late = django_filters.BooleanFilter(label=_("Late only"), method="only_late", widget=forms.CheckboxInput)
    reached = django_filters.ChoiceFilter(choices=[(code, code) for code in REACHED], method="that_reached", **HIDDEN)
    since = django_filters.DateFilter(field_name="created_at", lookup_expr="date__gte", **HIDDEN)
    until = django_filters.DateFilter(field_name="created_at", lookup_expr="date__lte", **HIDDEN)

    class Meta:
        model = Case
        fields = ["tab", "sort", *NARROWING]

    def __init__(self, data, cases, *, tab, visible):
        super().__init__(data, cases)
        self.filters["status"].extra["choices"] = [(one.value, one.label) for one in map(CaseStatus, TABS[tab])]
        owners = Q(pk__in=visible.order_by().values("demand__owner")) | Q(
            pk__in=visible.order_by().values("supply__owner")
        )
        self.filters["unit"].queryset = Unit.objects.filter(owners)

    def keep(self, cases, name, value):
        """What only goes along in the address."""
        return cases

    def search(self, cases, name, words):
        """Those in whose postings, units or number every word occurs."""
        for word in fold(words).split():
            found = Q(demand__search__contains=word) | Q(supply__search__contains=word)
            found |= Q(demand__owner__search__contains=word) | Q(supply__owner__search__contains=word)
            number = word.rpartition("-")[2]
            cases = cases.filter(found | Q(pk=int(number)) if number.isdecimal() and len(number) < 12 else found)
        return cases

    def in_province(self, cases, name, code):
        """Either unit or its posting is there."""
        there = Q(demand__region__startswith=code[:2]) | Q(supply__region__startswith=code[:2])
        there |= Q(demand__owner__region__startswith=code[:2]) | Q(supply__owner__region__startswith=code[:2])
        return cases.filter(there)

    def of_unit(self, cases, name, unit):
        return cases.filter(Q(demand__owner=unit) | Q(supply__owner=unit))

    def only_late(self, cases, name, is_asked):
        return cases.filter(due__lt=today()) if is_asked else cases

    def that_reached(self, cases, name, code):
        return reached(cases, code)


def tabs_of(visible, person):
    """Tab → the cases that it shows."""
    mine = [case.pk for case in waiting_cases(person)]
    running = {tab: visible.filter(status__in=statuses) for tab, statuses in TABS.items()}
    return {**running, "waiting": visible.filter(pk__in=mine)}
