"""Students answer offers, take free seats, or are placed by hand."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ronghe.lib.dates import today
from ronghe.lib.refusals import Refused
from ronghe.placements import rules
from ronghe.placements.actions.common import (
    hold_place,
    hold_seat,
    hold_student,
    keep_step,
    move_place,
    record,
    said,
    tell,
)
from ronghe.placements.actions.rounds import new_place
from ronghe.placements.states import Origin, PlaceStatus


@transaction.atomic
def accept(*, by, place):
    """The seat is the student's. Refused where a rule of internships stands against it by now. Locks the placement."""
    place = hold_place(place.pk)
    rules.check_can_accept(by, place)
    return move_place(by, place, PlaceStatus.ACCEPTED)


@transaction.atomic
def decline(*, by, place, reason):
    """The seat is free again, for this reason. Locks the placement; one ledger entry."""
    place = hold_place(place.pk)
    rules.check_can_decline(by, place)
    return move_place(by, place, PlaceStatus.DECLINED, reason=said(reason, _("Please say why, in a few words.")))


@transaction.atomic
def take(*, by, seat, student):
    """One of the free seats is the student's: who comes first has it. Locks student and seat; one ledger entry."""
    student, seat = hold_student(student.pk), hold_seat(seat.pk)
    rules.check_can_take(by, seat, student)
    place = _new(seat, student, Origin.CLEARING, PlaceStatus.ACCEPTED)
    keep_step(by, place)
    record(by, place, "placement.taken")
    tell(place, "placement.accepted", but=by)
    return place


@transaction.atomic
def place_by_hand(*, by, seat, student, reason):
    """The student is offered one of the free seats, for a reason that is kept; the answer is the student's.

    Locks student and seat. One ledger entry that says by whom, and keeps the reason.
    """
    student, seat = hold_student(student.pk), hold_seat(seat.pk)
    rules.check_can_place_by_hand(by, seat, student)
    reason = said(reason, _("Please say why this student is placed by hand: the reason is kept and shown."))
    due = max(today(), seat.round.answers_until)
    place = _new(seat, student, Origin.BY_HAND, PlaceStatus.OFFERED, due=due, reason=reason)
    keep_step(by, place, reason)
    record(by, place, "placement.by_hand", reason)
    tell(place, "placement.offered", [student.person], until=due.isoformat())
    return place


def _new(seat, student, origin, status, **columns):
    """The place as a row. Refused where the student has one: the constraint decides, two may come at once."""
    try:
        with transaction.atomic():
            return new_place(seat.round, seat, student, origin, status, **columns)
    except IntegrityError as fault:
        raise Refused(_("There is a placement already. A new one can be sought when it has ended.")) from fault


@transaction.atomic
def end_early(*, by, place, reason):
    """The placement is over before its time, for this reason; its agreement is ended on its own page. Locks it."""
    place = hold_place(place.pk)
    rules.check_can_end(by, place)
    reason = said(reason, _("Please say why it ends: school, enterprise and student read it."))
    return move_place(by, place, PlaceStatus.ENDED, reason=reason, ends=_last_day(place))


def _last_day(place):
    """Today, if it runs; the day that was agreed, if it never began."""
    return max(place.starts, min(place.ends, timezone.localdate()))
