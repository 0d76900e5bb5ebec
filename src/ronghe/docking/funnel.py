"""The funnel: from what was posted to what both sides confirmed, with the time each stage took. Numbers have rows."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from django.db.models import Exists, OuterRef

from ronghe.docking.models import CaseStep
from ronghe.docking.queries import cases_visible_to
from ronghe.docking.states import CaseStatus, Origin
from ronghe.postings.queries import postings_visible_to

REACHED = {  # a stage of the funnel → the status that a case must have come to
    "proposed": CaseStatus.PROPOSED,
    "interest": CaseStatus.INTERESTED,
    "talks": CaseStatus.NEGOTIATING,
    "agreed": CaseStatus.AGREED,
    "delivered": CaseStatus.ACCEPTED,
    "confirmed": CaseStatus.EVALUATED,
}
YES = {Origin.PARTY: CaseStatus.NEGOTIATING}  # the first yes of who was asked; else INTERESTED, of either side
DAY = 86_400  # seconds


@dataclass(frozen=True)
class Stage:
    """One stage: how many cases came to it (`posted`: postings), of those of the stage before, and how long it took.

    `days` is the median time that cases stayed in it, of those that have left it; None where none has.
    """

    code: str
    count: int
    share: float | None
    days: float | None


@dataclass(frozen=True)
class Funnel:
    stages: list[Stage]
    asked: int  # cases whose first question is over: answered, lapsed or withdrawn
    answered: int

    @property
    def response(self):
        """The share of questions that were answered, whichever way; None where none is over."""
        return self.answered / self.asked if self.asked else None


def reached(cases, code):
    """The cases that came to this stage of the funnel."""
    return cases.filter(Exists(CaseStep.objects.filter(case=OuterRef("pk"), status=REACHED[code])))


def cases_of(viewer, *, unit=None, since=None, until=None, kind=None):
    """The cases that a funnel counts: those `viewer` sees that began in the period, of this unit and kind."""
    found = cases_visible_to(viewer)
    if unit is not None:
        found = found.filter(demand__owner=unit) | found.filter(supply__owner=unit)
    return _of_period(found, "created_at", since, until, {"demand__kind": kind} if kind else {})


def funnel_of(viewer, *, unit=None, since=None, until=None, kind=None):
    """The funnel of what `viewer` may see. Six queries, however many cases there are."""
    cases = cases_of(viewer, unit=unit, since=since, until=until, kind=kind)
    steps = _steps(cases)
    counts = {code: sum(status in _entered(rows) for rows in steps.values()) for code, status in REACHED.items()}
    posted = _posted(viewer, unit, since, until, kind)
    days = _days(steps)
    stages, before = [Stage("posted", posted, None, None)], None
    for code, status in REACHED.items():
        share = counts[code] / before if before else None
        spent = days.get(status, [])
        stages.append(Stage(code, counts[code], share, round(median(spent), 1) if spent else None))
        before = counts[code]
    asked = [_answer(rows, origin) for pk, origin in cases.values_list("pk", "origin") if (rows := steps.get(pk))]
    return Funnel(stages, sum(one is not None for one in asked), sum(one is True for one in asked))


def _answer(rows, origin):
    """True if who was asked has answered, False if the question lapsed or was taken back, None while it waits."""
    entered = _entered(rows)
    if {YES.get(origin, CaseStatus.INTERESTED), CaseStatus.DECLINED} & entered:
        return True
    return False if {CaseStatus.EXPIRED, CaseStatus.WITHDRAWN} & entered else None


def _posted(viewer, unit, since, until, kind):
    postings = postings_visible_to(viewer).filter(published_at__isnull=False)
    if unit is not None:
        postings = postings.filter(owner=unit)
    return _of_period(postings, "published_at", since, until, {"kind": kind} if kind else {}).count()


def _of_period(rows, column, since, until, more):
    bounds = {f"{column}__date__gte": since, f"{column}__date__lte": until}
    return rows.filter(**{name: day for name, day in bounds.items() if day}, **more)


def _steps(cases):
    """Case → its (status, when) in order."""
    rows = CaseStep.objects.filter(case__in=cases.values("pk")).order_by("case", "at", "pk")
    found = defaultdict(list)
    for case, status, at in rows.values_list("case", "status", "at"):
        found[case].append((status, at))
    return found


def _entered(rows):
    return {status for status, _at in rows}


def _days(steps):
    """Status → the days that each case stayed in it, of those that have left it."""
    spent = defaultdict(list)
    for rows in steps.values():
        for (status, at), (_next, left) in pairwise(rows):
            spent[status].append((left - at).total_seconds() / DAY)
    return spent
