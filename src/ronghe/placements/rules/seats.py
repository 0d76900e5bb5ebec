"""Who may offer which seats: the unit itself, in time, and only what the rules of internships allow."""

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from ronghe.lib.dates import today
from ronghe.lib.pairs import question
from ronghe.lib.refusals import Refused
from ronghe.members.rules import acts_for, is_member, is_official, is_secretariat
from ronghe.members.states import UnitStatus
from ronghe.placements import law
from ronghe.placements.models import Seat
from ronghe.placements.rules.students import student_of
from ronghe.placements.states import UNDER_INTERNSHIP_RULES, RoundStatus, SeatStatus


def check_can_write_seat(by, round_, owner):
    """May write seats of `owner` into the round, until students begin to rank."""
    if not acts_for(by, owner):
        raise Refused(_("A unit offers its own seats. Please ask somebody of the unit."))
    if owner.status != UnitStatus.ACTIVE:
        raise Refused(_("The unit is no active member now, so it offers no seats."))
    if round_.status != RoundStatus.ANNOUNCED or today() >= round_.ranks_from:
        raise Refused(_("Students rank the seats of this round already, so they stay as they are."))


def check_can_revise_seat(by, seat):
    """May change what the seat says: while it is a draft."""
    check_can_write_seat(by, seat.round, seat.owner)
    if seat.status != SeatStatus.DRAFT:
        raise Refused(_("Only a draft is changed. Please take the offer back first."))


def check_can_offer_seat(by, seat):
    """May offer the seat: everything about it is lawful. Refused with every rule that would be broken."""
    check_can_revise_seat(by, seat)
    law.check(faults_of(seat))


def check_can_take_seat_back(by, seat):
    """May make it a draft again."""
    check_can_write_seat(by, seat.round, seat.owner)
    if seat.status != SeatStatus.OFFERED:
        raise Refused(_("Only what is offered is taken back."))


def check_can_withdraw_seat(by, seat):
    """May take it out of the round for good: the unit or the secretariat, until the pool is frozen."""
    if not (acts_for(by, seat.owner) or is_secretariat(by)):
        raise Refused(_("The unit that offers a seat, or the secretariat, withdraws it."))
    if seat.round.status != RoundStatus.ANNOUNCED:
        raise Refused(_("The pool is frozen: its seats stay until the round is over."))
    if seat.status == SeatStatus.WITHDRAWN:
        raise Refused(_("This seat is withdrawn already."))


def check_can_see_seat(by, seat):
    """May read the seat. `queries.seats_visible_to` says the same of many."""
    if is_secretariat(by) or is_official(by) or acts_for(by, seat.owner):
        return
    is_shown = seat.status == SeatStatus.OFFERED and today() >= seat.round.views_from
    if is_shown and seat.round.status != RoundStatus.CALLED_OFF and (is_member(by) or student_of(by)):
        return
    raise Refused(_("The seats of a round are shown to students and members from its first day on."))


def faults_of(seat):
    """The rules that the seat would break, beside all other interns whom its unit takes at the same time."""
    beside = Seat.objects.filter(
        owner=seat.owner, status=SeatStatus.OFFERED, kind__in=UNDER_INTERNSHIP_RULES,
        starts__lte=seat.ends, ends__gte=seat.starts,
    ).exclude(pk=seat.pk).exclude(round__status=RoundStatus.CALLED_OFF)  # fmt: skip
    alike = beside.filter(title=seat.title)
    interns, in_post = (rows.aggregate(sum=Sum("capacity"))["sum"] or 0 for rows in (beside, alike))
    return law.faults_of_seat(seat, interns, in_post)


can_write_seat = question(check_can_write_seat)
can_revise_seat = question(check_can_revise_seat)
can_offer_seat = question(check_can_offer_seat)
can_take_seat_back = question(check_can_take_seat_back)
can_withdraw_seat = question(check_can_withdraw_seat)
can_see_seat = question(check_can_see_seat)
