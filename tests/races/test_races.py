"""Races for the last place: as many win as there is room for. `make soak-races` runs 200 claims in many rounds."""

import os
import time
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection

from ronghe.docking import actions, case_rules
from ronghe.docking.actions import proposing
from ronghe.docking.models import Case
from ronghe.docking.states import Origin
from ronghe.lib.dates import days_from, today
from ronghe.once import actions as once
from ronghe.once.models import Key
from ronghe.placements import actions as placements
from ronghe.placements.actions import answering
from ronghe.placements.models import Seat
from ronghe.placements.rules import placing as placing_rules
from tests.docking.cases import demand, proposed, supply
from tests.placements.cast import Placing
from tests.races.limits import LIMITS
from tests.racing import Limit, Tally, at_once, race

CLAIMS = int(os.environ.get("RONGHE_CLAIMS", 8))
ROUNDS = int(os.environ.get("RONGHE_RACES", len(LIMITS)))
SECONDS = float(os.environ.get("RONGHE_RACE_SECONDS", "inf"))
pytestmark = pytest.mark.django_db(transaction=True)


def test_as_many_win_as_there_is_room_for(cast):
    limits = [make(cast, CLAIMS) for make in LIMITS]
    whole, each, until = Tally(), {limit.name: Tally() for limit in limits}, time.monotonic() + SECONDS
    while whole.rounds < ROUNDS and time.monotonic() < until:
        limit = limits[whole.rounds % len(limits)]
        race(limit, CLAIMS, one := Tally())
        for tally in (whole, each[limit.name]):
            tally.add(one)
    for name, tally in each.items():
        print(f"{name}: {tally}")
    print(f"{connection.vendor}: {whole}")
    assert (whole.over, whole.unsold) == (0, 0)


def test_a_race_shows_who_looks_first_and_takes_later():
    """The control: every one sees that the place is free, then takes it."""
    looked = Barrier(4)

    def careless(number):
        is_free = not Key.objects.exists()
        looked.wait(timeout=10)
        if is_free:
            once.claim(owner=f"person:{number}", key="k" * 22, route="", digest="")

    tally = Tally()
    race(Limit("careless", careless, Key.objects.count, Key.objects.all().delete), 4, tally)
    assert (tally.over, tally.unsold) == (3, 0)
    race(Limit("nobody", lambda number: None, Key.objects.count, Key.objects.all().delete), 4, tally)
    assert (tally.over, tally.unsold) == (3, 1)


def two_for_the_last_place(cast, monkeypatch):
    """How many proposals the school has to answer after two for the last place, both counted before either is in."""
    monkeypatch.setattr(case_rules, "MOST_ASKED", 1)
    offer, pairs = supply(cast), [demand(cast), demand(cast)]
    count, counted = case_rules.pending_of, Barrier(2)

    def count_together(*units):
        waiting = count(*units)
        if offer.owner in units:
            with suppress(BrokenBarrierError):  # the other one is held back, as it should be
                counted.wait(timeout=2)
        return waiting

    monkeypatch.setattr(case_rules, "pending_of", count_together)
    given = {"origin": Origin.PARTY, "basis": {}}
    at_once(*[lambda one=one: actions.propose(by=cast.owner, demand=one, supply=offer, **given) for one in pairs])
    return Case.objects.count()


def test_two_that_count_at_the_same_moment_are_kept_apart(cast, monkeypatch):
    assert two_for_the_last_place(cast, monkeypatch) == 1


def test_without_the_lock_both_would_pass(cast, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite: the transaction itself is the lock, so there is nothing to take away")
    monkeypatch.setattr(proposing, "hold_units", lambda units: None)
    assert two_for_the_last_place(cast, monkeypatch) == 2


def test_a_round_and_a_person_for_the_last_place(cast, monkeypatch):
    """A proposal by the secretariat asks both sides, so both are held: in one order, so that nobody waits for ever."""
    monkeypatch.setattr(case_rules, "MOST_ASKED", 3)
    one, other = demand(cast), supply(cast)
    acts = [lambda: proposed(cast, demand=demand(cast), supply=other) for _ in range(3)]
    acts += [lambda: proposed(cast, demand=one, supply=supply(cast)) for _ in range(3)]
    at_once(*acts)
    assert Case.objects.count() == 3


def two_for_the_last_seat(cast, monkeypatch):
    """How many have the last free seat of a round, after two who both counted before either had it."""
    placing = Placing(cast, first=days_from(today(), -20))
    placing.rank(placing.student(), placing.seat())
    last, students = placing.seat(title="最后一个"), [placing.student("甲"), placing.student("乙")]
    placing.settle()
    placing.clearing()
    count, counted = placing_rules.free_of, Barrier(2)

    def count_together(seat):
        free = count(seat)
        with suppress(BrokenBarrierError):  # the other one is held back, as it should be
            counted.wait(timeout=2)
        return free

    monkeypatch.setattr(placing_rules, "free_of", count_together)
    at_once(*[lambda one=one: placements.take(by=one.person, seat=last, student=one) for one in students])
    return last.places.count()


def test_two_for_the_last_seat_are_kept_apart(cast, monkeypatch):
    assert two_for_the_last_seat(cast, monkeypatch) == 1


def test_without_the_lock_of_the_seat_both_would_have_it(cast, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite: the transaction itself is the lock, so there is nothing to take away")
    monkeypatch.setattr(answering, "hold_seat", lambda pk: Seat.objects.select_related("owner", "round").get(pk=pk))
    assert two_for_the_last_seat(cast, monkeypatch) == 2
