"""Who sits where at a case, who is waited for, and who must therefore act."""

from functools import reduce
from operator import or_

from django.db.models import Count, Q

from ronghe.docking.models import Case
from ronghe.docking.states import ANSWERS, BOTH, LIVE, WAITS_FOR, CaseStatus, MilestoneStatus, Seat
from ronghe.members.queries import people_of, secretariat_people
from ronghe.members.rules import acts_for, is_secretariat
from ronghe.members.states import UnitStatus


def other(seat):
    """The side across the table."""
    return Seat.SUPPLY if seat == Seat.DEMAND else Seat.DEMAND


def seats_of(person, case):
    """The sides whose unit `person` acts for: none, one, or both."""
    return tuple(seat for seat in BOTH if acts_for(person, case.unit_of(seat)))


def seat_of(person, case):
    """Whose chair `person` sits on: a side's, the secretariat's, or None. Of two sides, the one that is waited for."""
    sides = seats_of(person, case)
    if not sides:
        return Seat.SECRETARIAT if is_secretariat(person) else None
    return next((seat for seat in waits_for(case) if seat in sides), sides[0])


def waits_for(case):
    """Whose act is next; a side that has done its part is left out. Nobody's, once the case ended."""
    if case.status in ANSWERS:
        return tuple(seat for seat in BOTH if case.interest_of(seat) is None)
    if case.status == CaseStatus.DELIVERING:
        return _deliverers(list(case.milestones.all()))
    if case.status == CaseStatus.ACCEPTED:
        done = {evaluation.seat for evaluation in case.evaluations.all()}
        return tuple(seat for seat in BOTH if seat not in done)
    return WAITS_FOR.get(case.status, ())


def _deliverers(milestones):
    """Who delivers or has something to confirm; with everything confirmed, the demand side says that it is done."""
    waited = {one.seat for one in milestones if one.status == MilestoneStatus.OPEN}
    waited |= {other(one.seat) for one in milestones if one.status == MilestoneStatus.REPORTED}
    if not milestones:
        return BOTH
    return tuple(seat for seat in BOTH if seat in waited) or (Seat.DEMAND,)


def owners_of(case):
    """The people who must act, by e-mail address: of a live case never nobody, for then it is the secretariat.

    The secretariat is among them where the case is late, and where the waited unit has nobody, or is no active member.
    """
    if case.status not in LIVE:
        return []
    sides = [_people_on(seat, case) for seat in waits_for(case)]
    people = {person for side in sides for person in side}
    if case.escalated_at or not all(sides):
        people |= set(secretariat_people())
    return sorted(people, key=lambda person: person.email)


def _people_on(seat, case):
    if seat == Seat.SECRETARIAT:
        return list(secretariat_people())
    unit = case.unit_of(seat)
    return list(people_of(unit)) if unit.status == UnitStatus.ACTIVE else []


def people_in(case):
    """Everyone who acts for one of the two units."""
    return {person for seat in BOTH for person in people_of(case.unit_of(seat))}


def pending_of(*units):
    """How many cases wait for the answer of each of these units, in their order; one query."""
    asked = [
        Q(demand__owner=unit, demand_interest_at=None) | Q(supply__owner=unit, supply_interest_at=None)
        for unit in units
    ]
    counts = {str(place): Count("pk", filter=one) for place, one in enumerate(asked)}
    found = Case.objects.filter(reduce(or_, asked), status__in=ANSWERS).aggregate(**counts)
    return [found[name] for name in counts]
