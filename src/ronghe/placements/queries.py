"""Students, seats, rounds and placements, named by what returns; each starts from who asks."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q

from ronghe.lib.dates import today
from ronghe.members.queries import units_of
from ronghe.members.rules import is_member, is_official, is_secretariat
from ronghe.placements import rules
from ronghe.placements.models import Incident, Outcome, Place, PlacementRound, Ranking, Seat, Student
from ronghe.placements.states import (
    HOLDING,
    LIVE,
    PUBLIC,
    IncidentStatus,
    Party,
    PlaceStatus,
    RankingStatus,
    RoundStatus,
    SeatStatus,
    StudentStatus,
)

FROZEN = ("inputs", "result")  # large: read where they are shown

# -- rounds --


def placement_rounds_visible_to(person):
    """Rounds for members, officials, officers and students, the newest first; none for anybody else."""
    rounds = PlacementRound.objects.defer(*FROZEN)
    return rounds if rules.can_see_round(person, None) else rounds.none()


def public_rounds():
    """Rounds whose draw anyone may read."""
    return PlacementRound.objects.defer(*FROZEN).filter(status__in=PUBLIC)


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
    return seats.annotate(taken=Count("places", filter=Q(places__status__in=HOLDING)))


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
    found = [Open(seat, tuple(rules.faults_against(student, seat, consent))) for seat in offered_seats(round_)]
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
    """Placements whose next act is this person's: offers to answer, agreements to draft, marks to settle."""
    units = units_of(person)
    answer = Q(status=PlaceStatus.OFFERED, student__person=person.pk)
    prepare = Q(status=PlaceStatus.ACCEPTED, student__school__in=units)
    settle = Q(status=PlaceStatus.COMPLETED, student__school__in=units)
    return places_rows().filter(answer | prepare | settle).order_by("due", "pk")


def open_incidents(person):
    """Incidents that wait for this person's school, or, once late, for the secretariat."""
    found = Incident.objects.filter(status=IncidentStatus.OPEN).select_related("place__seat", "place__student__person")
    if is_secretariat(person):
        return found.filter(~Q(escalated_at=None))
    return found.filter(place__student__school__in=units_of(person))


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


def outcomes_of(places):
    """Outcomes of these placements; each number leads back to its rows by the same filters."""
    begun = places.filter(steps__status=PlaceStatus.UNDER_WAY).distinct()
    rows = list(Outcome.objects.filter(place__in=begun.values("pk")))
    students = [one for one in rows if one.party == Party.STUDENT]
    units = [one for one in rows if one.party == Party.ENTERPRISE]
    return Outcomes(
        begun=begun.count(),
        completed=begun.filter(status__in=[PlaceStatus.COMPLETED, PlaceStatus.EVALUATED]).count(),
        employed=sum(bool(one.is_employed) for one in students),
        in_field=sum(bool(one.in_field) for one in students),
        said=len(students),
        hired=sum(bool(one.is_hired) for one in units),
        asked=len(units),
        by_students=_mean(students),
        by_units=_mean(units),
    )


def _mean(rows):
    return sum(one.satisfaction for one in rows) / len(rows) if rows else None


def has_live_place(student):
    return Place.objects.filter(student=student, status__in=LIVE).exists()
