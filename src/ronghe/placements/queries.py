"""Students, seats, rounds and placements, named by what returns; each starts from who asks."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Avg, Count, Exists, F, OuterRef, Q

from ronghe.agreements.states import SIGNED, AgreementStatus
from ronghe.lib.dates import today
from ronghe.members.queries import people_of, units_of
from ronghe.members.rules import is_member, is_official, is_secretariat
from ronghe.placements import rules
from ronghe.placements.models import (
    Assessment,
    Change,
    Incident,
    LogEntry,
    Outcome,
    Place,
    PlacementRound,
    PlaceStep,
    Ranking,
    Seat,
    Student,
)
from ronghe.placements.states import (
    HOLDING,
    LIVE,
    PASS,
    PUBLIC,
    UNDER_INTERNSHIP_RULES,
    Assessor,
    ChangeStatus,
    IncidentStatus,
    Party,
    PlaceStatus,
    RankingStatus,
    RoundStatus,
    SeatKind,
    SeatStatus,
    StudentStatus,
)

FROZEN = ("inputs", "result")  # large: read where they are shown
WEEK = timedelta(days=7)

# -- rounds --


def placement_rounds_visible_to(person):
    """Rounds for members, officials, officers and students, the newest first; none for anybody else."""
    rounds = PlacementRound.objects.defer(*FROZEN)
    return rounds if rules.can_see_round(person, None) else rounds.none()


def public_rounds():
    """Rounds whose draw anyone may read."""
    return PlacementRound.objects.defer(*FROZEN).filter(status__in=PUBLIC)


def rounds_that_rank():
    """Rounds in which students write their rankings today, the first to end first."""
    rounds = PlacementRound.objects.defer(*FROZEN).filter(status=RoundStatus.ANNOUNCED)
    return rounds.filter(ranks_from__lte=today(), ranks_until__gte=today()).order_by("ranks_until", "pk")


def handed_in(round_):
    """The rankings that take part, with student and choices."""
    rows = round_.rankings.filter(status=RankingStatus.HANDED_IN)
    return rows.select_related("student__person", "student__school").prefetch_related("choices")


def offered_seats(round_):
    """The seats that are given in this round."""
    return round_.seats.filter(status=SeatStatus.OFFERED).select_related("owner", "reserved_for")


# -- seats --


def seats_visible_to(person):
    """Offered seats for members and students from the round's first day on; a unit's own; all for the secretariat."""
    seats = Seat.objects.select_related("owner", "round", "reserved_for").defer("round__inputs", "round__result")
    if is_secretariat(person) or is_official(person):
        return seats
    own = Q(owner__in=units_of(person))
    if not (is_member(person) or rules.student_of(person)):
        return seats.filter(own)
    shown = Q(status=SeatStatus.OFFERED, round__views_from__lte=today()) & ~Q(round__status=RoundStatus.CALLED_OFF)
    return seats.filter(own | shown)


def with_free(seats):
    """The seats with `taken`: how many of them somebody has."""
    return seats.annotate(taken=Count("places", filter=Q(places__status__in=HOLDING))).order_by("owner", "pk")


def with_free_only(seats):
    """Those of which one is free."""
    return with_free(seats).filter(taken__lt=F("capacity"))


@dataclass(frozen=True)
class Open:
    """A seat as one student has it before them: the rules that close it, if any."""

    seat: Seat
    faults: tuple[Any, ...]


def seats_for(student, round_):
    """Open for each offered seat of the round: those the student may rank first, then the others with their rules."""
    consent = rules.consent_of(student)
    found = [Open(seat, tuple(rules.faults_with(student, seat, consent))) for seat in offered_seats(round_)]
    return sorted(found, key=lambda one: (bool(one.faults), one.seat.pk))


def ranking_of(student, round_):
    """The student's ranking in the round, or None."""
    return Ranking.objects.filter(student=student, round=round_).select_related("round", "student__person").first()


# -- students --


def students_visible_to(person):
    """A school's own students; all for the secretariat; oneself."""
    students = Student.objects.select_related("person", "school")
    if is_secretariat(person):
        return students
    if not person.is_authenticated:
        return students.none()
    return students.filter(Q(school__in=units_of(person)) | Q(person=person.pk))


