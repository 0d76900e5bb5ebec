"""Each write of each action fails in turn: everything is as before, always. `make half-states` tries all actions."""

import os
import time
from inspect import unwrap

import pytest
from django.db import transaction

from ronghe.docking import actions
from ronghe.docking.states import CaseStatus
from ronghe.members import actions as members
from tests import people
from tests.docking.cases import case
from tests.half_states import breaking
from tests.half_states.scenarios import SCENARIOS, again

SHORT = (
    "docking: propose", "docking: post_message", "docking: draft_case_agreement", "postings: revise",
    "members: renew_many", "members: submit_application", "governance: cast_ballot", "skills: publish_edition",
    "placements: draw", "placements: agree_to_change, the last", "other: issue, the first",
    "other: accept_import, units",
)  # fmt: skip
NAMES = list(SCENARIOS) if os.environ.get("RONGHE_HALF_STATES") == "all" else SHORT
pytestmark = pytest.mark.django_db


def test_no_failing_write_leaves_a_half(cast):
    found, count, began = {}, 0, time.monotonic()
    for name in NAMES:
        with transaction.atomic():
            writes, halves = breaking.halves_of(SCENARIOS[name](cast))
            transaction.set_rollback(True)
        vars(cast).pop("dean", None)  # appointed by some scenario, and rolled back with it
        assert writes, f"{name} writes nothing"
        count += writes
        found |= {name: halves} if halves else {}
    half = sum(map(len, found.values()))
    print(f"{time.monotonic() - began:.0f} s")
    print(f"{len(NAMES)} actions, {count} write statements: {count} failures injected, {half} half-states")
    assert found == {}


@pytest.mark.parametrize("name", ["docking: express_interest, the second", "postings: publish"])
def test_the_database_itself_refuses_each_kind_of_write(cast, name):
    count, halves = breaking.halves_by_trigger(SCENARIOS[name](cast))
    assert count >= 3
    assert halves == []


def test_without_its_transaction_an_action_leaves_a_half(cast):
    one = case(cast, CaseStatus.PROPOSED)
    act = lambda: unwrap(actions.express_interest)(by=cast.owner, case=again(one))  # noqa: E731
    _count, halves = breaking.halves_of(act)
    assert (2, ["docking_case"]) in halves


def test_an_action_that_goes_on_after_a_failure_is_noticed(cast):
    def careless():
        try:
            people.unit(cast.officer, name_zh="新单位")
        except breaking.DiskFull:
            return None

    _count, halves = breaking.halves_of(careless)
    assert all(tables == [f"write {number} failed, and the action went on"] for number, tables in halves)
    assert halves


def test_two_actions_in_a_row_are_no_action(cast):
    def both():
        people.unit(cast.officer, name_zh="第一个")
        members.update_unit(by=cast.officer, unit=again(cast.enterprise), about_zh="第二个")

    assert any("members_unit" in tables for _number, tables in breaking.halves_of(both)[1])
