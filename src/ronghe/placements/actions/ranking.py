"""Students rank seats, hand in, and withdraw."""

import secrets

from django.db import transaction
from django.utils import timezone

from ronghe.ledger import actions as ledger
from ronghe.lib.moves import check_move
from ronghe.placements import rules
from ronghe.placements.actions.common import hold_round, hold_student
from ronghe.placements.models import Choice, Ranking
from ronghe.placements.states import RANKING_MOVES, RankingStatus

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another


@transaction.atomic
def rank(*, by, round_, student, seats):
    """The student would like these seats, the best first; the ranking is a draft until it is handed in.

    Refused for a seat that the rules of internships close to the student. Locks the student; one ledger entry that does
    not say what was ranked.
    """
    student, round_ = hold_student(student.pk), hold_round(round_.pk)
    rules.check_can_rank(by, round_, student)
    rules.check_can_choose(round_, student, seats)
    ranking = _ranking(round_, student)
    if ranking.status != RankingStatus.DRAFT:
        _move(ranking, RankingStatus.DRAFT, handed_in_at=None)
    ranking.choices.all().delete()
    Choice.objects.bulk_create(Choice(ranking=ranking, seat=seat, position=n) for n, seat in enumerate(seats, 1))
    ledger.record(by=by, what="ranking.written", on=ranking, unit=student.school, choices=len(seats))
    return ranking


@transaction.atomic
def hand_in(*, by, ranking):
    """The ranking takes part in the allocation. Locks student and round; one ledger entry."""
    ranking = _held(ranking)
    rules.check_can_hand_in(by, ranking)
    rules.check_can_choose(ranking.round, ranking.student, [one.seat for one in ranking.choices.select_related("seat")])
    _move(ranking, RankingStatus.HANDED_IN, handed_in_at=timezone.now())
    ledger.record(by=by, what="ranking.handed_in", on=ranking, unit=ranking.student.school)
    return ranking


@transaction.atomic
def withdraw(*, by, ranking):
    """The student takes no part in this round. Locks student and round; one ledger entry."""
    ranking = _held(ranking)
    rules.check_can_withdraw(by, ranking)
    _move(ranking, RankingStatus.WITHDRAWN, handed_in_at=None)
    ledger.record(by=by, what="ranking.withdrawn", on=ranking, unit=ranking.student.school)
    return ranking


def _ranking(round_, student):
    """The student's ranking in the round, with a pseudonym that nobody else has in it."""
    found = Ranking.objects.filter(round=round_, student=student).first()
    if found is None:
        found = Ranking.objects.create(round=round_, student=student, pseudonym=_pseudonym(round_))
    found.round, found.student = round_, student
    return found


def _pseudonym(round_):
    while True:
        drawn = "".join(secrets.choice(LETTERS) for _letter in range(8))
        pseudonym = f"{drawn[:4]}-{drawn[4:]}"
        if not round_.rankings.filter(pseudonym=pseudonym).exists():
            return pseudonym


def _held(ranking):
    student, round_ = hold_student(ranking.student_id), hold_round(ranking.round_id)
    ranking = Ranking.objects.get(pk=ranking.pk)
    ranking.student, ranking.round = student, round_
    return ranking


def _move(ranking, to, **columns):
    check_move(RANKING_MOVES, ranking.status, to)
    ranking.status = to
    for name, value in columns.items():
        setattr(ranking, name, value)
    ranking.save(update_fields=["status", "updated_at", *columns])