def live_students():
    """Enrolled students who may sign in."""
    return Student.objects.filter(status=StudentStatus.ENROLLED, person__is_active=True)


def still_to_rank(students, rounds):
    """Of these, the enrolled ones without a placement who have handed in a ranking in none of the rounds."""
    ranked = Ranking.objects.filter(round__in=rounds, status=RankingStatus.HANDED_IN)
    placed = Place.objects.filter(status__in=LIVE)
    found = students.filter(status=StudentStatus.ENROLLED)
    return found.exclude(pk__in=ranked.values("student")).exclude(pk__in=placed.values("student"))


# -- placements --


def places_visible_to(person):
    """The placements of a student, of a school, of an enterprise; all for the secretariat."""
    places = Place.objects.select_related("student__person", "student__school", "seat__owner", "round")
    places = places.defer("round__inputs", "round__result")
    if is_secretariat(person):
        return places
    if not person.is_authenticated:
        return places.none()
    units = units_of(person)
    return places.filter(Q(student__person=person.pk) | Q(student__school__in=units) | Q(seat__owner__in=units))


def place_with(token):
    """The placement whose mentor holds this link, or None."""
    return places_rows().filter(mentor_token=token).first()


def places_rows():
    return Place.objects.select_related("student__person", "student__school", "seat__owner", "round").defer(
        "round__inputs", "round__result"
    )


def waiting_places(person):
    """Placements whose next act is this person's, the soonest due first. `web.places.track` says which act it is."""
    found = places_rows().filter(_next_is(person) | Q(pk__in=_unanswered(person)))
    return found.order_by(F("due").asc(nulls_last=True), "pk")


def _next_is(person):
    units = units_of(person)
    own, school, enterprise = (
        Q(student__person=person.pk),
        Q(student__school__in=units),
        Q(seat__owner__in=units),
    )
    is_signed, has_come = Q(agreement__status__in=SIGNED), Q(starts__lte=today())
    is_job = ~Q(kind__in=UNDER_INTERNSHIP_RULES)
    is_drafted = Q(agreement__status__in=[AgreementStatus.APPROVAL, AgreementStatus.SIGNING, *SIGNED])
    lacks_papers = Q(insurance="") | Q(trained_on=None) | ~is_drafted
    by_mentor = Exists(Assessment.objects.filter(place=OuterRef("pk"), assessor=Assessor.MENTOR))
    asked = (
        Q(status=PlaceStatus.OFFERED) & own
        | Q(status=PlaceStatus.ACCEPTED) & school & ~is_job & lacks_papers
        | Q(status=PlaceStatus.ACCEPTED) & (school | enterprise) & has_come & (is_signed | is_job)
        | Q(status=PlaceStatus.UNDER_WAY, ends__lte=today()) & school
        | Q(status=PlaceStatus.COMPLETED) & (school | enterprise & ~by_mentor)
    )
    if is_secretariat(person):
        asked |= Q(status=PlaceStatus.EVALUATED, credential=None, mark__gte=PASS)
    return asked


def _unanswered(person):
    """Placements with a change to which this person's side has neither agreed nor said no."""
    units, changes = units_of(person), Change.objects.filter(status=ChangeStatus.PROPOSED)
    sides = (
        (Party.STUDENT, Q(place__student__person=person.pk)),
        (Party.SCHOOL, Q(place__student__school__in=units)),
        (Party.ENTERPRISE, Q(place__seat__owner__in=units)),
    )
    waits = Q(pk__in=[])
    for party, side in sides:
        waits |= side & ~Q(agreed__has_key=party.value)
    return changes.filter(waits).values("place")


def open_incidents(person):
    """Incidents that wait for this person's school, or, once late, for the secretariat."""
    found = Incident.objects.filter(status=IncidentStatus.OPEN).select_related("place__seat", "place__student__person")
    if is_secretariat(person):
        return found.filter(~Q(escalated_at=None))
    return found.filter(place__student__school__in=units_of(person))


# -- during a placement --


