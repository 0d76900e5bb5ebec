"""Who may announce, freeze, draw, clear and close rounds, and when; and who may rank."""

from itertools import pairwise

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.lib.dates import today
from ronghe.lib.pairs import question
from ronghe.lib.refusals import Refused
from ronghe.members.rules import is_member, is_official, is_secretariat
from ronghe.placements import consents, law
from ronghe.placements.models import Consent, Place
from ronghe.placements.rules.students import is_self, student_of
from ronghe.placements.states import (
    LIVE,
    PUBLIC,
    ROUND_MOVES,
    PlaceStatus,
    RankingStatus,
    RoundStatus,
    SeatStatus,
    StudentStatus,
)


def check_can_run_rounds(by):
    if not is_secretariat(by):
        raise Refused(_("The secretariat runs placement rounds. Please ask a secretariat officer."))


def check_windows(columns):
    """Nothing, if the days of a round follow each other; otherwise Refused with the first that does not."""
    order = ("views_from", "ranks_from", "ranks_until", "draw_on", "answers_until", "clears_until")
    for before, after in pairwise(order):
        is_strict = after == "draw_on"
        if columns[after] < columns[before] or (is_strict and columns[after] == columns[before]):
            words = _("{after} cannot come before {before}.")
            raise Refused(format_lazy(words, after=WINDOWS[after], before=WINDOWS[before]))
    if columns["ranks_until"] < today():
        raise Refused(_("The last day to rank is over. Please choose one from today on."))


WINDOWS = {
    "views_from": _("the day from which seats are shown"),
    "ranks_from": _("the first day to rank"),
    "ranks_until": _("the last day to rank"),
    "draw_on": _("the day of the draw, after the last day to rank,"),
    "answers_until": _("the last day to answer"),
    "clears_until": _("the last day of the clearing"),
}


def check_can_see_round(by, round_):
    """May read a round: members, officials, the secretariat, students; anybody its public draw."""
    if is_secretariat(by) or is_official(by) or is_member(by) or student_of(by):
        return
    raise Refused(_("Placement rounds are for students and members. Please sign in with such an account."))


def check_can_see_draw(round_):
    """May read the frozen pool, the draw and the result, under pseudonyms: anybody, once it is frozen."""
    if round_.status not in PUBLIC:
        raise Refused(_("Nothing is frozen yet: the pool is published after the last day to rank."))


def check_can_freeze(by, round_):
    """May freeze the pool: the last day to rank is over, and the draw is not held yet."""
    check_can_run_rounds(by)
    _check_status(round_, RoundStatus.ANNOUNCED, doing=_("A round is frozen once, before its draw"))
    if today() <= round_.ranks_until:
        raise Refused(
            format_lazy(_("Students may rank until {day}. Please freeze it after that."), day=round_.ranks_until)
        )
    if today() > round_.draw_on:
        raise Refused(
            _("The draw that was named has been held: whoever knows it could choose the pool. Call this round off.")
        )
    if not round_.seats.filter(status=SeatStatus.OFFERED).exists():
        raise Refused(_("No seat is offered in this round."))
    if not round_.rankings.filter(status=RankingStatus.HANDED_IN).exists():
        raise Refused(_("Nobody has handed in a ranking."))


def check_can_draw(by, round_):
    """May enter what was drawn: on the day that was named, or after."""
    check_can_run_rounds(by)
    _check_status(round_, RoundStatus.FROZEN, doing=_("Numbers are entered once, for a round that is frozen"))
    if today() < round_.draw_on:
        raise Refused(format_lazy(_("The draw is held on {day}. Nothing can be entered before."), day=round_.draw_on))


def check_can_open_clearing(by, round_):
    """May open the free seats: everybody has answered, or the last day to answer is over."""
    check_can_run_rounds(by)
    _check_status(round_, RoundStatus.PUBLISHED, doing=_("Clearing follows the answers"))
    if today() <= round_.answers_until and round_.places.filter(status=PlaceStatus.OFFERED).exists():
        raise Refused(format_lazy(_("Some have not answered, and may until {day}."), day=round_.answers_until))


def check_can_close(by, round_):
    check_can_run_rounds(by)
    if RoundStatus.CLOSED not in ROUND_MOVES[round_.status]:
        raise Refused(_("A round is closed after its draw, once."))
    if round_.places.filter(status=PlaceStatus.OFFERED).exists():
        raise Refused(_("Some have not answered. Please wait for them, or for their last day."))


