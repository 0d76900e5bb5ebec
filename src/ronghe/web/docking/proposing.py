"""Putting a demand and a supply together: what may be done with this pair now, and the page that asks."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ronghe.docking import actions, case_rules
from ronghe.docking.models import Case
from ronghe.docking.queries import cases_visible_to, live_case_of, seats_of, why_not
from ronghe.docking.states import MOST_ASKED, Origin
from ronghe.lib.pairs import refusal
from ronghe.lib.refusals import Refused
from ronghe.members.rules import is_secretariat
from ronghe.postings.queries import postings_visible_to
from ronghe.postings.states import Side
from ronghe.web.docking.sentences import sentence


class OverrideForm(forms.Form):
    """Why the secretariat proposes what a rule stops."""

    override = forms.CharField(
        label=gettext_lazy("Why it should be proposed all the same"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kept with the case, and counted."),
    )


@dataclass(frozen=True)
class Door:
    """What this reader may do with a pair: go to its case, propose it, or read why not. All empty: nothing to show."""

    case: Case | None = None
    may: bool = False
    refused: Any = None


def door(person, demand, supply):
    """The door of a pair for `person`; an empty one for visitors and for who acts for neither side."""
    if not person.is_authenticated:
        return Door()
    live = live_case_of(demand, supply)
    if live is not None:
        return Door(case=live if cases_visible_to(person).filter(pk=live.pk).exists() else None)
    origin = _origin(person, demand, supply)
    if origin is None:
        return Door()
    refused = refusal(case_rules.check_can_propose, person, demand, supply, origin, "?")
    return Door(may=refused is None, refused=refused)


@login_required
@require_http_methods(["GET", "POST"])
def propose(request, demand, supply):
    """The page that asks whether these two should dock; once it is sent, their case."""
    seen = postings_visible_to(request.user).select_related("owner")
    demand = get_object_or_404(seen, pk=demand, side=Side.DEMAND)
    supply = get_object_or_404(seen, pk=supply, side=Side.SUPPLY)
    origin, stops = _origin(request.user, demand, supply) or Origin.PARTY, why_not(demand, supply)
    form = OverrideForm(request.POST or None) if stops and origin == Origin.SECRETARIAT else forms.Form(request.POST)
    case_rules.check_can_propose(request.user, demand, supply, origin, "?")
    if request.method == "POST" and form.is_valid():
        case = _proposed(request, form, demand=demand, supply=supply, origin=origin)
        if case:
            messages.success(request, _("It is proposed. Whoever is asked has been told."))
            return redirect("cases:case", case.pk)
    facts = {"demand": demand, "supply": supply, "form": form, "stops": [sentence(stop) for stop in stops]}
    facts |= {"is_party": origin == Origin.PARTY, "most": MOST_ASKED}
    return render(request, "web/docking/propose.html", facts, status=422 if request.method == "POST" else 200)


def _origin(person, demand, supply):
    """In whose name `person` would propose: their own side's, else the secretariat's; None for everybody else."""
    if seats_of(person, Case(demand=demand, supply=supply)):
        return Origin.PARTY
    return Origin.SECRETARIAT if is_secretariat(person) else None


def _proposed(request, form, **given):
    """The new case; None where it is refused, and the refusal stands in the form."""
    try:
        return actions.propose(by=request.user, override=form.cleaned_data.get("override", ""), **given)
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
