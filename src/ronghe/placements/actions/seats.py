"""Seats are written, offered once they are lawful, taken back and withdrawn."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ronghe.ledger import actions as ledger
from ronghe.lib import regions
from ronghe.lib.columns import check_columns, set_columns
from ronghe.lib.moves import check_move
from ronghe.lib.refusals import Refused
from ronghe.members.models import Unit
from ronghe.placements import rules
from ronghe.placements.actions.common import hold_seat
from ronghe.placements.bridge import skill_uses_in
from ronghe.placements.models import Choice, Seat
from ronghe.placements.states import SEAT_MOVES, RankingStatus, SeatStatus, Warranty

COLUMNS = (
    *("kind", "title", "text", "capacity", "region", "address", "starts", "ends", "hours_day", "days_week"),
    *("has_night", "pay", "post_pay", "filing", "lodging", "staff", "post_staff", "warranties", "programmes"),
    *("adults_only", "priority", "reserved_for", "reserved", "mentor", "mentor_email", "posting"),
)


@transaction.atomic
def draft_seat(*, by, round_, owner, **columns):
    """A draft of the unit `owner` in the round, with the skills that its text names. One ledger entry."""
    rules.check_can_write_seat(by, round_, owner)
    seat = Seat(round=round_, owner=owner, by=by)
    _fill(seat, columns)
    seat.save()
    ledger.record(by=by, what="seat.drafted", on=seat, unit=owner)
    return seat


@transaction.atomic
def revise_seat(*, by, seat, **columns):
    """The draft says this. Unchanged, nothing is written. Locks the seat; one ledger entry."""
    seat = hold_seat(seat.pk)
    rules.check_can_revise_seat(by, seat)
    changed = _fill(seat, columns)
    if changed:
        seat.save()
        ledger.record(by=by, what="seat.revised", on=seat, unit=seat.owner, columns=changed)
    return seat


@transaction.atomic
def offer_seat(*, by, seat):
    """Students of the round see the seat. Refused with every rule of internships that it would break.

    Locks the unit, so that of two offers at once the second counts the first among the interns.
    """
    Unit.objects.select_for_update(no_key=True).get(pk=seat.owner_id)
    seat = hold_seat(seat.pk)
    rules.check_can_offer_seat(by, seat)
    return _move(by, seat, SeatStatus.OFFERED)


@transaction.atomic
def take_seat_back(*, by, seat):
    """The seat is a draft again. Locks it; one ledger entry."""
    seat = hold_seat(seat.pk)
    rules.check_can_take_seat_back(by, seat)
    return _move(by, seat, SeatStatus.DRAFT)


@transaction.atomic
def withdraw_seat(*, by, seat):
    """The seat is out of the round, and out of every ranking; rankings that lose their last choice are drafts again."""
    seat = hold_seat(seat.pk)
    rules.check_can_withdraw_seat(by, seat)
    Choice.objects.filter(seat=seat).delete()
    emptied = seat.round.rankings.filter(status=RankingStatus.HANDED_IN, choices=None)
    emptied.update(status=RankingStatus.DRAFT, handed_in_at=None)
    return _move(by, seat, SeatStatus.WITHDRAWN)


def _move(by, seat, to):
    check_move(SEAT_MOVES, seat.status, to)
    seat.status = to
    seat.save(update_fields=["status", "updated_at"])
    ledger.record(by=by, what=f"seat.{to}", on=seat, unit=seat.owner)
    return seat


def _fill(seat, columns):
    """The columns are set and make sense together; what the rules of internships say is asked when it is offered."""
    changed = set_columns(seat, COLUMNS, columns)
    seat.warranties = [one.value for one in Warranty if one.value in seat.warranties]
    seat.skills = skill_uses_in(seat.title, seat.text)
    if not regions.is_code(seat.region):
        raise Refused(_("The region is not in the list. Please choose a province or a city (GB/T 2260)."))
    if seat.ends < seat.starts:
        raise Refused(_("It would end before it starts."))
    if bool(seat.reserved) != (seat.reserved_for is not None) or seat.reserved > seat.capacity:
        raise Refused(_("Reserved seats need a school, and are no more than the seats there are."))
    check_columns(seat)
    return changed
