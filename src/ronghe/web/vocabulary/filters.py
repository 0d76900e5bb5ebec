"""The filters of the list of proposed words; they live in the address."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ronghe.skills.bridge import letters
from ronghe.skills.models import WordProposal
from ronghe.skills.states import WordOrigin, WordStatus

ORDERS = [("frequent", pgettext_lazy("order", "most frequent")), ("new", pgettext_lazy("order", "newest"))]


class WordFilter(django_filters.FilterSet):
    """Words of one status: those that wait, unless another is asked for."""

    status = django_filters.CharFilter(method="with_status", widget=forms.HiddenInput)
    q = django_filters.CharFilter(label=_("Search"), method="search", widget=forms.TextInput(attrs={"type": "search"}))
    origin = django_filters.ChoiceFilter(
        label=pgettext_lazy("word", "Origin"), choices=WordOrigin.choices, empty_label=_("All")
    )
    order = django_filters.ChoiceFilter(
        label=_("Order"), choices=ORDERS[1:], method="in_order", empty_label=ORDERS[0][1]
    )

    class Meta:
        model = WordProposal
        fields = ["status", "q", "origin", "order"]

    def with_status(self, words, name, status):
        """What only goes along in the address: the tabs choose it."""
        return words

    def search(self, words, name, said):
        return words.filter(Q(letters__contains=letters(said)) | Q(form__icontains=said) | Q(skill__icontains=said))

    def in_order(self, words, name, order):
        return words.order_by("-created_at", "-pk")


def asked_status(given):
    """The status that the address asks for; of words that wait, where it asks for none that there is."""
    return WordStatus(given) if given in WordStatus.values else WordStatus.PROPOSED
