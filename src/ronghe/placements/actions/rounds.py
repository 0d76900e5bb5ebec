"""Rounds are announced, freeze their pool, are drawn and placed, cleared and closed."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ronghe.ledger import actions as ledger
from ronghe.lib import regions
from ronghe.lib.columns import check_columns, set_columns
from ronghe.lib.refusals import Refused
from ronghe.members.queries import members_people
from ronghe.notices import actions as notices
from ronghe.placements import bridge, rules
from ronghe.placements.actions.common import hold_round, keep_steps, move_place, move_round, said, tell_students
from ronghe.placements.models import Place, PlacementRound, Ranking, Student
from ronghe.placements.queries import handed_in, live_students, offered_seats
from ronghe.placements.states import LIVE, Origin, PlaceStatus, RoundStatus, StudentStatus

COLUMNS = (
    *("name", "note", "views_from", "ranks_from", "ranks_until", "draw_on", "answers_until", "clears_until"),
    *("most", "caps", "draw_name"),
)
TERMS = (
    *("kind", "starts", "ends", "hours_day", "days_week", "has_night", "pay", "post_pay", "address", "filing"),
    *("mentor", "mentor_email"),
)


@transaction.atomic
def announce(*, by, **columns):
    """Members and students know of the round, its windows, and the public draw that will decide ties."""
    rules.check_can_run_rounds(by)
    round_ = PlacementRound(by=by)
    set_columns(round_, COLUMNS, columns)
    rules.check_windows(columns)
    _check_caps(round_.caps)
    check_columns(round_)
    round_.save()
    ledger.record(by=by, what="placement_round.announced", on=round_, draw=round_.draw_name, draw_on=round_.draw_on)
    _tell_all(round_, "placement_round.announced", by)
    return round_


@transaction.atomic
def freeze(*, by, round_):
    """Nobody joins or leaves any more: the pool, the seats and the program are digested, and published before the draw.

    Locks the round. One ledger entry with the three digests.
    """
    round_ = hold_round(round_.pk)
    rules.check_can_freeze(by, round_)
    inputs = bridge.frozen_inputs(round_, offered_seats(round_), _taking_part(round_))
    digests = {
        "inputs_digest": bridge.inputs_digest(inputs),
        "pool_digest": bridge.pool(inputs),
        "code_digest": bridge.code_digest(),
    }
    move_round(round_, RoundStatus.FROZEN, inputs=inputs, frozen_at=timezone.now(), **digests)
    ledger.record(by=by, what="placement_round.frozen", on=round_, draw=round_.draw_name, **digests)
    return round_


@transaction.atomic
def draw(*, by, round_, numbers):
    """The drawn numbers have decided: every student of the pool knows their place and why, or that there is none.

    The allocation is proved by code that shares nothing with what made it, or nothing happens. Locks the round; one
    ledger entry with the numbers and the seal of the result.
    """
    round_ = hold_round(round_.pk)
    rules.check_can_draw(by, round_)
    round_.numbers = " ".join(said(numbers, _("Please enter the numbers as they were published."), 120).split())
    result = bridge.allocated(round_.inputs, round_.seed)
    move_round(round_, RoundStatus.PUBLISHED, numbers=round_.numbers, result=result, drawn_at=timezone.now())
    placed = _place(by, round_)
    seal = result["certificate"]["seal"]
    facts = {"numbers": round_.numbers, "seal": seal, "placed": placed, "code_digest": bridge.code_digest()}
    ledger.record(by=by, what="placement_round.drawn", on=round_, **facts)
    return round_


@transaction.atomic
def open_clearing(*, by, round_):
    """Free seats go to whoever takes them first. Students without a place are told. Locks the round."""
    round_ = hold_round(round_.pk)
    rules.check_can_open_clearing(by, round_)
    _expire(by, round_)
    move_round(round_, RoundStatus.CLEARING)
    ledger.record(by=by, what="placement_round.clearing", on=round_)
    _tell(round_, "placement_round.clearing", live_students().exclude(places__status__in=LIVE), by)
    return round_


@transaction.atomic
def close(*, by, round_):
    """The round is over: nobody is placed in it any more. Locks the round; one ledger entry."""
    round_ = hold_round(round_.pk)
    rules.check_can_close(by, round_)
    move_round(round_, RoundStatus.CLOSED)
    ledger.record(by=by, what="placement_round.closed", on=round_)
    return round_


@transaction.atomic
def call_off(*, by, round_, reason):
    """The round is not held, for this reason, which whoever took part reads. Locks the round; one ledger entry."""
    round_ = hold_round(round_.pk)
    rules.check_can_call_off(by, round_)
    reason = said(reason, _("Please say why the round is called off: whoever was told of it reads that."))
    move_round(round_, RoundStatus.CALLED_OFF, reason=reason)
    ledger.record(by=by, what="placement_round.called_off", on=round_, private={"reason": reason})
    _tell_all(round_, "placement_round.called_off", by, reason=reason)
    return round_


@transaction.atomic
def expire_due(*, today):
    """Every offer whose last day is over is free again. Returns how many. Done twice, nothing happens twice."""
    due = Place.objects.filter(status=PlaceStatus.OFFERED, due__lt=today).select_related(
        "student__person", "student__school", "seat__owner"
    )
    places = list(due.select_for_update(of=("self",)).order_by("pk"))
    for place in places:
        move_place(None, place, PlaceStatus.EXPIRED)
    return len(places)


def _expire(by, round_):
    for place in round_.places.filter(status=PlaceStatus.OFFERED).select_related(
        "student__person", "student__school", "seat__owner"
    ):
        move_place(by, place, PlaceStatus.EXPIRED)


def _taking_part(round_):
    """Handed-in rankings whose students are enrolled and agree."""
    agreed = rules.who_consents(round_)
    found = [
        one for one in handed_in(round_) if one.student.status == StudentStatus.ENROLLED and one.student_id in agreed
    ]
    if not found:
        raise Refused(_("Nobody has handed in a ranking."))
    return found


def _place(by, round_):
    """Each student of the pool has their keys; those who got a seat have a place that waits for their answer.

    As many queries for thousands as for one.
    """
    rankings = {one.pseudonym: one for one in handed_in(round_)}
    seats = {one.code: one for one in round_.seats.select_related("owner")}
    positions = [one["id"] for one in round_.inputs["positions"]]
    keys = bridge.drawn_keys(round_.inputs, round_.result, round_.seed)
    places, agreed = [], rules.who_consents(round_)
    for name, row, at in zip(round_.inputs["pseudonyms"], keys, round_.result["assignment"], strict=True):
        ranking = rankings.get(name)
        if ranking is None:  # was withdrawn with the consent
            continue
        ranking.keys = row
        if at >= 0 and ranking.student_id in agreed:
            terms = {"due": round_.answers_until, "status": PlaceStatus.OFFERED, "origin": Origin.ALLOCATION}
            places.append(_placed(round_, seats[positions[at]], ranking.student, **terms))
    Ranking.objects.bulk_update(rankings.values(), ["keys"], batch_size=200)
    Place.objects.bulk_create(places, batch_size=200)
    keep_steps(by, places)
    tell_students(places, "placement.offered", until=round_.answers_until.isoformat())
    _tell_unplaced(round_, by, rankings.values(), places)
    return len(places)


def new_place(round_, seat, student, origin, status, *, due=None, reason=""):
    """A saved place with the terms of its seat."""
    place = _placed(round_, seat, student, origin=origin, status=status, due=due, reason=reason)
    place.save(force_insert=True)
    return place


def _placed(round_, seat, student, **columns):
    terms = {name: getattr(seat, name) for name in TERMS}
    return Place(round=round_, seat=seat, student=student, status_at=timezone.now(), **terms, **columns)


def _tell_unplaced(round_, by, rankings, places):
    placed = {place.student_id for place in places}
    people = [one.student.person_id for one in rankings if one.student_id not in placed]
    _send(round_, "placement_round.unplaced", people, by)


def _check_caps(caps):
    for cap in caps:
        if not regions.is_code(cap.get("region", "")) or not isinstance(cap.get("cap"), int) or cap["cap"] < 0:
            raise Refused(_("A cap is a region (GB/T 2260) and a number of people from 0."))
    if len({cap["region"] for cap in caps}) < len(caps):
        raise Refused(_("Each region has one cap."))


def _tell_all(round_, code, by, **facts):
    students = Student.objects.filter(status=StudentStatus.ENROLLED, person__is_active=True)
    _send(
        round_, code, {*students.values_list("person", flat=True), *(one.pk for one in members_people())}, by, **facts
    )


def _tell(round_, code, students, by):
    _send(round_, code, students.values_list("person", flat=True), by)


def _send(round_, code, people, by, **facts):
    to = [pk for pk in people if by is None or pk != by.pk]
    notices.send(to=to, code=code, path=f"/placements/rounds/{round_.pk}/", name=round_.name, **facts)
