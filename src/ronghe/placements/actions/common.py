"""What several writers of this room need: rows held, steps kept, people told."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ronghe.ledger import actions as ledger
from ronghe.lib.letters import printable
from ronghe.lib.moves import check_move
from ronghe.lib.refusals import Refused
from ronghe.members.queries import people_of
from ronghe.notices import actions as notices
from ronghe.placements.models import Place, PlacementRound, PlaceStep, Seat, Student
from ronghe.placements.states import PLACE_MOVES, ROUND_MOVES


def hold_round(pk):
    """The round as it is now; nobody else writes it until the commit."""
    return PlacementRound.objects.select_for_update(of=("self",)).get(pk=pk)


def hold_seat(pk):
    """The seat as it is now; nobody else gives one of its places away until the commit."""
    return Seat.objects.select_for_update(of=("self",), no_key=True).select_related("owner", "round").get(pk=pk)


def hold_student(pk):
    """The student as they are now; they get no other place until the commit."""
    held = Student.objects.select_for_update(of=("self",), no_key=True).select_related("person", "school")
    return held.get(pk=pk)


def hold_place(pk):
    """The placement as it is now; nobody else moves it until the commit."""
    held = Place.objects.select_for_update(of=("self",))
    return held.select_related("student__person", "student__school", "seat__owner", "round", "agreement").get(pk=pk)


def hold_by_token(token):
    """The placement whose mentor's link this is, held. Refused for any other text."""
    found = Place.objects.filter(mentor_token=token).values_list("pk", flat=True).first()
    if found is None:
        raise Refused(_("This link does not work. Please copy it whole from the letter."))
    return hold_place(found)


def move_round(round_, to, **columns):
    """The round has this status, and these columns."""
    check_move(ROUND_MOVES, round_.status, to)
    round_.status = to
    for name, value in columns.items():
        setattr(round_, name, value)
    round_.save(update_fields=["status", *columns])
    return round_


def move_place(by, place, to, *, reason="", due=None, **columns):
    """The placement has this status from now on. One step and one ledger entry; its three sides are told."""
    check_move(PLACE_MOVES, place.status, to)
    place.status, place.status_at, place.due = to, timezone.now(), due
    place.reason = reason or place.reason
    for name, value in columns.items():
        setattr(place, name, value)
    place.save()
    keep_step(by, place, reason)
    record(by, place, f"placement.{to}", reason)
    tell(place, f"placement.{to}", but=by)
    return place


def keep_step(by, place, reason=""):
    keep_steps(by, [place], reason)


def keep_steps(by, places, reason=""):
    PlaceStep.objects.bulk_create(
        [PlaceStep(place=place, status=place.status, by=by, at=place.status_at, reason=reason) for place in places],
        batch_size=200,
    )


def record(by, place, what, reason="", **facts):
    """The community's chain says so: a placement is of two units and a person."""
    ledger.record(by=by, what=what, on=place, private={"reason": reason}, **facts)


def people_in(place):
    """Student, people of the school, people of the enterprise."""
    return {place.student.person, *people_of(place.student.school), *people_of(place.seat.owner)}


def tell(place, code, people=None, *, but=None, **facts):
    """These people (all three sides, if None) have a notice, in the same transaction."""
    to = [one.pk for one in (people_in(place) if people is None else people) if but is None or one.pk != but.pk]
    notices.send(to=to, code=code, path=_path(place), **_named(place), **facts)


def tell_students(places, code, **facts):
    """The student of each has a notice, in the same transaction: as many queries for thousands as for one."""
    told = [(place.student.person_id, _path(place), {**_named(place), **facts}) for place in places]
    notices.send_each(code=code, told=told)


def _path(place):
    return f"/placements/{place.pk}/"


def _named(place):
    return {"name": place.seat.title, "student": str(place.student)}


def signed_name(by):
    """The name that is kept beside what somebody said: in Chinese where there is one, whoever reads it."""
    return by.name_zh or str(by)


def said(text, sentence, most=300):
    """The text without what cannot be stored, trimmed. Refused with `sentence` where nothing is left."""
    text = printable(str(text)).strip()
    if not text:
        raise Refused(sentence)
    return text[:most]
