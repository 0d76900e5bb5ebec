"""While a placement runs: weeks are written and looked at, visits noted, reports answered, terms changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from ronghe.placements import actions, queries, rules
from ronghe.placements.states import ChangeStatus, Party
from ronghe.web.agreements.posted import posted
from ronghe.web.places import during_forms as forms
from ronghe.web.places.acting import visible
from ronghe.web.places.words import incident_words
from ronghe.web.tried import in_form, status_of


@dataclass(frozen=True)
class Page:
    """How a question is put, and where on the page of the placement one comes back to."""

    title: Any
    lead: Any
    button: Any
    icon: str
    back: str
    style: str = "btn-primary"


def _asked(request, place, form, page, do: Callable[[], Any], said, **facts):
    """The page of the placement once `do` is done; otherwise its question, with what is to be corrected."""
    if form.is_bound and form.is_valid() and in_form(form, do):
        messages.success(request, said)
        return redirect(reverse("places:place", args=[place.pk]) + f"#{page.back}")
    facts |= {"place": place, "form": form, "page": page}
    return render(request, "web/places/ask.html", facts, status=status_of(form))


# -- the log --


@login_required
@require_http_methods(["GET", "POST"])
def log(request, pk):
    """The week is written, or told anew; `?week=` says which one is told anew."""
    place = visible(request, pk)
    rules.check_can_log(request.user, place)
    form = forms.WeekForm(posted(request), place=place, person=request.user, entry=_entry(request, place))
    page = Page(
        _("Weekly log"), _("One week in your words, with the hours as they were."), _("Save the week"), "check2", "log"
    )

    def do():
        return actions.log_week(by=request.user, place=place, **form.given())

    return _asked(request, place, form, page, do, _("The week is written."))


def _entry(request, place):
    """The week that the address names, if it is written and nobody has looked at it; None where it names none."""
    named = request.GET.get("week", "")
    if not named:
        return None
    try:
        week = date.fromisoformat(named)
    except ValueError as fault:
        raise Http404 from fault
    return get_object_or_404(place.log.filter(seen_at=None), week=week)


@login_required
@require_POST
def see(request, pk, entry):
    """Somebody of the school or the enterprise has looked at the week."""
    place = visible(request, pk)
    rules.check_can_see_log(request.user, place)
    week = get_object_or_404(place.log, pk=entry)
    form = forms.SeenForm(request.POST)
    page = Page(_("Looked at"), week.text, _("I have looked at it"), "eye", "log")

    def do():
        return actions.see_log(by=request.user, entry=week, **form.given())

    return _asked(request, place, form, page, do, _("Marked as looked at. The student has been told."))


# -- visits, and what went wrong --


@login_required
@require_http_methods(["GET", "POST"])
def visit(request, pk):
    place = visible(request, pk)
    rules.check_can_visit(request.user, place)
    form = forms.VisitForm(posted(request), place=place)
    page = Page(
        _("Write down a visit"), _("On site or by telephone: when, and what you found."), _("Save the visit"), "check2",
        "visits",
    )  # fmt: skip

    def do():
        return actions.visit(by=request.user, place=place, **form.given())

    return _asked(request, place, form, page, do, _("The visit is written down."))


@login_required
@require_http_methods(["GET", "POST"])
def report(request, pk):
    place = visible(request, pk)
    rules.check_can_report_incident(request.user, place)
    form = forms.IncidentForm(posted(request), place=place)
    page = Page(_("Report something"), _who_reads(request.user, place), _("Report it"), "send", "incidents", "btn-seal")

    def do():
        return actions.report_incident(by=request.user, place=place, **form.given())

    return _asked(
        request, place, form, page, do, _("Reported. The school has been told, and answers within three days.")
    )


def _who_reads(person, place):
    if rules.party_of(person, place) == Party.ENTERPRISE:
        return _("School, student and secretariat read it.")
    return _("School, student and secretariat read it. The enterprise does not while it is open.")


@login_required
@require_http_methods(["GET", "POST"])
def resolve(request, pk, incident):
    place = visible(request, pk)
    incident = get_object_or_404(queries.incidents_shown(request.user, place), pk=incident)
    incident.place = place
    rules.check_can_resolve(request.user, incident)
    form = forms.ResolveForm(posted(request), place=place)
    title = incident.get_kind_display()
    page = Page(
        _("Resolve: %(what)s") % {"what": title},
        incident_words(incident),
        pgettext("report", "Resolved"),
        "check2",
        "incidents",
    )

    def do():
        return actions.resolve_incident(by=request.user, incident=incident, **form.given())

    return _asked(request, place, form, page, do, _("Resolved. Everyone concerned has been told how."))


# -- changes --


@login_required
@require_http_methods(["GET", "POST"])
def change(request, pk):
    """Other terms are proposed; every rule that they would break is said."""
    place = visible(request, pk)
    rules.check_can_change_terms(request.user, place)
    form = forms.ChangeForm(posted(request), place=place)
    page = Page(
        _("Propose a change"), _("Change what should change. It holds once student, school and enterprise agree."),
        pgettext("change", "Propose it"), "send", "changes",
    )  # fmt: skip

    def do():
        return actions.propose_change(by=request.user, place=place, **form.given())

    return _asked(request, place, form, page, do, _("Proposed. The other two have been told."))


@login_required
@require_POST
def answer(request, pk, change, act):
    """This side agrees to the change, or refuses it."""
    place = visible(request, pk)
    found = get_object_or_404(place.changes, pk=change)
    found.place = place
    acts = {
        "agree": (actions.agree_to_change, _("Your side agrees.")),
        "refuse": (actions.refuse_change, _("Refused. The terms stay as they are.")),
    }
    if act not in acts:
        raise Http404
    do, said = acts[act]
    changed = do(by=request.user, change=found)
    holds = changed.status == ChangeStatus.AGREED
    messages.success(request, _("All three agree: the new terms hold.") if holds else said)
    return redirect(reverse("places:place", args=[pk]) + "#changes")
