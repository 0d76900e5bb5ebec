"""A placement as a line of stages with their days; and what is next, whose act it is, and until when."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ronghe.agreements.queries import awaited
from ronghe.agreements.states import AgreementStatus
from ronghe.lib.dates import today
from ronghe.members.rules import is_secretariat
from ronghe.placements import rules
from ronghe.placements.queries import WEEK, missing_weeks
from ronghe.placements.states import (
    PASS,
    UNDER_INTERNSHIP_RULES,
    Assessor,
    ChangeStatus,
    IncidentStatus,
    Party,
    PlaceStatus,
)
from ronghe.web.places.words import ENDS, GUARDIAN, SECRETARIAT, SIDES, STAGES, WAY

STUDENT, SCHOOL, ENTERPRISE = Party
EARLY = (PlaceStatus.DECLINED, PlaceStatus.EXPIRED, PlaceStatus.ENDED)
NOBODY: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stage:
    """One stage across the top: since when, for how many days so far; or the day for which it is planned."""

    label: Any
    state: str  # done, now, ahead, good or ended
    day: date | None
    days: int | None


@dataclass(frozen=True)
class Waited:
    """Whose act is next: a side, as it is called."""

    side: Any
    name: str
    is_me: bool


@dataclass(frozen=True)
class Next:
    """What is next, who does it, until when. `is_over`: nothing is, and `what` says how it ended."""

    what: Any
    who: list[Waited]
    due: date | None = None
    is_over: bool = False

    @property
    def is_mine(self):
        return any(one.is_me for one in self.who)


def track_of(place):
    """The stages that the placement went through and those that lie ahead; an early end closes the row."""
    began: dict[str, date] = {}
    for step in place.steps.all():
        began.setdefault(step.status, localdate(step.at))
    row = [status for status in WAY if status in began or _is_ahead(place, status)]
    row += [place.status] if place.status in EARLY else []
    return [_stage(place, status, began, row[at + 1 :]) for at, status in enumerate(row)]


def _is_ahead(place, status):
    return place.status not in EARLY and WAY.index(status) > WAY.index(place.status)


def _stage(place, status, began, later):
    day, label = began.get(status), STAGES[PlaceStatus(status)]
    if day is None:
        planned = {PlaceStatus.UNDER_WAY: place.starts, PlaceStatus.COMPLETED: place.ends}
        return Stage(label, "ahead", planned.get(status), None)
    if status == place.status:
        state = "ended" if status in EARLY else "good" if status == PlaceStatus.EVALUATED else "now"
        return Stage(label, state, day, (today() - day).days if state == "now" else None)
    end = next((began[one] for one in later if one in began), today())
    return Stage(label, "done", day, (end - day).days)


# -- next --


def next_of(place, person):
    """What is next in the placement, as this reader sees it."""
    if place.status in EARLY:
        return Next(ENDS[PlaceStatus(place.status)], [], is_over=True)
    what, codes, due = _changing(place) or NOW[place.status](place, person)
    mine = roles_of(person, place)
    who = [Waited(SIDES[code], name_of(place, code), code in mine) for code in codes]
    return Next(what, who, due, is_over=place.status == PlaceStatus.EVALUATED and not codes)


def roles_of(person, place):
    """The sides on which this person is: one of the three, the secretariat, both or none."""
    party = rules.party_of(person, place)
    return ({party} if party else set()) | ({SECRETARIAT} if is_secretariat(person) else set())


def name_of(place, code):
    """The side as it is called; nothing for the secretariat and the guardian, whose side says it all."""
    names = {
        STUDENT: place.student,
        SCHOOL: place.student.school.short,
        ENTERPRISE: place.seat.owner.short,
    }
    return str(names.get(code, ""))


def _changing(place):
    """The change that waits, and who has not answered; None where none does."""
    if place.status not in (PlaceStatus.ACCEPTED, PlaceStatus.UNDER_WAY):
        return None
    change = next((one for one in place.changes.all() if one.status == ChangeStatus.PROPOSED), None)
    if change is None:
        return None
    left = tuple(party for party in Party if party not in change.agreed)
    return _("Agree to the change of terms, or refuse it"), left, None


def _offered(place, person):
    return _("Accept the offer, or decline it"), (STUDENT,), place.due


def _accepted(place, person):
    lacking = _lacking(place) if place.kind in UNDER_INTERNSHIP_RULES else None
    if lacking:
        return (*lacking, place.starts)
    if today() < place.starts:
        return _("Everything is there. It begins on %(day)s") % {"day": place.starts}, NOBODY, place.starts
    return _("Say that it has begun"), (SCHOOL, ENTERPRISE), place.starts


def _lacking(place):
    """(what is still to be done before the first day, by whom); None where nothing is."""
    agreement = place.agreement
    if not (place.teacher_id and place.insurance):
        return _("Name the teacher, and record the insurance"), (SCHOOL,)
    if agreement is None or agreement.status == AgreementStatus.TERMINATED:
        return _("Draft the agreement of the three"), (SCHOOL,)
    said = {
        AgreementStatus.DRAFT: _("Finish the draft of the agreement, and submit it"),
        AgreementStatus.APPROVAL: _("Approve the text of the agreement"),
        AgreementStatus.SIGNING: _("Sign the agreement"),
    }
    if agreement.status in said:
        return said[agreement.status], _awaited(place)
    return (_("Record the safety training"), (SCHOOL,)) if place.trained_on is None else None


def _awaited(place):
    """The sides whose approval or signature is wanted now."""
    if place.agreement.status == AgreementStatus.DRAFT:
        return (SCHOOL,)
    return tuple(dict.fromkeys(_side(place, party) for party in awaited(place.agreement)))


def _side(place, party):
    if party is None:
        return SECRETARIAT
    units = {place.student.school_id: SCHOOL, place.seat.owner_id: ENTERPRISE}
    if party.unit_id:
        return units.get(party.unit_id, SECRETARIAT)
    return STUDENT if is_of_student(place, party) else GUARDIAN


def is_of_student(place, party):
    """True of the party that the student is: by the address, or by the name where the paper has no address."""
    person = place.student.person
    if not party.is_person:
        return False
    return party.email.lower() == person.email.lower() if party.email else party.name in (person.name_zh, str(person))


def _running(place, person):
    shown = place.incidents.all() if rules.party_of(person, place) != ENTERPRISE else ()
    opened = sorted(one.due for one in shown if one.status == IncidentStatus.OPEN)
    if opened:
        return _("Resolve what was reported"), (SCHOOL,), opened[0]
    if today() >= place.ends:
        return _("Say that it is completed"), (SCHOOL,), place.ends
    return _weekly(place)


def _weekly(place):
    missing, monday = missing_weeks(place), today() - timedelta(days=today().weekday())
    if missing:
        n = len(missing)
        said = ngettext(
            "Write the weekly log: %(n)s week is missing", "Write the weekly log: %(n)s weeks are missing", n
        )
        return said % {"n": n}, (STUDENT,), missing[0] + WEEK
    if all(one.week != monday for one in place.log.all()):
        return _("Write the log of this week"), (STUDENT,), min(monday + WEEK - timedelta(days=1), place.ends)
    return _("It runs until %(day)s") % {"day": place.ends}, NOBODY, place.ends


def _assessing(place, person):
    given = {one.assessor for one in place.assessments.all()}
    if Assessor.MENTOR not in given:
        return _("The mentor assesses"), (ENTERPRISE,), None
    if Assessor.TEACHER not in given:
        return _("The teacher assesses"), (SCHOOL,), None
    return _("Settle the final mark"), (SCHOOL,), None


def _evaluated(place, person):
    if not place.credential_id and place.mark >= PASS:
        return _("Issue the credential"), (SECRETARIAT,), None
    said = {one.party for one in place.outcomes.all()}
    left = tuple(party for party in (STUDENT, ENTERPRISE) if party not in said)
    return (_("Say what became of it") if left else ENDS[PlaceStatus.EVALUATED]), left, None


NOW = {
    PlaceStatus.OFFERED: _offered,
    PlaceStatus.ACCEPTED: _accepted,
    PlaceStatus.UNDER_WAY: _running,
    PlaceStatus.COMPLETED: _assessing,
    PlaceStatus.EVALUATED: _evaluated,
}
