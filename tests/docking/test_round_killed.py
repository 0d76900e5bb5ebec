"""A worker killed in the middle of a round: the next one completes it, with the same result and one notice."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from time import monotonic, sleep

import pytest

from tests.community import environment

START = """
import signal, sys, time
import django
django.setup()
from django.db import transaction
from tests import community
from ronghe.docking.actions import open_round, rounds
from ronghe.jobs.worker import work

def wait_for_death():
    print("here", flush=True)
    time.sleep(600)

step = sys.argv[1]
signal.alarm(int(sys.argv[2]))
if step == "prepare":
    open_round(by=community.prepare(), name="第一轮")
    sys.exit()
if step == "work until docking":
    report = rounds.jobs.advance
    rounds.jobs.advance = lambda *where: (report(*where), wait_for_death())
if step.startswith("work until settling"):
    rounds.notices.send = lambda **what: wait_for_death()
if step.endswith("piecemeal"):  # the guard taken away: each statement of the settling is written for itself
    rounds._settle = rounds._settle.__wrapped__
    rounds.ledger.record = transaction.atomic(rounds.ledger.record)  # which refuses to write outside of one
community.hasten(beat=0.3, lease=1.5)
work(interval=0.1)
"""
PATIENCE = 300  # seconds, for machines that are busy with other tests
DONE = {"round": "done", "job": "done", "task": "SUCCESSFUL", "notices": 1, "entries": 1}
FACTS = {
    "round": "SELECT status FROM docking_round",
    "digest": "SELECT result_digest FROM docking_round",
    "job": "SELECT status FROM jobs_job",
    "task": "SELECT status FROM django_tasks_database_dbtaskresult WHERE task_path LIKE '%run_round'",
    "proposals": "SELECT count(*) FROM docking_proposal",
    "notices": "SELECT count(*) FROM notices_notice WHERE code = 'round.finished'",
    "entries": "SELECT count(*) FROM ledger_entry WHERE what = 'round.finished'",
}


@contextmanager
def start(house, step):
    """A process that does the step; it does not outlive the block."""
    command = [sys.executable, "-c", START, step, str(PATIENCE)]
    env = environment(house, f"sqlite:///{house / 'house.sqlite3'}")
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def found(house):
    """What stands in the database, after its journal is played back."""
    with sqlite3.connect(house / "house.sqlite3") as database:
        facts = {name: database.execute(query).fetchone()[0] for name, query in FACTS.items()}
    database.close()
    return facts


def complete(house):
    """A new worker has taken up what is there, and finished it."""
    until = monotonic() + PATIENCE
    with start(house, "work") as process:
        while found(house)["task"] not in ("SUCCESSFUL", "FAILED") and monotonic() < until:
            sleep(0.1)
        process.terminate()
        process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    return found(house)


def kill(house, step):
    """A worker has taken up the round, come to the place that `step` says, and died there."""
    with start(house, step) as process:
        assert process.stdout.readline() == "here\n"
    assert process.returncode == -signal.SIGKILL
    return found(house)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A community with a round that waits."""
    house = tmp_path_factory.mktemp("prepared")
    with start(house, "prepare") as process:
        process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    return house


def copied(prepared, to):
    for file in prepared.glob("house.sqlite3*"):
        shutil.copy(file, to)
    return to


@pytest.fixture
def house(prepared, tmp_path):
    return copied(prepared, tmp_path)


@pytest.fixture(scope="module")
def undisturbed(prepared, tmp_path_factory):
    """What a round becomes when nobody dies."""
    return complete(copied(prepared, tmp_path_factory.mktemp("undisturbed")))


def test_a_round_that_nobody_disturbs(undisturbed):
    assert undisturbed == {**undisturbed, **DONE}
    assert undisturbed["proposals"] > 10
    assert len(undisturbed["digest"]) == 64


@pytest.mark.parametrize("step", ["work until docking", "work until settling"])
def test_killed_in_the_middle_it_is_completed_once_and_the_same(house, undisturbed, step):
    left = kill(house, step)
    assert left == {
        "round": "running", "digest": "", "job": "running", "task": "RUNNING",
        "proposals": 0, "notices": 0, "entries": 0,
    }  # fmt: skip
    assert complete(house) == undisturbed


def test_settled_without_the_one_transaction_the_same_kill_leaves_a_half_for_good(house, undisturbed):
    left = kill(house, "work until settling piecemeal")
    assert (left["round"], left["entries"], left["notices"]) == ("done", 1, 0)
    assert complete(house)["notices"] == 0
