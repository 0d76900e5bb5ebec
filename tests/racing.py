"""Many at the same moment: acts that start together, each on its own connection; races for what there is little of."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Barrier
from typing import Any

from django.db import connection
from django.utils.translation import override

from ronghe.lib.refusals import Refused

LANES = 16  # threads that claim at once: as many as `ronghe serve` has


def at_once(*acts):
    """Runs all acts at the same moment, each on its own connection; what each returned or refused with."""
    barrier = Barrier(len(acts))

    def run(act):
        barrier.wait()
        return _tried(act)

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def _tried(act):
    try:
        with override("en"):  # each thread has its own language
            return act()
    except Refused as refused:
        return refused
    finally:
        connection.close()


@dataclass
class Limit:
    """Something of which there is only so much: `claim(n)` takes one or is refused, `taken()` counts what was taken."""

    name: str
    claim: Callable[[int], Any]
    taken: Callable[[], int]
    free: Callable[[], Any]  # as before the race
    room: int = 1


@dataclass
class Tally:
    """What became of all races so far."""

    claims: int = 0
    rounds: int = 0
    over: int = 0
    unsold: int = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, other):
        self.claims, self.rounds = other.claims, self.rounds + other.rounds
        self.over, self.unsold = self.over + other.over, self.unsold + other.unsold
        self.seconds += other.seconds

    def p99(self):
        """The time within which 99 of 100 claims were answered, in milliseconds."""
        return round(1000 * sorted(self.seconds)[int(len(self.seconds) * 0.99)]) if self.seconds else 0

    def __str__(self):
        sold = f"{self.over} over, {self.unsold} unsold"
        return f"{self.claims} claims × {self.rounds} rounds: {sold}; p99 {self.p99()} ms"


def race(limit, claims, tally):
    """All claims of one round, LANES at a time, from one starting shot. What was taken is as much as there was room."""
    lanes = min(LANES, claims)
    barrier = Barrier(lanes)

    def lane(number):
        connection.ensure_connection()  # the site keeps its connections
        try:
            barrier.wait()
            return [_timed(limit.claim, claim) for claim in range(number, claims, lanes)]
        finally:
            connection.close()

    with ThreadPoolExecutor(lanes) as pool:
        tally.seconds += [seconds for seconds in pool.map(lane, range(lanes)) for seconds in seconds]
    taken = limit.taken()
    tally.claims, tally.rounds = claims, tally.rounds + 1
    tally.over, tally.unsold = tally.over + max(0, taken - limit.room), tally.unsold + max(0, limit.room - taken)
    limit.free()


def _timed(claim, number):
    """Seconds until the claim was answered, with yes or no."""
    began = time.perf_counter()
    with suppress(Refused):
        claim(number)
    return time.perf_counter() - began
