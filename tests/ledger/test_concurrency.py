"""Many writers, one chain: no gap, no fork."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import IntegrityError, connection, transaction

from ronghe.ledger import actions, queries
from ronghe.ledger.models import Entry
from ronghe.members.models import Unit

UNIT = Unit(pk=7)
WRITERS, TIMES = 6, 15
pytestmark = pytest.mark.django_db(transaction=True)


def write(number):
    """One entry in its own transaction, on this thread's own connection; the exception, if it failed."""
    try:
        with transaction.atomic():
            actions.record(by=None, what="unit.updated", on=UNIT, unit=UNIT, number=number)
    except IntegrityError as fault:
        return fault


def write_many(times):
    try:
        return [write(number) for number in range(times)]
    finally:
        connection.close()


def test_writers_take_turns_from_the_first_entry_on():
    with ThreadPoolExecutor(WRITERS) as pool:
        faults = [fault for faults in pool.map(write_many, [TIMES] * WRITERS) for fault in faults if fault]
    assert not faults
    assert list(Entry.objects.values_list("seq", flat=True)) == list(range(1, WRITERS * TIMES + 1))
    assert queries.first_break("unit:7") is None


@pytest.fixture
def meeting(monkeypatch):
    """Two writers wait for each other after reading the end of the chain: only a lock keeps them apart."""
    barrier, seal = Barrier(2), actions.digest_of

    def seal_together(entry):
        with suppress(BrokenBarrierError):  # the other one is held back, as it should be
            barrier.wait(timeout=1)
        return seal(entry)

    monkeypatch.setattr(actions, "digest_of", seal_together)


def two_at_once():
    with ThreadPoolExecutor(2) as pool:
        return [fault for faults in pool.map(write_many, [1, 1]) for fault in faults if fault]


@pytest.mark.usefixtures("meeting")
def test_two_that_meet_are_kept_apart():
    assert two_at_once() == []
    assert Entry.objects.count() == 2


@pytest.mark.usefixtures("meeting")
def test_without_the_lock_they_would_collide(monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite: the transaction itself is the lock, so there is nothing to take away")
    monkeypatch.setattr(actions, "_hold", lambda chain: None)
    assert len(two_at_once()) == 1