def check_can_call_off(by, round_):
    check_can_run_rounds(by)
    if RoundStatus.CALLED_OFF not in ROUND_MOVES[round_.status]:
        raise Refused(_("A round is called off before its draw. After that, placements end one by one."))


# -- ranking --


def consent_of(student):
    """The consent that counts: to the text of today, not withdrawn; None where there is none."""
    return (
        Consent.objects.filter(student=student, withdrawn_at=None, edition=consents.version())
        .defer("statement")
        .first()
    )


def who_consents(round_):
    """The keys of all students with a ranking in the round whose consent counts, in one query."""
    found = Consent.objects.filter(withdrawn_at=None, edition=consents.version(), student__rankings__round=round_)
    return set(found.values_list("student", flat=True))


def check_can_rank(by, round_, student):
    """May write this student's ranking: the student alone, within the window, with a consent that counts."""
    if not is_self(by, student):
        raise Refused(_("Only the student writes the ranking."))
    if student.status != StudentStatus.ENROLLED:
        raise Refused(_("Only enrolled students take part. Please ask your school."))
    if round_.status != RoundStatus.ANNOUNCED or not round_.ranks_from <= today() <= round_.ranks_until:
        words = _("Rankings are written from {first} to {last}.")
        raise Refused(format_lazy(words, first=round_.ranks_from, last=round_.ranks_until))
    if consent_of(student) is None:
        raise Refused(_("Please read what taking part means, and agree to it first."))
    check_has_no_place(student)


def check_has_no_place(student):
    """Nothing, if the student has no placement that waits or runs; otherwise Refused."""
    if Place.objects.filter(student=student, status__in=LIVE).exists():
        raise Refused(_("There is a placement already. A new one can be sought when it has ended."))


def check_can_choose(round_, student, seats):
    """Nothing, if the student may rank all of `seats`; otherwise Refused, with the seat and the rules against it."""
    if len(seats) > round_.most:
        raise Refused(format_lazy(_("At most {most} seats are ranked."), most=round_.most))
    if len({seat.pk for seat in seats}) < len(seats):
        raise Refused(_("Each seat is ranked once."))
    for seat in seats:
        if seat.round_id != round_.pk or seat.status != SeatStatus.OFFERED:
            raise Refused(format_lazy(_("{seat} is not offered in this round."), seat=seat.title))
        faults = list(faults_against(student, seat))
        if faults:
            words = format_lazy(_("{seat} is not open to you: {why}"), seat=seat.title, why=faults[0].sentence)
            refused = Refused(words)
            refused.faults = faults
            raise refused


def faults_against(student, seat):
    """The rules that keep the student from the seat."""
    return faults_with(student, seat, consent_of(student))


def faults_with(student, seat, consent):
    """As `faults_against`, where the student's consent (or that there is none) is known."""
    has_guardian = consent is not None and bool(consent.guardian)
    return law.faults_of_student(student, seat, on=today(), has_consent=consent is not None, has_guardian=has_guardian)


def check_can_hand_in(by, ranking):
    check_can_rank(by, ranking.round, ranking.student)
    if ranking.status != RankingStatus.DRAFT:
        raise Refused(_("Only a ranking that is being written is handed in."))
    if not ranking.choices.exists():
        raise Refused(_("Please rank at least one seat first."))


def check_can_withdraw(by, ranking):
    """May leave the round: until the pool is frozen."""
    if not is_self(by, ranking.student):
        raise Refused(_("Only the student withdraws."))
    if ranking.round.status != RoundStatus.ANNOUNCED:
        raise Refused(_("The pool is frozen. A seat that you are given can still be declined."))
    if ranking.status == RankingStatus.WITHDRAWN:
        raise Refused(_("You have withdrawn already."))


def _check_status(round_, *statuses, doing):
    if round_.status not in statuses:
        words = _("{doing}. This one is “{status}”.")
        raise Refused(format_lazy(words, doing=doing, status=RoundStatus(round_.status).label))


can_run_rounds = question(check_can_run_rounds)
can_see_round = question(check_can_see_round)
can_see_draw = question(check_can_see_draw)
can_freeze = question(check_can_freeze)
can_draw = question(check_can_draw)
can_open_clearing = question(check_can_open_clearing)
can_close = question(check_can_close)
can_call_off = question(check_can_call_off)
can_rank = question(check_can_rank)
can_hand_in = question(check_can_hand_in)
can_withdraw = question(check_can_withdraw)
