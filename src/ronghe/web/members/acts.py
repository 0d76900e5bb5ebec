"""What is done to one membership: its status, its term, who speaks for the unit."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ronghe.lib.dates import days_from, today
from ronghe.lib.refusals import Refused
from ronghe.members import actions, rules
from ronghe.members.queries import next_start, people_of, units_visible_to
from ronghe.members.states import MOVES, UnitStatus
from ronghe.web.members.forms import DelegateEndForm, DelegateForm, ReasonForm, RenewForm

STATUS_ACTS = {  # status: (icon, act, what it means, said afterwards)
    UnitStatus.ACTIVE: (
        "play", gettext_lazy("Restore"), gettext_lazy("The unit is an active member again."),
        gettext_lazy("The membership is restored."),
    ),
    UnitStatus.SUSPENDED: (
        "pause", gettext_lazy("Suspend"),
        gettext_lazy("The unit leaves the directory and its postings dock no more, until it is restored."),
        gettext_lazy("The membership is suspended."),
    ),
    UnitStatus.WITHDRAWN: (
        "box-arrow-right", gettext_lazy("Record withdrawal"),
        gettext_lazy("The unit leaves by its own wish. It can come back by a new application only."),
        gettext_lazy("The withdrawal is recorded."),
    ),
    UnitStatus.EXPELLED: (
        "slash-circle", gettext_lazy("Expel"),
        gettext_lazy("The unit leaves by a decision of the community. It can come back by a new application only."),
        gettext_lazy("The unit is expelled."),
    ),
}  # fmt: skip


def status_acts(by, unit):
    """(status, icon, act) of each change of status that `by` may make now."""
    may = [to for to in MOVES[unit.status] if rules.can_change_unit_status(by, unit, to)]
    return [(to.value, *STATUS_ACTS[to][:2]) for to in may]


@login_required
@require_http_methods(["GET", "POST"])
def status(request, pk, to):
    unit = _unit(request, pk)
    if to not in UnitStatus.values:
        raise Http404
    icon, label, ask, done = STATUS_ACTS[UnitStatus(to)]
    rules.check_can_change_unit_status(request.user, unit, to)
    change = {"do": actions.change_unit_status, "unit": unit, "to": UnitStatus(to)}
    return _asked(request, unit, ReasonForm(request.POST or None), change, label=label, ask=ask, done=done, icon=icon)


@login_required
@require_http_methods(["GET", "POST"])
def renew(request, pk):
    unit = _unit(request, pk)
    rules.check_can_renew_term(request.user, unit)
    start = next_start(unit)
    form = RenewForm(request.POST or None, initial={"end": days_from(start, 364)})
    ask = _("The next term starts on %(start)s. The terms before it stay as they were.") % {"start": start}
    change = {"do": actions.renew_term, "unit": unit}
    said = {
        "label": _("Renew the membership"),
        "ask": ask,
        "done": _("The membership is renewed."),
        "icon": "calendar3",
    }
    return _asked(request, unit, form, change, **said)


@login_required
@require_http_methods(["GET", "POST"])
def appoint(request, pk):
    unit = _unit(request, pk)
    rules.check_can_appoint_delegate(request.user, unit)
    form = DelegateForm(request.POST or None, initial={"start": today()})
    said = {
        "label": _("Name a delegate"),
        "ask": _("Who speaks and votes for the unit in the community, and from when."),
        "done": _("The delegate is named."),
        "icon": "person-badge",
    }
    return _asked(request, unit, form, {"do": actions.appoint_delegate, "unit": unit}, **said)


@login_required
@require_http_methods(["GET", "POST"])
def end_delegate(request, pk, delegate):
    unit = _unit(request, pk)
    rules.check_can_appoint_delegate(request.user, unit)
    delegate = get_object_or_404(unit.delegates, pk=delegate)
    form = DelegateEndForm(request.POST or None, initial={"end": delegate.end or today()})
    ask = _("%(name)s speaks for the unit to this day. The row stays in the history.") % {"name": delegate.name}
    said = {"label": _("End the delegate"), "ask": ask, "done": _("The last day is recorded."), "icon": "person-badge"}
    return _asked(request, unit, form, {"do": actions.end_delegate, "delegate": delegate}, **said)


@login_required
@require_POST
def invite_again(request, pk, person):
    """Someone of the unit who has no password yet is written to once more."""
    unit = _unit(request, pk)
    rules.check_can_give_role(request.user, unit)
    actions.invite_again(by=request.user, person=get_object_or_404(people_of(unit), pk=person), unit=unit)
    messages.success(request, _("A new invitation is written to them."))
    return redirect("members:unit", pk)


@login_required
@require_POST
def revoke_invitation(request, pk, person):
    """Whoever never came is invited no more."""
    unit = _unit(request, pk)
    rules.check_can_give_role(request.user, unit)
    actions.revoke_invitation(by=request.user, person=get_object_or_404(people_of(unit), pk=person), unit=unit)
    messages.success(request, _("The invitation is taken back, and the role with it."))
    return redirect("members:unit", pk)


def _unit(request, pk):
    return get_object_or_404(units_visible_to(request.user), pk=pk)


def _asked(request, unit, form, change, *, label, ask, done, icon):
    """The unit's page after the change, or the page that asks what the change needs to know."""
    if request.method == "POST" and form.is_valid() and _done(form, by=request.user, **change):
        messages.success(request, done)
        return redirect("members:unit", unit.pk)
    facts = {"unit": _unit(request, unit.pk), "form": form, "label": label, "ask": ask, "icon": icon}
    return render(request, "web/members/act.html", facts, status=422 if form.errors else 200)


def _done(form, *, do, **given):
    """True once it is done; otherwise the refusal stands in the form."""
    try:
        do(**given, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
    return not form.errors
