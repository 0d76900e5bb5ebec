"""Docking cases, named by what returns: who sees them, who is waited for, what may be done now."""

from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from ronghe.docking import case_rules as rules
from ronghe.docking.models import Case
from ronghe.docking.seats import other, owners_of, pending_of, seat_of, seats_of, waits_for
from ronghe.docking.states import ENDED, LIVE, CaseStatus, Seat
from ronghe.members.models import Role
from ronghe.members.queries import units_of
from ronghe.members.rules import UNIT_ROLES, is_official, is_secretariat
from ronghe.members.states import UnitStatus
from ronghe.postings.states import Visibility

__all__ = [
    "Stage", "acts_for_case", "cases_of_posting", "cases_visible_to", "evaluations_shown", "live_case_of", "other",
    "owners_of", "pending_of", "seat_of", "seats_of", "stages_of", "waiting_cases", "waits_for",
]  # fmt: skip

ACTS = {  # what may be done in a case → its rule; acts on a milestone ask their own
    "express_interest": rules.can_express_interest,
    "decline": rules.can_decline,
    "withdraw": rules.can_withdraw,
    "draft_agreement": rules.can_draft_case_agreement,
    "hand_in": rules.can_hand_in,
    "approve": rules.can_approve,
    "return": rules.can_return_case,
    "begin_delivery": rules.can_begin_delivery,
    "plan_milestone": rules.can_plan_milestone,
    "check_stage": rules.can_check_stage,
    "accept": rules.can_accept,
    "evaluate": rules.can_evaluate,
    "terminate": rules.can_terminate,
    "archive": rules.can_archive,
    "post_message": rules.can_post_message,
    "attach_file": rules.can_attach_file,
}
SECRETARIAT_ONLY = ("approve", "return", "check_stage", "archive")  # their rules take no seat


def cases_visible_to(person):
    """Every case that `person` may read, newest first; none for visitors. As `rules.check_can_see_case`, of rows."""
    cases = Case.objects.select_related("demand__owner", "supply__owner", "agreement", "by")
    if is_secretariat(person):
        return cases
    units = units_of(person)
    seen = Q(demand__owner__in=units) | Q(supply__owner__in=units)
    if is_official(person):
        hidden = Q(demand__is_confidential=True) | Q(supply__is_confidential=True)
        hidden |= Q(demand__visibility=Visibility.PRIVATE) | Q(supply__visibility=Visibility.PRIVATE)
        seen |= ~hidden
    return cases.filter(seen)


def cases_of_posting(posting, viewer):
    """The cases of this posting that the reader may see, newest first."""
    return cases_visible_to(viewer).filter(Q(demand=posting) | Q(supply=posting))


def live_case_of(demand, supply):
    """The case in which these two are now; None where there is none."""
    return Case.objects.filter(demand=demand, supply=supply, status__in=LIVE).first()


def waiting_cases(person):
    """The cases in which `person` must act (is among `owners_of`), what is due first, first. Reads at most 4 times."""
    live = cases_visible_to(person).filter(status__in=LIVE).order_by("due", "pk").defer("basis")
    live = live.prefetch_related("milestones", "evaluations")
    units = set(units_of(person).values_list("pk", flat=True))
    officer = is_secretariat(person)
    staffed = _staffed_units() if officer else set()
    return [case for case in live if _waits_for(case, units) or (officer and _falls_to_secretariat(case, staffed))]


def _waits_for(case, units):
    sides = [case.unit_of(seat) for seat in waits_for(case) if seat != Seat.SECRETARIAT]
    return any(unit.pk in units and unit.status == UnitStatus.ACTIVE for unit in sides)


def _falls_to_secretariat(case, staffed):
    waited = waits_for(case)
    return bool(case.escalated_at) or any(
        seat == Seat.SECRETARIAT or case.unit_of(seat).pk not in staffed for seat in waited
    )


def _staffed_units():
    """The keys of the active units for which somebody can act."""
    roles = Role.objects.filter(name__in=UNIT_ROLES, person__is_active=True, unit__status=UnitStatus.ACTIVE)
    return set(roles.values_list("unit_id", flat=True))


class Stage(NamedTuple):
    """One stage of a case: its status, when it was entered and left (None: it stands there), days in it so far."""

    status: CaseStatus
    entered: object
    left: object
    days: float


def stages_of(case):
    """The stages of a case in their order, with the time in each; an end takes no time."""
    steps = list(case.steps.all())
    lefts = [step.at for step in steps[1:]] + [None]
    return [_stage(step, left) for step, left in zip(steps, lefts, strict=True)]


def _stage(step, left):
    until = left or (step.at if step.status in ENDED else timezone.now())
    return Stage(CaseStatus(step.status), step.at, left, (until - step.at).total_seconds() / 86400)


def acts_for_case(person, case):
    """The codes of what `person` may do in the case now, in the order of its life."""
    seats = seats_of(person, case)
    if not seats and not is_secretariat(person):
        return ()
    return tuple(code for code, can in ACTS.items() if _can(code, can, person, case, seats))


def _can(code, can, person, case, seats):
    """True if it is allowed on one of the seats on which this person may sit."""
    if code in SECRETARIAT_ONLY:
        return can(person, case)
    chairs = (*seats, Seat.SECRETARIAT) if is_secretariat(person) else seats
    return any(can(person, case, seat) for seat in chairs)


def evaluations_shown(person, case):
    """The evaluations that this reader sees: all of them once both are in or the case is archived, else their own."""
    evaluations = list(case.evaluations.select_related("by"))
    if case.status in (CaseStatus.EVALUATED, CaseStatus.ARCHIVED):
        return evaluations
    own = seats_of(person, case)
    return [one for one in evaluations if one.seat in own]
