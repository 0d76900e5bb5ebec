"""The list of agreements, and one agreement: the paper in sight, its consents, signatures and obligations."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from ronghe.agreements import queries, rules
from ronghe.agreements.models import Party
from ronghe.agreements.states import ObligationStatus
from ronghe.lib.pairs import refusal
from ronghe.members.queries import units_of
from ronghe.members.rules import is_official, is_secretariat
from ronghe.web.agreements import acting, duties, words
from ronghe.web.agreements.filters import AgreementFilter, with_due_obligations
from ronghe.web.agreements.writing import may_draft

PAGE = 20


@login_required
@require_GET
def agreements(request):
    tabs = _tabs(request.user)
    tab = request.GET.get("tab") if request.GET.get("tab") in dict(tabs) else tabs[0][0]
    found = AgreementFilter(request.GET, dict(tabs)[tab])
    open_ = Count("obligations", filter=~Q(obligations__status=ObligationStatus.DONE), distinct=True)
    rows = found.qs.annotate(total=Count("obligations", distinct=True), owed=open_)
    rows = rows.prefetch_related(Prefetch("parties", Party.objects.select_related("unit")))
    page = Paginator(rows.order_by("-status_at", "-pk"), PAGE).get_page(request.GET.get("page"))
    facts = {
        "filter": found,
        "page": page,
        "tab": tab,
        "tabs": [(name, rows.count()) for name, rows in tabs],
        "may_draft": may_draft(request.user),
        "oversees": rules.can_oversee(request.user),
        "to_sign": queries.waiting_for_signature(request.user),
        "to_approve": queries.waiting_for_approval(request.user),
        "is_filtered": any(found.form[name].value() for name in ("q", "type", "state")),
    }
    return render(request, "web/agreements/list.html", facts)


def _tabs(person):
    """(name, agreements) of the tabs that make sense for `person`."""
    visible = queries.agreements_visible_to(person)
    sees_all = is_secretariat(person) or is_official(person)
    tabs = [("all", visible)] if sees_all else []
    if units_of(person).exists() or not sees_all:
        tabs.append(("mine", queries.agreements_of(person)))
    soon = Q(pk__in=queries.expiring().values("pk"))
    return [*tabs, ("expiring", visible.filter(soon)), ("due", with_due_obligations(visible))]


@login_required
@require_GET
def agreement(request, pk):
    agreement = get_object_or_404(queries.agreements_visible_to(request.user), pk=pk)
    return render(request, "web/agreements/agreement.html", facts_of(request.user, agreement))


def facts_of(person, agreement):
    """What the page of an agreement shows to this person."""
    version = queries.version_of(agreement)
    steps = list(queries.current_steps(agreement))
    seats = [_seat(person, agreement, seat) for seat in queries.seats(agreement)]
    return {
        "agreement": agreement,
        "content": version.content,
        "version": version,
        "stages": [name for name, _statuses in words.STAGES],
        "stage": words.stage_of(agreement.status),
        "steps": [{"step": step, "refused": refusal(rules.check_can_decide, person, step)} for step in steps],
        "seats": seats,
        "is_signed": any(seat["signature"] for seat in seats),
        "acts": acting.offered(person, agreement),
        "duties": duties.shown(person, agreement),
        "versions": len(queries.versions_of(agreement)),
        "amendment": queries.amended_by(agreement),
        "amends": agreement.amended_from if hasattr(agreement, "amended_from") else None,
        "returned": queries.last_return(agreement),
        "oversees": rules.can_oversee(person),
    }


def _seat(person, agreement, seat):
    """One line of the signing panel, with what this person may do there, and why not."""
    sign = refusal(rules.check_can_sign, person, agreement, seat.party)
    is_mine = person.is_authenticated and seat.party.signatory_id == person.pk
    return {
        "party": seat.party,
        "state": seat.state,
        "signature": seat.signature,
        "is_mine": is_mine,
        "refused": sign if is_mine else None,
        "may_scan": rules.can_attach_scan(person, agreement, seat.party),
        "link": _link(person, agreement, seat.party),
    }


def _link(person, agreement, party):
    """The token of an outside party, for those who send it on."""
    return party.token if party.unit_id is None and rules.can_attach_scan(person, agreement, party) else ""
