"""The filters of the audit chain; they live in the address."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ronghe.ledger.chain import COMMUNITY
from ronghe.ledger.models import Entry
from ronghe.members.models import Person, Unit

NARROWING = ("chain", "what", "who", "since", "until")
DAY = forms.DateInput(attrs={"type": "date"})
LARGEST = 18  # digits of a number that every database takes


class EntryFilter(django_filters.FilterSet):
    """Chains to choose from are those of the entries that the reader sees."""

    chain = django_filters.ChoiceFilter(label=_("Chain"), choices=[], empty_label=_("All"))
    what = django_filters.CharFilter(label=pgettext_lazy("ledger", "What"), lookup_expr="startswith")
    who = django_filters.CharFilter(label=_("Person"), method="done_by")
    since = django_filters.DateFilter(label=_("From"), field_name="at", lookup_expr="date__gte", widget=DAY)
    until = django_filters.DateFilter(label=_("To"), field_name="at", lookup_expr="date__lte", widget=DAY)

    class Meta:
        model = Entry
        fields = NARROWING

    def __init__(self, data, entries):
        super().__init__(data, entries)
        names = entries.order_by("chain").values_list("chain", flat=True).distinct()
        self.filters["chain"].extra["choices"] = list(named_chains(names).items())

    def done_by(self, entries, name, words):
        """By the person of this number, or by whoever has these words in name or address."""
        words = words.strip()
        if words.isascii() and words.isdecimal() and len(words) <= LARGEST:
            return entries.filter(by_id=int(words))
        named = Q(name_zh__icontains=words) | Q(name_en__icontains=words) | Q(email__icontains=words)
        return entries.filter(by_id__in=Person.objects.filter(named).values("pk"))


def named_chains(names):
    """{chain: whose it is, in words}."""
    names = list(names)
    units = Unit.objects.in_bulk([int(name.partition(":")[2]) for name in names if name != COMMUNITY])
    return {
        name: _("the community") if name == COMMUNITY else units.get(int(name.partition(":")[2])) or name
        for name in names
    }
