"""Rounds: frozen, whole or not at all, done once."""

import pytest

from ronghe.docking import actions
from ronghe.docking.models import Proposal, Round
from ronghe.docking.states import RoundStatus
from ronghe.jobs.models import Job
from ronghe.lib.refusals import Refused
from ronghe.notices.queries import unread_for
from tests.docking.test_bridge import order, programme


@pytest.fixture
def opened(cast):
    order(cast)
    programme(cast)
    return actions.open_round(by=cast.officer, name="第一轮")


@pytest.mark.django_db
def test_a_round_freezes_what_is_open(cast, opened):
    assert opened.status == RoundStatus.QUEUED
    assert (opened.demands, opened.supplies) == (1, 1)
    assert len(opened.inputs_digest) == 64
    assert Job.objects.get(pk=opened.job_id).about_id == opened.pk


@pytest.mark.django_db
def test_a_round_is_run_once(cast, opened):
    done = actions.run_round(round_id=opened.pk)
    assert done.status == RoundStatus.DONE
    proposals = list(Proposal.objects.values_list("pk", "score"))
    again = actions.run_round(round_id=opened.pk)
    assert again.result_digest == done.result_digest
    assert list(Proposal.objects.values_list("pk", "score")) == proposals
    assert [notice.code for notice in unread_for(cast.officer)].count("round.finished") == 1


@pytest.mark.django_db
def test_two_rounds_of_the_same_postings_have_the_same_result(cast, opened):
    first = actions.run_round(round_id=opened.pk)
    second = actions.run_round(round_id=actions.open_round(by=cast.officer, name="第二轮").pk)
    assert second.inputs_digest == first.inputs_digest
    assert second.result_digest == first.result_digest


@pytest.mark.django_db
def test_a_round_that_breaks_leaves_no_proposals_and_can_be_run_again(cast, opened, monkeypatch):
    broken = actions.rounds.digest
    monkeypatch.setattr(actions.rounds, "digest", lambda value: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.run_round(round_id=opened.pk)
    assert not Proposal.objects.exists()
    assert Round.objects.get().status == RoundStatus.FAILED
    assert "division" in Job.objects.get(pk=opened.job_id).error
    monkeypatch.setattr(actions.rounds, "digest", broken)
    actions.retry_round(by=cast.officer, round_=Round.objects.get())
    assert actions.run_round(round_id=opened.pk).status == RoundStatus.DONE
    assert Proposal.objects.count() == 1


@pytest.mark.django_db
def test_a_round_left_running_by_a_dead_worker_is_run_again(cast, opened):
    actions.rounds.move_round(opened.pk, RoundStatus.RUNNING)
    assert actions.run_round(round_id=opened.pk).status == RoundStatus.DONE


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["official", "owner", "editor", "outsider", "nobody"])
def test_only_the_secretariat_opens_rounds(cast, who):
    order(cast)
    programme(cast)
    with pytest.raises(Refused):
        actions.open_round(by=cast.by_name(who), name="轮")
    assert not Round.objects.exists()


@pytest.mark.django_db
def test_one_round_at_a_time(cast, opened):
    with pytest.raises(Refused):
        actions.open_round(by=cast.officer, name="又一轮")


@pytest.mark.django_db
def test_a_round_needs_both_sides(cast):
    order(cast)
    with pytest.raises(Refused):
        actions.open_round(by=cast.officer, name="轮")
