"""A process killed while it accepts a file leaves all rows with their receipt, or none."""

import os
import signal
import sqlite3
import subprocess
import sys

import pytest

from ronghe.intake.models import ImportKind
from tests.intake.files import unit_row, workbook

ROWS = 60
START = """
import os, sys, time
import django
django.setup()
from django.core.management import call_command
from ronghe.intake import actions
from ronghe.intake.models import Import
from ronghe.members import actions as members
from ronghe.members.models import Person
step = sys.argv[1]
if step == "prepare":
    call_command("migrate", verbosity=0)
    by = members.start_community(email="lin@ronghe.example", password="moonlight-7")
    content = open(sys.argv[2], "rb").read()
    actions.check_file(by=by, kind="units", file_name="a.xlsx", content=content)
else:
    if step == "accept row by row":  # the guard taken away: each row is written for itself
        class no_transaction:
            __enter__ = __exit__ = lambda *_: None
        actions.transaction = type("transaction", (), {"atomic": no_transaction})
    write = members.register_unit
    def write_and_tell(**columns):
        unit = write(**columns)
        print(unit.pk, flush=True)
        time.sleep(0.01)
        return unit
    members.register_unit = write_and_tell
    actions.accept_import(by=Person.objects.get(), import_=Import.objects.get())
"""


@pytest.fixture
def house(tmp_path):
    """A community on a database file of its own, with a file of sixty units that is checked and waits."""
    (tmp_path / "units.xlsx").write_bytes(workbook(ImportKind.UNITS, [unit_row(number) for number in range(ROWS)]))
    _finish(tmp_path, "prepare", str(tmp_path / "units.xlsx"))
    return tmp_path


def _start(house, *step):
    settings = {
        "DJANGO_SETTINGS_MODULE": "ronghe.config.settings",
        "RONGHE_SECRET_KEY": "only-for-tests",
        "RONGHE_VAR": str(house),
        "DATABASE_URL": f"sqlite:///{house / 'house.sqlite3'}",
    }
    command = [sys.executable, "-c", START, *step]
    return subprocess.Popen(command, env={**os.environ, **settings}, stdout=subprocess.PIPE, text=True)


def _finish(house, *step):
    """The step is done, undisturbed."""
    with _start(house, *step) as process:
        process.communicate(timeout=60)
    assert process.returncode == 0


def _kill_after(house, step, rows):
    """The process is killed when it has written so many rows."""
    with _start(house, step) as process:
        for _ in range(rows):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.wait(30)
    assert process.returncode == -signal.SIGKILL


def _found(house):
    """(units, entries of the ledger for them, receipts) in the database, after its journal is played back."""
    with sqlite3.connect(house / "house.sqlite3") as database:
        counts = tuple(
            database.execute(query).fetchone()[0]
            for query in (
                "SELECT count(*) FROM members_unit",
                "SELECT count(*) FROM ledger_entry WHERE what = 'unit.registered'",
                "SELECT count(*) FROM intake_import WHERE accepted_at IS NOT NULL",
            )
        )
    database.close()
    return counts


@pytest.mark.parametrize("rows", [1, 17, ROWS])
def test_killed_while_accepting_there_is_nothing_and_again_there_is_all(house, rows):
    _kill_after(house, "accept", rows)
    assert _found(house) in {(0, 0, 0), (ROWS, ROWS, 1)}
    if rows < ROWS:
        assert _found(house) == (0, 0, 0)
    _finish(house, "accept")
    assert _found(house) == (ROWS, ROWS, 1)


def test_without_the_one_transaction_the_same_kill_leaves_a_half(house):
    _kill_after(house, "accept row by row", 17)
    units, _entries, receipts = _found(house)
    assert 0 < units < ROWS
    assert receipts == 0
