"""Obligations on the page of an agreement: reported by who owes them, confirmed by another party."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ronghe.agreements import actions, queries, rules
from ronghe.lib.refusals import Refused
from ronghe.web.agreements.acting import Page
from ronghe.web.agreements.forms import RemarkForm, ReportForm
from ronghe.web.agreements.posted import posted


def shown(person, agreement):
    """(obligation, may report, may confirm) of each, in order."""
    found = agreement.obligations.select_related("party__unit", "reported_by", "accepted_by")
    rows = []
    for one in found:
        one.agreement = agreement
        rows.append((one, rules.can_report(person, one), rules.can_accept(person, one)))
    return rows


@login_required
def act(request, pk, position, act):
    agreement = get_object_or_404(queries.agreements_visible_to(request.user), pk=pk)
    obligation = get_object_or_404(agreement.obligations.select_related("party__unit"), position=position)
    obligation.agreement = agreement
    if act not in ("report", "confirm", "send-back"):
        raise Http404
    (rules.check_can_report if act == "report" else rules.check_can_accept)(request.user, obligation)
    form = _form(act, posted(request), obligation)
    if request.method == "POST" and form.is_valid() and _done(request, act, obligation, form):
        return redirect(reverse("agreements:agreement", args=[pk]) + "#obligations")
    facts = {"agreement": agreement, "act": _page(act, obligation), "form": form, "obligation": obligation}
    return render(request, "web/agreements/act.html", facts)


def _form(act, data, obligation):
    if act == "report":
        return ReportForm(data, obligation=obligation)
    return RemarkForm(data) if act == "send-back" else RemarkForm(data, required=False)


def _done(request, act, obligation, form):
    """True once it is done; otherwise the refusal stands in the form."""
    given = form.cleaned_data
    try:
        if act == "report":
            actions.fulfil_obligation(by=request.user, obligation=obligation, **given)
        elif act == "confirm":
            actions.accept_obligation(by=request.user, obligation=obligation)
        else:
            actions.send_back_obligation(by=request.user, obligation=obligation, note=given["remark"])
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _page(act, obligation).done)
    return True


def _page(act, obligation):
    pages = {
        "report": Page(
            _("Report as met"), "check2", obligation.words, "btn-primary", _("Reported. Another party confirms it.")
        ),
        "confirm": Page(_("Confirm"), "check2-circle", obligation.words, "btn-primary", _("Confirmed as met.")),
        "send-back": Page(
            _("Not met yet"), "arrow-left", obligation.words, "btn-primary", _("Sent back with your remark.")
        ),
    }
    return pages[act]
