"""Announcing a round, reviewing what it found, publishing it or calling it off."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ronghe.docking import actions, rules
from ronghe.docking.queries import proposals_of, rounds_visible_to
from ronghe.lib.refusals import Refused
from ronghe.web.rounds.acts import ACTS
from ronghe.web.rounds.forms import AnnounceForm, ReasonForm
from ronghe.web.tried import in_form, status_of


@login_required
@require_http_methods(["GET", "POST"])
def announce(request):
    """The page that asks for a round's window; once it is sent, the announced round."""
    rules.check_can_announce_round(request.user)
    form = AnnounceForm(request.POST or None)
    if form.is_bound and form.is_valid():
        made = in_form(form, lambda: actions.announce_round(by=request.user, **form.cleaned_data))
        if made:
            messages.success(request, _("The round is announced. Members have been told."))
            return redirect("rounds:round", made.pk)
    return render(request, "web/rounds/announce.html", {"form": form}, status=status_of(form))


@login_required
@require_http_methods(["GET", "POST"])
def act(request, pk, act):
    """The round after one act, or the page that asks for what the act needs to know."""
    round_, chosen = _round(request, pk), ACTS.get(act)
    if chosen is None:
        raise Http404
    chosen.check(request.user, round_)
    form = chosen.form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        moved = in_form(form, lambda: chosen.do(by=request.user, round_=round_, **form.cleaned_data))
        if moved:
            messages.success(request, chosen.done)
            return redirect("rounds:round", pk)
    facts = {"round": round_, "act": chosen, "form": form, "counts": _counts(round_)}
    return render(request, "web/rounds/act.html", facts, status=status_of(form))


@login_required
@require_http_methods(["GET", "POST"])
def strike(request, pk, proposal):
    """The proposal is set aside, once it was said why."""
    round_ = _round(request, pk)
    rules.check_can_review_round(request.user, round_)
    chosen = get_object_or_404(proposals_of(round_, request.user), pk=proposal, struck_at=None)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        struck = in_form(form, lambda: actions.strike_proposal(by=request.user, proposal=chosen, **form.cleaned_data))
        if struck:
            messages.success(request, _("The proposal is set aside. Until the round is published, it can be restored."))
            return redirect(_back(request, chosen))
    facts = {"round": round_, "proposal": chosen, "form": form, "back": _back(request, chosen)}
    return render(request, "web/rounds/strike.html", facts, status=status_of(form))


@login_required
@require_POST
def restore(request, pk, proposal):
    """The proposal is as the round found it."""
    round_ = _round(request, pk)
    rules.check_can_review_round(request.user, round_)
    chosen = get_object_or_404(proposals_of(round_, request.user), pk=proposal)
    try:
        actions.restore_proposal(by=request.user, proposal=chosen)
        messages.success(request, _("The proposal stands again."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(_back(request, chosen))


def _back(request, proposal):
    """The demand of a proposal, on the page of its round, with the filters that the address keeps."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return f"{reverse('rounds:round', args=[proposal.round_id])}{query}#d{proposal.demand_id}"


def _counts(round_):
    """What publication would put before both sides, at most, and what it leaves out."""
    struck = round_.proposals.filter(struck_at__isnull=False).count()
    put = round_.proposals.filter(struck_at=None, rank__lte=round_.put).count()
    return {"put": put, "struck": struck, "unmet": round_.unmet.count()}


def _round(request, pk):
    rules.check_can_see_round(request.user, None)
    return get_object_or_404(rounds_visible_to(request.user), pk=pk)
