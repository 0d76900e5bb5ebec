"""Putting a demand and a supply together, one pair or a round's many; and the first answers."""

from collections import Counter

from django.db import IntegrityError, transaction
from django.db.models import Q, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ronghe.docking import case_rules as rules
from ronghe.docking.actions.common import begin_stage, end_of_stage, hold_units, lock, move
from ronghe.docking.bridge import plain, weighing
from ronghe.docking.models import Case, CaseStep
from ronghe.docking.queries import pair_for, why_not
from ronghe.docking.seats import other, pending_of
from ronghe.docking.states import ANEW_AFTER, BOTH, LIVE, MOST_ASKED, CaseStatus, Origin, Seat
from ronghe.ledger import actions as ledger
from ronghe.lib.dates import days_from, today
from ronghe.lib.refusals import Refused
from ronghe.members.queries import people_of
from ronghe.notices import actions as notices
from ronghe.postings.models import Posting
from ronghe.postings.states import Visibility

PARTS = ("score", "uncertainty", "parts", "matched", "partial", "missing")


@transaction.atomic
def propose(*, by, demand, supply, origin, basis=None, override="", round_=None, seat=None):
    """A case of these two waits for an answer; proposed by a side, that side is interested already.

    `basis` (why they fit) is computed where none is given. Refused where a hard rule stops the pair, unless the
    secretariat gives its reason in `override`; where the two are in a case; where a unit has too many to answer. Locks
    the two units, so that of many at the same moment no more pass than there is room for.
    """
    fresh = Posting.objects.select_related("owner").in_bulk([demand.pk, supply.pk])
    demand, supply = fresh[demand.pk], fresh[supply.pk]
    hold_units([demand.owner, supply.owner])
    seat = rules.check_can_propose(by, demand, supply, origin, override, seat)
    if basis is None:
        basis = _basis_now(by, demand, supply)
    reason = override.strip()[:300] if origin == Origin.SECRETARIAT else ""
    case = Case(demand=demand, supply=supply, origin=origin, round=round_, basis=basis, override=reason, by=by)
    _insert(case)
    begin_stage(by, case, seat, is_told=origin != Origin.PARTY)
    if origin == Origin.PARTY:
        _interest(by, case, seat)
    return case


def _insert(case):
    """The case is a row. Refused where the pair has a live one: the constraint decides, two may come at once."""
    case.status, case.status_at = CaseStatus.PROPOSED, timezone.now()
    case.due = end_of_stage(case)
    try:
        with transaction.atomic():
            case.save()
    except IntegrityError as fault:
        raise Refused(_("These two are in a case already. Please go on there.")) from fault


def _basis_now(by, demand, supply):
    """Why the two fit, as live docking sees it now; empty where it does not dock them."""
    ranked = pair_for(demand, supply, viewer=by)
    if ranked is None:
        return {}
    shares = {name: share for name, (share, _neutral) in weighing().items()}
    reasons = {"reasons": plain(ranked.reasons), "changes": plain(ranked.changes)}
    return {name: getattr(ranked, name) for name in PARTS} | {"weights": shares} | reasons


@transaction.atomic
def express_interest(*, by, case, seat=None):
    """This side is interested; with both, they negotiate. Locks the case; one ledger entry."""
    lock(case)
    seat = rules.check_can_express_interest(by, case, seat)
    _interest(by, case, seat)
    return case


def _interest(by, case, seat):
    if seat == Seat.DEMAND:
        case.demand_interest_at = timezone.now()
    else:
        case.supply_interest_at = timezone.now()
    both = case.interest_of(other(seat)) is not None
    move(by, case, CaseStatus.NEGOTIATING if both else CaseStatus.INTERESTED, seat=seat)


# -- a round's many --


@transaction.atomic
def propose_many(*, proposals, round_):
    """A case waits for an answer for each of these proposals that may be put to both sides. Returns the cases.

    Left out: pairs that a rule stops now or that are in a case, that one side declined within 180 days, units with too
    many to answer, and private postings, which only people propose. Done twice, nothing happens twice. The ledger has
    one entry, on the round, that names them; each unit's people have one notice with the count.
    """
    proposals = list(proposals)
    prefetch_related_objects(proposals, "demand__owner", "supply__owner")
    hold_units([posting.owner for proposal in proposals for posting in (proposal.demand, proposal.supply)])
    room, made = _Room(), []
    for proposal in proposals:
        if _is_proposable(proposal, room):
            room.take(proposal)
            made.append(_case_of(proposal, round_))
    _insert_all(made)
    CaseStep.objects.bulk_create(
        [CaseStep(case=case, status=case.status, at=case.status_at) for case in made], batch_size=500
    )
    if made:
        ledger.record(by=None, what="cases.proposed", on=round_, cases=[case.pk for case in made])
        _tell_units(made, round_)
    return made


def _insert_all(made):
    """The cases are rows. Refused where somebody proposed one of the pairs at this moment: the constraint decides."""
    try:
        with transaction.atomic():
            Case.objects.bulk_create(made, batch_size=200)
    except IntegrityError as fault:
        raise Refused(_("One of these pairs was proposed at this very moment. Please do this once more.")) from fault


class _Room:
    """Which pairs are taken, and how many answers each unit may still be asked for; also by cases not yet saved."""

    def __init__(self):
        lately = Q(status=CaseStatus.DECLINED, ended_at__date__gt=days_from(today(), -ANEW_AFTER))
        taken = Case.objects.filter(Q(status__in=LIVE) | lately)
        self.left, self.pairs = {}, set(taken.values_list("demand_id", "supply_id"))

    def of(self, unit):
        if unit.pk not in self.left:
            self.left[unit.pk] = MOST_ASKED - pending_of(unit)[0]
        return self.left[unit.pk]

    def take(self, proposal):
        self.pairs.add((proposal.demand_id, proposal.supply_id))
        for posting in (proposal.demand, proposal.supply):
            self.left[posting.owner_id] -= 1


def _is_proposable(proposal, room):
    demand, supply = proposal.demand, proposal.supply
    if (demand.pk, supply.pk) in room.pairs or Visibility.PRIVATE in (demand.visibility, supply.visibility):
        return False
    if why_not(demand, supply):
        return False
    return all(room.of(posting.owner) > 0 for posting in (demand, supply))


def _case_of(proposal, round_):
    basis = {name: getattr(proposal, name) for name in (*PARTS, "reasons", "changes")} | {"weights": round_.weights}
    case = Case(demand=proposal.demand, supply=proposal.supply, origin=Origin.ENGINE, round=round_, basis=basis)
    case.status, case.status_at = CaseStatus.PROPOSED, timezone.now()
    case.due = end_of_stage(case)
    return case


def _tell_units(made, round_):
    """One notice for the people of each unit, with the number of its new cases."""
    counts = Counter(case.unit_of(seat) for case in made for seat in BOTH)
    for unit, count in sorted(counts.items(), key=lambda item: item[0].pk):
        to = [person.pk for person in people_of(unit)]
        notices.send(to=to, code="cases.proposed", path="/cases/", count=count, name=round_.name)
