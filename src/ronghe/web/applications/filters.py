"""The filters of the list of applications; they live in the address."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from ronghe.members.models import Application
from ronghe.members.queries import matching
from ronghe.members.states import WAITS_FOR, ApplicationStatus, UnitKind
from ronghe.web.members.filters import province_choices

TABS = {
    "waiting": [status for status, whom in WAITS_FOR.items() if whom == "secretariat"],
    "elsewhere": [status for status, whom in WAITS_FOR.items() if whom != "secretariat"],
    "decided": [status for status in ApplicationStatus if status not in WAITS_FOR],
}


class ApplicationFilter(django_filters.FilterSet):
    tab = django_filters.CharFilter(method="keep", widget=forms.HiddenInput)
    q = django_filters.CharFilter(label=_("Search"), method="search", widget=forms.TextInput(attrs={"type": "search"}))
    status = django_filters.ChoiceFilter(label=_("Status"), choices=[], empty_label=_("All"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=UnitKind.choices, empty_label=_("All kinds"))
    province = django_filters.ChoiceFilter(
        label=_("Province"), choices=province_choices, method="in_province", empty_label=_("All provinces")
    )

    class Meta:
        model = Application
        fields = ["tab", "q", "status", "kind", "province"]

    def __init__(self, data, queryset, *, tab):
        super().__init__(data, queryset.filter(status__in=TABS[tab]))
        self.filters["status"].extra["choices"] = [(status.value, status.label) for status in map(_status, TABS[tab])]

    def keep(self, applications, name, value):
        """What only goes along in the address."""
        return applications

    def search(self, applications, name, words):
        return matching(applications, words)

    def in_province(self, applications, name, code):
        return applications.filter(region__startswith=code[:2])


def _status(code):
    return ApplicationStatus(code)
