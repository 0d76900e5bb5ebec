"""Milestones of a case: planned, changed, reported with evidence, accepted or sent back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from ronghe.docking import actions, rules
from ronghe.docking.queries import seats_of
from ronghe.lib.pairs import question
from ronghe.web.agreements.posted import sent
from ronghe.web.cases import forms
from ronghe.web.cases.acting import visible
from ronghe.web.cases.acts import chairs_of
from ronghe.web.cases.talk import papers
from ronghe.web.tried import in_form, status_of


@dataclass(frozen=True)
class Act:
    """One act on a milestone."""

    code: str
    label: Any
    icon: str
    check: Callable[..., Any]
    do: Callable[..., Any]
    ask: Any
    done: Any
    form: type[forms.CaseForm] = forms.CaseForm
    style: str = "btn-primary"
    chair: str = "seat"  # how the action calls the chair on which one acts


ACTS = {
    act.code: act
    for act in (
        Act(
            "report", gettext_lazy("Report as done"), "check2", rules.check_can_report_milestone,
            actions.report_milestone, gettext_lazy("The other side looks at it, and accepts it or sends it back."),
            gettext_lazy("Reported. The other side has been told."), forms.ReportForm,
        ),
        Act(
            "accept", gettext_lazy("Accept"), "check2-circle", rules.check_can_accept_milestone,
            actions.accept_milestone, gettext_lazy("You accept for your side what is reported here."),
            gettext_lazy("The milestone is accepted."),
        ),
        Act(
            "send-back", gettext_lazy("Send back"), "arrow-left", rules.check_can_send_back_milestone,
            actions.send_back_milestone, gettext_lazy("It is open again. What is still lacking?"),
            gettext_lazy("Sent back with your words."), forms.SendBackForm, style="",
        ),
        Act(
            "revise", gettext_lazy("Change the milestone"), "pencil", rules.check_can_revise_milestone,
            actions.revise_milestone, gettext_lazy("The other side is told what changed."),
            gettext_lazy("The milestone is changed."), forms.MilestoneForm, style="", chair="acting",
        ),
        Act(
            "remove", gettext_lazy("Take the milestone away"), "trash", rules.check_can_remove_milestone,
            actions.remove_milestone, gettext_lazy("It is gone from the plan. The other side is told."),
            gettext_lazy("The milestone is taken away."), style="", chair="acting",
        ),
    )
}  # fmt: skip


def shown(person, case):
    """(milestone, its evidence, codes of what this person may do with it now) of each, in the order of their days."""
    found = case.milestones.select_related("reported_by", "decided_by").prefetch_related(papers())
    rows = []
    for one in found:
        one.case = case
        may = [act.code for act in ACTS.values() if _chairs(person, one, act.check)]
        rows.append((one, list(one.files.all()), may))
    return rows


def _chairs(person, milestone, check):
    """The sides on which `person` may do this with the milestone now."""
    return tuple(seat for seat in seats_of(person, milestone.case) if question(check)(person, milestone, seat))


@login_required
@require_http_methods(["GET", "POST"])
def plan(request, pk):
    """One more milestone, or the page that asks for it."""
    case, check = visible(request, pk), rules.check_can_plan_milestone
    chairs = chairs_of(request.user, case, check)
    if not chairs:
        check(request.user, case)
    form = forms.MilestoneForm(sent(request)[0], case=case, chairs=chairs[:1])
    if form.is_bound and form.is_valid():
        given = {**form.given(), "acting": form.seat()}
        if in_form(form, lambda: actions.plan_milestone(by=request.user, case=case, **given)):
            messages.success(request, _("The milestone is planned. The other side has been told."))
            return redirect(_place(pk))
    return render(request, "web/cases/milestone.html", {"case": case, "form": form}, status=status_of(form))


@login_required
@require_http_methods(["GET", "POST"])
def act(request, pk, milestone, act):
    """The milestone after one act, or the page that asks for what the act needs to know."""
    case, chosen = visible(request, pk), ACTS.get(act)
    if chosen is None:
        raise Http404
    milestone = get_object_or_404(case.milestones, pk=milestone)
    milestone.case = case
    chairs = _chairs(request.user, milestone, chosen.check)
    if not chairs:
        chosen.check(request.user, milestone)
    form = _form(request, chosen, case, milestone, chairs)
    if form.is_bound and form.is_valid() and in_form(form, lambda: _do(request.user, milestone, chosen, form)):
        messages.success(request, chosen.done)
        return redirect(_place(pk))
    facts = {"case": case, "milestone": milestone, "act": chosen, "form": form}
    return render(request, "web/cases/milestone.html", facts, status=status_of(form))


def _form(request, act, case, milestone, chairs):
    more = {"case": case, "chairs": chairs[:1]}
    if act.form is forms.ReportForm:
        return act.form(*sent(request), milestone=milestone, **more)
    if act.form is forms.MilestoneForm:
        start = {name: getattr(milestone, name) for name in ("title", "due", "target", "measure")}
        return act.form(sent(request)[0], initial={**start, "seat_": milestone.seat}, **more)
    return act.form(sent(request)[0], **more)


def _do(by, milestone, act, form):
    act.do(by=by, milestone=milestone, **form.given(), **{act.chair: form.seat()})
    return True


def _place(pk):
    return reverse("cases:case", args=[pk]) + "#milestones"
