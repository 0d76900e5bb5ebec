"""The secretariat's queue: what expires, what is late, who is waited for."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ronghe.agreements import queries, rules

SPANS = (30, 60, 90)


@login_required
@require_GET
def queue(request):
    rules.check_can_oversee(request.user)
    asked = request.GET.get("days", "")
    days = int(asked) if asked.isdigit() and int(asked) in SPANS else SPANS[0]
    facts = {
        "days": days,
        "spans": SPANS,
        "expiring": queries.expiring(days)[:100],
        "owed": queries.obligations_due(days)[:200],
        "stuck": [(one, _waited_for(one)) for one in queries.stuck(0)[:100]],
    }
    return render(request, "web/agreements/queue.html", facts)


def _waited_for(agreement):
    """The names of those whose approval or signature is wanted now."""
    return [party.title if party else _("Secretariat") for party in queries.awaited(agreement)]
