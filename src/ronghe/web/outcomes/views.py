"""The funnel of dockings, for a unit or the community; and how outcomes would move the weights."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ronghe.docking import actions, learning, rules
from ronghe.docking.bridge import shares_now
from ronghe.docking.funnel import funnel_of
from ronghe.docking.models import Weighing
from ronghe.docking.queries import overriding_cases, struck_proposals
from ronghe.docking.records import outcomes
from ronghe.docking.states import WeighingStatus
from ronghe.members.models import Unit
from ronghe.members.queries import units_of
from ronghe.members.rules import is_official, is_secretariat
from ronghe.web.outcomes.forms import FunnelForm
from ronghe.web.outcomes.words import Bar, bars_of
from ronghe.web.tried import in_message
from ronghe.web.words import CRITERIA

PAGE = 50


@login_required
@require_GET
def funnel(request):
    """How far dockings came, with the time they took; each number leads to its rows."""
    rules.check_can_see_round(request.user, None)
    oversees = is_secretariat(request.user) or is_official(request.user)
    units = Unit.objects.order_by("name_zh") if oversees else units_of(request.user)
    form = FunnelForm(request.GET, units=units, oversees=oversees)
    asked = form.asked()
    found = funnel_of(request.user, **asked)
    chosen = {name: getattr(value, "pk", value) for name, value in asked.items() if value}
    facts = {
        "form": form,
        "funnel": found,
        "bars": bars_of(found),
        "query": urlencode(chosen),
        "percent": found.response is not None and round(100 * found.response),
        "weighs": rules.can_weigh(request.user),
    }
    if rules.can_see_overrides(request.user):
        facts["overrides"] = {"cases": overriding_cases().count(), "proposals": struck_proposals().count()}
    return render(request, "web/outcomes/funnel.html", facts)


@login_required
@require_GET
def overrides(request):
    """Where people set aside what a rule or a round said, with their reasons: every row that the funnel counts."""
    rules.check_can_see_overrides(request.user)
    struck = Paginator(struck_proposals(), PAGE).get_page(request.GET.get("page"))
    return render(request, "web/outcomes/overrides.html", {"cases": overriding_cases(), "page": struck})


@login_required
@require_http_methods(["GET", "POST"])
def weights(request):
    """The weights of today, the proposal that waits, and those before; POST asks for a proposal."""
    rules.check_can_weigh(request.user)
    if request.method == "POST":
        made = in_message(request, lambda: actions.propose_weights(by=request.user))
        return redirect("outcomes:weighing", made.pk) if made else redirect("outcomes:weights")
    found = outcomes()
    facts = {
        "shares": [Bar(name, CRITERIA[name], share) for name, share in shares_now().items()],
        "waiting": Weighing.objects.filter(status=WeighingStatus.PROPOSED).first(),
        "decided": Weighing.objects.exclude(status=WeighingStatus.PROPOSED).select_related("decided_by"),
        "kept": sum(outcome.kept for outcome in found),
        "outcomes": len(found),
        "is_enough": learning.is_enough(found),
        "least": learning.LEAST,
        "least_each": learning.LEAST_EACH,
    }
    return render(request, "web/outcomes/weights.html", facts)


@login_required
@require_GET
def weighing(request, pk):
    """One proposal: how each weight would move and why, and every outcome it was computed from."""
    rules.check_can_weigh(request.user)
    one = get_object_or_404(Weighing.objects.select_related("by", "decided_by"), pk=pk)
    rows = [{"code": name, "name": CRITERIA[name], **one.moved[name]} for name in CRITERIA if name in one.moved]
    return render(request, "web/outcomes/weighing.html", {"weighing": one, "rows": rows})


@login_required
@require_POST
def decide(request, pk, act):
    """The proposal is adopted or dismissed."""
    rules.check_can_weigh(request.user)
    one = get_object_or_404(Weighing, pk=pk)
    acts = {
        "adopt": (lambda: actions.adopt_weights(by=request.user, weighing=one), _("The weights are adopted.")),
        "dismiss": (
            lambda: actions.dismiss_weights(by=request.user, weighing=one, reason=request.POST.get("reason", "")),
            _("The proposal is dismissed."),
        ),
    }
    if act not in acts:
        raise Http404
    do, done = acts[act]
    if in_message(request, do):
        messages.success(request, done)
    return redirect("outcomes:weighing", pk)
