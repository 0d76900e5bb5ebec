"""What became of placements, in numbers, for the secretariat and officials; each number leads to its rows."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from ronghe.lib.dates import today
from ronghe.members.models import Unit
from ronghe.members.rules import is_secretariat
from ronghe.placements import queries, rules
from ronghe.placements.models import PlacementRound

LEAST = 5  # answers from which a mean is shown to those who do not read the answers themselves
NUMBERS = {  # of each number: its name, and of which other it is a part
    "begun": (pgettext_lazy("outcomes", "Have begun"), None),
    "completed": (pgettext_lazy("outcomes", "Ran to their end"), "begun"),
    "said": (_("Students who said what became of it"), "begun"),
    "employed": (_("… have work"), "said"),
    "in_field": (_("… have work in the field of their programme"), "said"),
    "asked": (_("Enterprises that said what became of it"), "begun"),
    "hired": (_("… have employed the student"), "asked"),
}


@dataclass(frozen=True)
class Number:
    """One number beside the one that it is a part of."""

    code: str
    name: Any
    count: int
    of: Any
    base: int | None

    @property
    def percent(self):
        return round(100 * self.count / self.base) if self.base else None

    @property
    def width(self):
        share = self.count / self.base if self.base else (1 if self.base is None and self.count else 0)
        return f"{100 * share:.2f}"


class OutcomesForm(forms.Form):
    """Which placements are counted, from the address."""

    round = forms.ModelChoiceField(PlacementRound.objects.none(), label=_("Round"), required=False)
    school = forms.ModelChoiceField(Unit.objects.none(), label=_("School"), required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Enterprise"), required=False)
    COLUMNS = {"round": "round", "school": "student__school", "unit": "seat__owner"}  # noqa: RUF012

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        rows = places.order_by()
        self.fields["round"].queryset = PlacementRound.objects.filter(pk__in=rows.values("round")).defer(
            *queries.FROZEN
        )
        for name in ("school", "unit"):
            found = Unit.objects.filter(pk__in=rows.values(self.COLUMNS[name]))
            self.fields[name].queryset = found.order_by("name_zh")
        empty = {"round": _("All rounds"), "school": _("All schools"), "unit": _("All enterprises")}
        for name, label in empty.items():
            self.fields[name].empty_label = label

    def asked(self):
        """What was asked for and can be understood; the rest is left out."""
        self.is_valid()
        return {name: found for name in self.COLUMNS if (found := self.cleaned_data.get(name))}


@login_required
@require_GET
def outcomes(request):
    rules.check_can_see_outcomes(request.user)
    places = queries.counted_places(request.user)
    form = OutcomesForm(request.GET, places=places)
    asked = form.asked()
    found = queries.outcomes_of(places.filter(**{form.COLUMNS[name]: row for name, row in asked.items()}))
    facts = {
        "form": form,
        "numbers": _numbers(found),
        "means": _means(found, reads_all=is_secretariat(request.user)),
        "query": urlencode({name: row.pk for name, row in asked.items()}),
        "leads": is_secretariat(request.user),
        "today": today(),
        "least": LEAST,
    }
    return render(request, "web/places/outcomes.html", facts)


def _numbers(found):
    rows = []
    for code, (name, of) in NUMBERS.items():
        base = getattr(found, of) if of else None
        rows.append(Number(code, name, getattr(found, code), NUMBERS[of][0] if of else None, base))
    return rows


def _means(found, *, reads_all):
    """(who, their mean satisfaction, from how many answers); no mean of a few, from which one could be told."""
    rows = ((_("Students"), found.by_students, found.said), (_("Enterprises"), found.by_units, found.asked))
    return [(who, mean if reads_all or n >= LEAST else None, n) for who, mean, n in rows]
