"""A case as a timeline: the stages with the time spent in each, and who does what next, until when."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ronghe.agreements.states import AgreementStatus
from ronghe.docking.models import Case
from ronghe.docking.queries import seats_of, stages_of, waits_for
from ronghe.docking.states import ENDED, CaseStatus, MilestoneStatus, Seat
from ronghe.lib.dates import today
from ronghe.members.rules import is_secretariat
from ronghe.web.cases.words import ENDS, NEXT, SIDES, STAGES, WAY


@dataclass(frozen=True)
class Stage:
    """One stage across the top. `days`: whole days in it so far, all visits together; None where it takes none."""

    label: Any
    state: str  # done, now, ahead, good or ended
    days: int | None
    times: int


@dataclass(frozen=True)
class Waited:
    """Whose act is next: a side with its unit, or the secretariat."""

    side: Any
    unit: Any
    is_me: bool


@dataclass(frozen=True)
class Next:
    """What is next, who does it, until when; for a case that ended, how it ended and nobody."""

    what: Any
    who: list[Waited]
    due: date | None
    is_late: bool

    @property
    def is_mine(self):
        return any(one.is_me for one in self.who)


def track_of(case: Case) -> list[Stage]:
    """The stages that the case went through and those that lie ahead; an early end closes the row."""
    visits: dict[str, list] = {}
    for stage in stages_of(case):
        visits.setdefault(stage.status, []).append(stage)
    return [_stage(case, status, visits.get(status, [])) for status in _row(case, visits)]


def _row(case, visits):
    """The statuses of the row, in order."""
    row = [status for status in WAY if status in visits or _is_ahead(case, status)]
    if CaseStatus.RETURNED in visits:
        row.insert(row.index(CaseStatus.AGREED) + 1, CaseStatus.RETURNED)
    early = case.status in ENDED and case.status != CaseStatus.ARCHIVED
    return [*row, case.status] if early else row


def _is_ahead(case, status):
    """True if the case may still come to it. A case that ended goes nowhere; nobody is evaluated after the archive."""
    if case.status in ENDED:
        return False
    place = CaseStatus.AGREED if case.status == CaseStatus.RETURNED else case.status
    return WAY.index(status) > WAY.index(place)


def _stage(case, status, found):
    days = int(sum(one.days for one in found)) if found and status not in ENDED else None
    return Stage(STAGES[CaseStatus(status)], _state(case, status, found), days, len(found))


def _state(case, status, found):
    if status == case.status:
        return {CaseStatus.ARCHIVED: "good"}.get(status, "ended" if status in ENDED else "now")
    return "done" if found else "ahead"


def next_of(case: Case, person) -> Next:
    """What is next in the case, as this reader sees it."""
    if case.status in ENDED:
        return Next(ENDS[CaseStatus(case.status)], [], None, False)
    mine = {*seats_of(person, case), *((Seat.SECRETARIAT,) if is_secretariat(person) else ())}
    who = [
        Waited(SIDES[seat], None if seat == Seat.SECRETARIAT else case.unit_of(seat), seat in mine)
        for seat in waits_for(case)
    ]
    return Next(_what(case), who, case.due, case.due < today())


def _what(case):
    """What is to be done now, closer than the status says where the agreement or the milestones tell."""
    if case.status == CaseStatus.NEGOTIATING and case.agreement:
        return _agreeing(case.agreement)
    if case.status == CaseStatus.DELIVERING:
        return _delivering(list(case.milestones.all()))
    return NEXT[CaseStatus(case.status)]


def _agreeing(agreement):
    said = {
        AgreementStatus.DRAFT: _("Finish the draft of the agreement, and submit it"),
        AgreementStatus.APPROVAL: _("Approve the text of the agreement"),
        AgreementStatus.SIGNING: _("Sign the agreement"),
    }
    return said.get(agreement.status, NEXT[CaseStatus.NEGOTIATING])


def _delivering(milestones):
    if not milestones:
        return _("Plan the milestones")
    if any(one.status == MilestoneStatus.REPORTED for one in milestones):
        return _("Accept what is reported as done, or send it back")
    if all(one.status == MilestoneStatus.ACCEPTED for one in milestones):
        return _("Accept the delivery as a whole")
    first = next(one for one in milestones if one.status == MilestoneStatus.OPEN)
    return _("Deliver: %(milestone)s") % {"milestone": first.title}