def incidents_shown(person, place):
    """The incidents of a placement that this person may read.

    The enterprise reads what its own people reported, and of others how they were resolved: whoever reports what
    happened to them there is not read there while it is open.
    """
    found = place.incidents.select_related("by", "resolved_by")
    if is_secretariat(person) or rules.party_of(person, place) != Party.ENTERPRISE:
        return found
    return found.filter(Q(by__in=people_of(place.seat.owner)) | Q(status=IncidentStatus.RESOLVED))


def outcomes_shown(person, place):
    """What was said of how it ended: to the school, to the secretariat, and to the side that said it."""
    party = rules.party_of(person, place)
    if is_secretariat(person) or party == Party.SCHOOL:
        return place.outcomes.all()
    return place.outcomes.filter(party=party or "")


def missing_weeks(place):
    """Mondays of the weeks that are over, in which it ran, and of which nothing is written; the oldest first."""
    if place.status not in (PlaceStatus.UNDER_WAY, PlaceStatus.COMPLETED):
        return []
    written = {one.week for one in place.log.all()}
    return [week for week in weeks_of(place) if week not in written and week + WEEK <= today()]


def weeks_of(place):
    """Mondays of the weeks in which the placement has run so far, the oldest first."""
    last, week = min(place.ends, today()), place.starts - timedelta(days=place.starts.weekday())
    found = []
    while week <= last:
        found.append(week)
        week += WEEK
    return found


def unseen_weeks(places):
    """Weeks of these placements that nobody has looked at."""
    return LogEntry.objects.filter(place__in=places, seen_at=None)


# -- what became of it --


TITLES = {
    SeatKind.INTERNSHIP: ("岗位实习合格", "Post Internship Passed"),
    SeatKind.ORDER_CLASS: ("订单班培养合格", "Order Class Passed"),
    SeatKind.APPRENTICESHIP: ("学徒培养合格", "Apprenticeship Passed"),
    SeatKind.JOB: ("岗位考核合格", "Work Placement Passed"),
}


def credential_titles(place):
    """What its credential is called where nobody says better: Chinese with the post, English without it, since the
    unit wrote the post in one language."""
    zh, en = TITLES[place.kind]
    return f"{zh}：{place.seat.title}"[:40], en


@dataclass(frozen=True)
class Outcomes:
    """What became of placements: counts, and means of 1 to 5 (None where nobody said)."""

    begun: int
    completed: int
    employed: int
    in_field: int
    said: int
    hired: int
    asked: int
    by_students: float | None
    by_units: float | None


BECAME = {  # what each number counts, of placements that have begun
    "begun": Q(),
    "completed": Q(status__in=[PlaceStatus.COMPLETED, PlaceStatus.EVALUATED]),
    "said": Q(outcomes__party=Party.STUDENT),
    "employed": Q(outcomes__party=Party.STUDENT, outcomes__is_employed=True),
    "in_field": Q(outcomes__party=Party.STUDENT, outcomes__in_field=True),
    "asked": Q(outcomes__party=Party.ENTERPRISE),
    "hired": Q(outcomes__party=Party.ENTERPRISE, outcomes__is_hired=True),
}


def became(places, code):
    """Those of `places` that the number `code` of outcomes counts."""
    begun = places.filter(pk__in=PlaceStep.objects.filter(status=PlaceStatus.UNDER_WAY).values("place"))
    return begun.filter(BECAME[code]).distinct()


def outcomes_of(places):
    """Outcomes of these placements; `became` gives the rows of each number."""
    begun = became(places, "begun").order_by().values("pk")
    said = dict(Outcome.objects.filter(place__in=begun).order_by().values_list("party").annotate(Avg("satisfaction")))
    return Outcomes(
        **{code: became(places, code).count() for code in BECAME},
        by_students=said.get(Party.STUDENT),
        by_units=said.get(Party.ENTERPRISE),
    )


def counted_places(person):
    """The placements that stand behind the numbers for this person: all, for secretariat and officials."""
    return places_rows() if rules.can_see_outcomes(person) else Place.objects.none()


def has_live_place(student):
    return Place.objects.filter(student=student, status__in=LIVE).exists()
