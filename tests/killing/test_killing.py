"""Short runs of what `make soak-once` and `make soak-database` do for long: processes are killed, nothing is lost."""

import os
import re
import subprocess
import sys

import pytest

from tests.killing.database import PLACES
from tests.killing.web import ROOT

FEW = 8


def last_line(harness, *words):
    """The figures of a run, as numbers by the words after them."""
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    env["PYTHONPATH"] = f"{ROOT}{os.pathsep}{ROOT / 'src'}"
    command = [sys.executable, "-m", f"tests.killing.{harness}", *words]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=600)
    assert done.stdout, done.stderr[-3000:]
    line = done.stdout.strip().splitlines()[-1]
    return {what.strip(): int(number) for number, what in re.findall(r"(\d+) ([a-z -]+)", line)}


def test_a_worker_that_is_killed_loses_and_doubles_nothing():
    found = last_line("web", "--kills", str(FEW))
    assert found == {"kills": FEW, "lost": 0, "doubled": 0, "stuck keys": 0}


def test_a_key_in_a_transaction_of_its_own_loses_or_sticks():
    found = last_line("web", "--kills", str(FEW), "--apart", "--patience", "3")
    assert found["lost"] + found["doubled"] + found["stuck keys"] > 0


@pytest.mark.skipif(not PLACES, reason="PostgreSQL is not installed")
def test_a_database_that_is_killed_keeps_what_it_acknowledged():
    found = last_line("database", "--kills", "4")
    assert found == {"kills": 4, "acknowledged writes lost": 0, "doubled": 0, "half-states": 0}


@pytest.mark.skipif(not PLACES, reason="PostgreSQL is not installed")
def test_one_that_acknowledges_before_it_writes_loses_some():
    assert last_line("database", "--kills", "4", "--careless")["acknowledged writes lost"] > 0
