"""Cases walked at random over every action: nothing that must hold is ever broken.

A short walk here; `make soak` walks RONGHE_SOAK_STEPS steps.
"""

import os
import time
from collections import Counter

import pytest

from ronghe.docking import actions, case_rules, queries
from ronghe.docking.actions import common
from ronghe.docking.models import CaseStep
from ronghe.docking.states import CaseStatus
from tests.docking import walking
from tests.docking.cases import MARKS, case

SHORT, LENGTH = 750, 150
STEPS = int(os.environ.get("RONGHE_SOAK_STEPS", SHORT))


@pytest.fixture
def world(cast):
    return walking.World(cast)


def walk_on(world, count):
    for seed in range(count):
        walking.walk(world, seed, LENGTH)


@pytest.mark.django_db
def test_nothing_that_must_hold_is_broken(world):
    """Walks of 150 steps each, with different seeds; a failing one is shown as short as it can be."""
    seen, taken, began = Counter(), 0, time.monotonic()
    for seed in range(STEPS // LENGTH):
        try:
            taken += walking.walk(world, seed, LENGTH)[1]
        except Exception as fault:
            steps = walking.shrunk(world, fault.steps)
            pytest.fail(f"{walking.breaks(world, steps)} (seed {seed}):\n" + "\n".join(map(str, steps)))
        seen.update(status for history in world.histories.values() for status in history)
    print(f"{STEPS} steps, {taken} taken, {time.monotonic() - began:.0f} s; stages entered: {dict(seen)}")
    assert taken > STEPS / 4
    if STEPS >= 20 * SHORT:
        assert set(seen) == set(CaseStatus.values)
    assert not CaseStep.objects.exists()


@pytest.mark.django_db
def test_the_walk_finds_a_move_that_is_not_in_the_table(world, monkeypatch):
    """With a table that allows everything, and rules that ask no status, the same walk goes red, and short."""
    monkeypatch.setattr(common, "CASE_MOVES", dict.fromkeys(CaseStatus.values, tuple(CaseStatus.values)))
    monkeypatch.setattr(case_rules, "_check_status", lambda case, *statuses, doing: None)
    with pytest.raises(Exception, match="became") as found:
        walk_on(world, 20)
    steps = walking.shrunk(world, found.value.steps)
    assert walking.breaks(world, steps)
    assert len(steps) <= 6


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("what", "instead", "sentence"),
    [
        ("evaluations_shown", lambda person, case: list(case.evaluations.all()), "seen too early"),
        ("owners_of", lambda case: [], "nobody owns"),
        ("waits_for", lambda case: (), "waits for nobody"),
    ],
)
def test_what_must_hold_is_looked_at(world, cast, monkeypatch, what, instead, sentence):
    """Each watch goes red when what it watches is taken away."""
    one = case(cast, CaseStatus.ACCEPTED)
    actions.evaluate(by=cast.owner, case=one, **MARKS)
    world.check()
    monkeypatch.setattr(queries, what, instead)
    with pytest.raises(walking.Broken, match=sentence):
        world.check()
