"""Many at once: a ballot is on the roll or refused, a proxy counts once, an exclusive title has one holder."""

from threading import Barrier

import pytest
from django.db import connection

from ronghe.governance import actions
from ronghe.governance.actions import motions as writer
from ronghe.governance.models import Ballot, Holding, Motion, Title
from ronghe.lib.dates import today
from ronghe.lib.refusals import Refused
from tests import every_write
from tests.governance.council import Council
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def own(motion):
    """The motion as another request has it."""
    return Motion.objects.select_related("meeting").get(pk=motion.pk)


@pytest.fixture
def council(cast):
    return Council(cast)


@pytest.mark.parametrize("turn", range(8))
def test_a_ballot_is_on_the_roll_or_refused(council, turn):
    """Six units vote while the vote is closed: the roll has exactly the ballots that were taken."""
    meeting = council.meeting()
    motion = council.motion(meeting)
    council.present(meeting, *council.units)
    votes = [lambda short=short: council.vote(own(motion), short) for short in council.units]
    votes.insert(turn % 6, lambda: actions.close_motion(by=council.officer, motion=own(motion)))
    answers = at_once(*votes)
    motion.refresh_from_db()
    taken = {answer.unit_id for answer in answers if isinstance(answer, Ballot)}
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert {row["unit"] for row in motion.roll["voters"] if row["choice"]} == taken
    assert set(Ballot.objects.values_list("unit", flat=True)) == taken
    assert len(taken) + len(refused) == 6
    assert all("vote is closed" in str(answer) for answer in refused)


def test_one_unit_votes_once_however_often_it_presses(council):
    meeting = council.meeting()
    motion = council.motion(meeting)
    council.present(meeting, "hai")
    answers = at_once(*[lambda: council.vote(own(motion), "hai")] * 6)
    assert sum(isinstance(answer, Ballot) for answer in answers) == 1
    assert Ballot.objects.count() == 1


def test_a_proxy_and_its_giver_do_not_both_vote(council):
    meeting = council.meeting()
    motion = council.motion(meeting)
    council.present(meeting, "hai")
    council.proxy(meeting, "bai", "hai")

    def come_and_vote():
        council.present(meeting, "bai")
        return council.vote(own(motion), "bai", "against")

    at_once(lambda: council.vote(own(motion), "bai", by=council.owners["hai"]), come_and_vote)
    actions.close_motion(by=council.officer, motion=motion)
    assert Ballot.objects.filter(unit=council.units["bai"]).count() == 1


def test_no_more_proxies_than_the_limit(council):
    meeting = council.meeting("convened")
    acts = [lambda giver=giver: council.proxy(fresh(meeting), giver, "hai") for giver in ("yun", "lan", "qing", "song")]
    at_once(*acts)
    assert meeting.proxies.count() == 2


def fresh(meeting):
    return type(meeting).objects.get(pk=meeting.pk)


def test_an_exclusive_title_has_one_holder(council):
    def grant(short):
        title = Title.objects.get(code="rotating_chair")
        return actions.grant_title(by=council.officer, title=title, unit=council.units[short], start=today())

    answers = at_once(*[lambda short=short: grant(short) for short in council.units])
    assert sum(isinstance(answer, Holding) for answer in answers) == 1
    assert Holding.objects.filter(title__code="rotating_chair").count() == 1


def test_a_resolution_is_adopted_once(council):
    meeting = council.meeting()
    motion = council.motion(meeting)
    council.present(meeting, *council.units)
    for short in council.units:
        council.vote(motion, short)
    actions.close_motion(by=council.officer, motion=motion)
    answers = at_once(*[lambda: actions.adopt_resolution(by=council.officer, motion=own(motion))] * 4)
    assert sum(not isinstance(answer, Refused) for answer in answers) == 1


def test_without_the_locks_a_late_ballot_would_be_lost(council, monkeypatch):
    """The closing waits with the roll in its hand: with the lock no ballot comes between, without it one does."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite: the transaction itself is the lock, so there is nothing to take away")
    meeting = council.meeting()
    motion = council.motion(meeting)
    council.present(meeting, "hai")
    read, cast = Barrier(2), Barrier(2)
    roll_of = writer.rolls.roll_of

    def slow_roll(of):
        roll = roll_of(of)
        read.wait(timeout=5)
        cast.wait(timeout=5)
        return roll

    def vote():
        read.wait(timeout=5)
        try:
            return council.vote(own(motion), "hai")
        finally:
            cast.wait(timeout=5)

    monkeypatch.setattr(writer.rolls, "roll_of", slow_roll)
    monkeypatch.setattr(writer, "lock", lambda motion: motion.refresh_from_db())
    monkeypatch.setattr(writer, "lock_meeting", lambda meeting: meeting.refresh_from_db())
    monkeypatch.setattr(writer.ledger, "record", lambda **facts: None)  # its chain is a lock of its own
    at_once(lambda: actions.close_motion(by=council.officer, motion=own(motion)), vote)
    motion.refresh_from_db()
    assert Ballot.objects.count() == 1
    assert not any(row["choice"] for row in motion.roll["voters"])
    every_write.faults.clear()  # nothing was recorded, on purpose
