"""Two sides at once: one lawful state comes of it, whoever was first."""

from threading import Barrier

import pytest
from django.db import connection

from ronghe.docking import actions
from ronghe.docking.actions import delivering
from ronghe.docking.models import Case, CaseReminder, Evaluation
from ronghe.docking.states import CaseStatus, Origin, Reason
from ronghe.lib.dates import days_from
from ronghe.lib.refusals import Refused
from tests import every_write
from tests.agreements.made import dean
from tests.docking.cases import MARKS, case, demand, draft, signed_by_stroke, supply
from tests.docking.walking import LAWFUL
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def own(one):
    """The case as another request has it."""
    return Case.objects.get(pk=one.pk)


def settled(one):
    """The case afterwards; its steps are lawful and end where it stands."""
    one = own(one)
    steps = [step.status for step in one.steps.all()]
    assert steps[-1] == one.status
    assert all(after in LAWFUL[before].split() for before, after in zip(["", *steps], steps, strict=False))
    return one


def interest(by, one):
    return lambda: actions.express_interest(by=by, case=own(one))


@pytest.mark.parametrize("turn", range(4))
def test_both_express_interest_at_once_and_negotiate(cast, turn):
    one = case(cast)
    answers = at_once(*[interest(by, one) for by in (cast.owner, cast.editor)])
    assert not any(isinstance(answer, Refused) for answer in answers)
    assert settled(one).status == CaseStatus.NEGOTIATING


def test_one_side_pressing_six_times_is_interested_once(cast):
    one = case(cast)
    answers = at_once(*[interest(cast.owner, one)] * 6)
    assert sum(isinstance(answer, Case) for answer in answers) == 1
    assert settled(one).status == CaseStatus.INTERESTED


@pytest.mark.parametrize("turn", range(4))
def test_interest_and_no_at_once(cast, turn):
    one = case(cast)
    acts = [interest(cast.owner, one), lambda: actions.decline(by=cast.editor, case=own(one), code=Reason.TERMS)]
    at_once(*(acts if turn % 2 else reversed(acts)))
    assert settled(one).status == CaseStatus.DECLINED


@pytest.mark.parametrize("turn", range(4))
def test_both_evaluate_at_once_and_the_case_is_evaluated(cast, turn):
    one = case(cast, CaseStatus.ACCEPTED)
    at_once(*[lambda by=by: actions.evaluate(by=by, case=own(one), **MARKS) for by in (cast.owner, cast.editor)])
    assert settled(one).status == CaseStatus.EVALUATED


def test_a_pair_is_proposed_once_by_many_at_once(cast):
    pair = {"demand": demand(cast), "supply": supply(cast), "origin": Origin.PARTY, "basis": {}}
    fresh = lambda: {**pair, "demand": type(pair["demand"]).objects.get(pk=pair["demand"].pk)}  # noqa: E731
    answers = at_once(*[lambda by=by: actions.propose(by=by, **fresh()) for by in (cast.owner, cast.editor) * 3])
    assert sum(isinstance(answer, Case) for answer in answers) == 1
    assert Case.objects.count() == 1


def test_a_case_ends_once_when_it_lapses_and_is_declined_at_once(cast):
    one = case(cast)
    day = days_from(one.due, 1)
    at_once(
        lambda: actions.lapse_due(today=day),
        lambda: actions.decline(by=cast.owner, case=own(one), code=Reason.TERMS),
        lambda: actions.lapse_due(today=day),
    )
    assert settled(one).steps.count() == 2


def test_a_signature_that_is_settled_while_the_other_side_declines(cast):
    one = case(cast, CaseStatus.NEGOTIATING)
    agreement = draft(cast, one)
    signed_by_stroke(agreement)
    at_once(
        lambda: actions.settle_agreement(agreement=agreement),
        lambda: actions.decline(by=cast.editor, case=own(one), code=Reason.TERMS),
        actions.settle_due,
    )
    assert settled(one).status == CaseStatus.AGREED


def test_one_agreement_comes_of_two_drafts_at_once(cast):
    one, _signatory = case(cast, CaseStatus.NEGOTIATING), dean(cast)
    answers = at_once(*[lambda: draft(cast, own(one))] * 3)
    assert sum(not isinstance(answer, Refused) for answer in answers) == 1
    assert settled(one).agreement


def test_two_daily_rounds_at_once_remind_once(cast):
    one = case(cast)
    day = days_from(one.due, -1)
    assert sorted(at_once(*[lambda: actions.remind_due(today=day)] * 3)) == [0, 0, 1]
    assert CaseReminder.objects.count() == 1


def test_without_the_lock_two_evaluations_would_not_end_the_waiting(cast, monkeypatch):
    """Each counts before the other's is committed: with the lock the second waits, without it none ends the stage."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite: the transaction itself is the lock, so there is nothing to take away")
    one = case(cast, CaseStatus.ACCEPTED)
    written = Barrier(2)

    def slow_tell(*_, **__):
        written.wait(timeout=5)

    monkeypatch.setattr(delivering, "lock", lambda case: case.refresh_from_db())
    monkeypatch.setattr(delivering, "record", lambda *_, **__: None)  # its chain is a lock of its own
    monkeypatch.setattr(delivering, "tell", slow_tell)
    at_once(*[lambda by=by: actions.evaluate(by=by, case=own(one), **MARKS) for by in (cast.owner, cast.editor)])
    assert Evaluation.objects.count() == 2
    assert own(one).status == CaseStatus.ACCEPTED
    every_write.faults.clear()  # nothing was recorded, on purpose
