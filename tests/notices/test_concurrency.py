"""Two who deliver at once take different letters."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Lock

import pytest
from django.contrib.auth import get_user_model
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.utils import timezone

from ronghe.notices import actions
from ronghe.notices.actions import outbox
from ronghe.notices.models import Letter
from ronghe.notices.states import LetterStatus

pytestmark = pytest.mark.django_db(transaction=True)
SENDERS = 4


class Counting(BaseEmailBackend):
    """A mail server that remembers whom it wrote to, from every thread."""

    taken, turn = [], Lock()

    def send_messages(self, messages):
        with self.turn:
            self.taken.extend(message.to[0] for message in messages)
        return len(messages)


@pytest.fixture
def taken(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Counting"
    Counting.taken.clear()
    return Counting.taken


def write(many):
    return [
        actions.write(
            to=f"wen{n}@qingyu.example", language="en", code="application.signing", path="/x/", number=n, name=n
        )
        for n in range(many)
    ]


def deliver(barrier):
    barrier.wait()
    try:
        return actions.deliver()
    finally:
        connection.close()


def all_at_once(senders):
    barrier = Barrier(senders)
    with ThreadPoolExecutor(senders) as pool:
        return list(pool.map(deliver, [barrier] * senders))


def test_each_letter_is_sent_by_one(taken):
    written = write(12)
    assert sum(all_at_once(SENDERS)) == 12
    assert sorted(taken) == sorted(letter.to for letter in written)
    assert set(Letter.objects.values_list("status", "attempts")) == {(LetterStatus.SENT, 1)}


def meet(monkeypatch, *, locked):
    """Two senders wait for each other once they have read which letter is due; only the lock keeps them apart."""
    barrier, lock = Barrier(2), outbox._lock

    class Due:
        def __init__(self, due):
            self.due = lock(due) if locked else due

        def first(self):
            found = self.due.first()
            with suppress(BrokenBarrierError):  # the other one is held back, as it should be
                barrier.wait(timeout=1)
            return found

    monkeypatch.setattr(outbox, "_lock", Due)


def test_two_that_meet_are_kept_apart(taken, monkeypatch):
    write(1)
    meet(monkeypatch, locked=True)
    assert sum(all_at_once(2)) == 1
    assert len(taken) == 1


def test_without_the_lock_a_letter_would_be_sent_twice(taken, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite: the transaction itself is the lock, so there is nothing to take away")
    write(1)
    meet(monkeypatch, locked=False)
    all_at_once(2)
    assert len(taken) == 2


def test_two_daily_rounds_at_once_write_one_digest():
    person = get_user_model().objects.create_user("zhou@ronghe.example")
    for number in range(5):
        actions.send(to=[person.pk], code="agreement.sign", path="/agreements/1/", title="x", number=number)
    barrier = Barrier(SENDERS)

    def daily(_n):
        barrier.wait()
        try:
            return actions.digest_due(now=timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(SENDERS) as pool:
        assert sum(pool.map(daily, range(SENDERS))) == 1
    assert len(Letter.objects.get().facts["notices"]) == 5
