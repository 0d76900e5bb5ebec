"""The filters of the list of agreements; they live in the address."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from ronghe.agreements.models import Agreement, AgreementType, Obligation
from ronghe.agreements.queries import DUE, SOON, matching
from ronghe.agreements.states import AgreementStatus, ObligationStatus
from ronghe.lib.dates import days_from, today

STATES = [("expiring", _("expires within 30 days")), ("due", _("obligations due or late")), *AgreementStatus.choices]


class AgreementFilter(django_filters.FilterSet):
    tab = django_filters.CharFilter(method="keep", widget=forms.HiddenInput)
    q = django_filters.CharFilter(label=_("Search"), method="search", widget=forms.TextInput(attrs={"type": "search"}))
    type = django_filters.ModelChoiceFilter(
        label=_("Type"), queryset=AgreementType.objects.all(), empty_label=_("All types"), to_field_name="code"
    )
    state = django_filters.ChoiceFilter(label=_("Status"), choices=STATES, method="in_state", empty_label=_("All"))

    class Meta:
        model = Agreement
        fields = ["tab", "q", "type", "state"]

    def keep(self, agreements, name, value):
        """What only goes along in the address."""
        return agreements

    def search(self, agreements, name, words):
        return matching(agreements, words)

    def in_state(self, agreements, name, state):
        if state == "expiring":
            return agreements.filter(status=AgreementStatus.IN_FORCE, end__lte=days_from(today(), SOON))
        if state == "due":
            return with_due_obligations(agreements)
        return agreements.filter(status=state)


def with_due_obligations(agreements):
    """Those in force under which something is due soon, or late."""
    owed = Obligation.objects.filter(agreement=OuterRef("pk"), due__lte=days_from(today(), DUE))
    return agreements.filter(Exists(owed.exclude(status=ObligationStatus.DONE)), status=AgreementStatus.IN_FORCE)
