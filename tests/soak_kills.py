"""Workers and imports are killed at random moments, many times; after each the result is compared. A command:

    python -m tests.soak_kills KILLS [MINUTES]

on SQLite, and on PostgreSQL where Debian's `pg_virtualenv` is installed, half each. Ends after so many kills, or
minutes. Every process is forked from one that has everything loaded, and dies by SIGKILL: after a random time, or
before or after a random statement. Its last line is the figure; it exits with 1 where something was lost, doubled or
different, or time ran out.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from time import monotonic, sleep

from tests import community

PATIENCE = 60  # seconds after which a round that is not finished is counted as lost
STATEMENTS = 60  # about as many as a round takes, from the worker's start on
MOST = 4  # kills of one round: at the sixth beginning it would be given up
UNITS = 8  # rows of an import
ENDED = ("SUCCESSFUL", "FAILED")
FAULTS = ("differing", "doubled", "lost")


# -- both databases, each in a process of its own --


def main(kills, minutes):
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        has_postgres = shutil.which("pg_virtualenv") is not None
        share = kills // 2 if has_postgres else 0
        found, result = _run(place, f"sqlite:///{place / 'house.sqlite3'}", kills - share, minutes)
        if has_postgres:
            more, other = _run_on_postgres(place, share, minutes)
            found.update(more)
            found["differing"] += result != other  # the two databases had the same community
    print(
        f"{found['kills']} kills, {found['differing']} differing results, "
        f"{found['doubled']} doubled notices, {found['lost']} lost"
    )
    return 1 if any(found[fault] for fault in FAULTS) or found["kills"] < kills else 0


def _command(kills, minutes):
    return [sys.executable, "-m", "tests.soak_kills", "one", str(kills), str(minutes / 2)]


def _run(place, database, kills, minutes):
    return _figure(subprocess.run(_command(kills, minutes), env=community.environment(place, database), stdout=-1))


def _run_on_postgres(place, kills, minutes):
    """On a throw-away server. Its address is known inside only, so the shell puts it together."""
    options = ["-o", "unix_socket_directories=/tmp"] if os.getuid() == 0 else []
    script = 'DATABASE_URL="postgres://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres" exec "$@"'
    shell = ["pg_virtualenv", *options, "bash", "-c", script, "soak", *_command(kills, minutes)]
    return _figure(subprocess.run(shell, env=community.environment(place, ""), stdout=-1))


def _figure(done):
    """(what was found, the digests of the result) as a half printed it last. A half that broke lost everything.

    The throw-away server says a word after it.
    """
    print(done.stdout.decode(), end="", flush=True)
    if done.returncode:
        return Counter(lost=1), None
    line = json.loads([said for said in done.stdout.decode().splitlines() if said.startswith("{")][-1])
    return Counter(line["found"]), line["result"]


# -- one database --


class Soak:
    """A community, what its round becomes when nobody dies, and what was found after kills."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.found = Counter(kills=0, differing=0, doubled=0, lost=0)
        self.officer, self.files = community.prepare(), 0
        self.expected = self.length = None

    def round(self):
        """A round is opened, its workers are killed up to MOST times, and the last one finishes it."""
        from ronghe.docking.actions import open_round

        opened = open_round(by=self.officer, name=f"轮 {self.found['kills']}")
        for _turn in range(self.random.randint(1, MOST) if self.expected else 0):
            if self._kill(_work, self.length) and self._task(opened) != "SUCCESSFUL":
                self.found["kills"] += 1
        began = monotonic()
        while self._task(opened) not in ENDED and monotonic() - began < PATIENCE:
            with _forked(_work) as process:  # again where it ended by itself, as `ronghe serve` does
                while self._task(opened) not in ENDED and monotonic() - began < PATIENCE and not _ended(process):
                    sleep(0.02)
        self.length = self.length or monotonic() - began
        self._judge(opened)

    def import_(self):
        """A file is accepted by a process that is killed, then by one that is not."""
        import_, rows = self._file()
        self.found["kills"] += self._kill(lambda: _accept(self.officer, import_), 0.6)
        self.found["differing"] += _accepted(import_, rows) not in ([], rows)
        with _forked(lambda: _accept(self.officer, import_)) as process:
            _died(process, PATIENCE)
        if _accepted(import_, rows) != rows:
            self.found["lost"] += 1
            print("lost: import", import_.pk, import_.accepted_at, flush=True)
        self.found["doubled"] += _entries("import.accepted", import_) > 1

    def _kill(self, do, length):
        """True where a process that did it was killed: after a random time, or at a random statement."""
        by_time = self.random.random() < 0.5
        statement = 0 if by_time else self.random.randint(1, STATEMENTS)
        with _forked(do, statement) as process:
            return _died(process, self.random.uniform(0, length) if by_time else length + 1)

    def _file(self):
        from ronghe.intake.actions import check_file
        from ronghe.intake.models import ImportKind
        from tests.intake.files import unit_row, workbook

        rows = [unit_row(self.files * UNITS + number) for number in range(UNITS)]
        self.files += 1
        content = workbook(ImportKind.UNITS, rows)
        import_ = check_file(by=self.officer, kind=ImportKind.UNITS, file_name="a.xlsx", content=content)
        return import_, [(row["uscc"], row["name_zh"]) for row in rows]

    def _task(self, opened):
        from django_tasks_db.models import DBTaskResult

        from ronghe.jobs.models import Job

        job = Job.objects.get(pk=opened.job_id)
        return DBTaskResult.objects.values_list("status", flat=True).get(pk=job.task)

    def _judge(self, opened):
        """The result is what it was without a kill; its notice and its entry in the ledger are there once."""
        from ronghe.notices.models import Notice

        opened.refresh_from_db()
        sealed = opened.result_digest, _digest_of_rows(opened)
        self.expected = self.expected or sealed
        notices = Notice.objects.filter(code="round.finished", path=f"/rounds/{opened.pk}/").count()
        entries = _entries("round.finished", opened)
        if not opened.result_digest or notices < 1 or entries < 1:
            self.found["lost"] += 1
            print("lost:", opened.pk, opened.status, self._task(opened), notices, entries, flush=True)
        self.found["differing"] += bool(opened.result_digest) and sealed != self.expected
        self.found["doubled"] += notices > 1 or entries > 1


def _digest_of_rows(opened):
    rows = opened.proposals.order_by("demand", "rank").values_list("demand", "supply", "rank", "score", "parts")
    return hashlib.sha256(json.dumps([list(row) for row in rows], sort_keys=True).encode()).hexdigest()


def _entries(what, row):
    from ronghe.ledger.models import Entry

    return Entry.objects.filter(what=what, on_kind=row._meta.label_lower, on_id=str(row.pk)).count()


def _accepted(import_, rows):
    """The units of these rows that are there; None where they are and the receipt is not, or the other way round."""
    from ronghe.members.models import Unit

    import_.refresh_from_db()
    made = Unit.objects.filter(uscc__in=[code for code, _name in rows]).order_by("pk")
    there = list(made.values_list("uscc", "name_zh"))
    return there if len(there) == len(import_.receipt) else None


# -- processes --


def _work():
    from ronghe.jobs.worker import work

    community.hasten(beat=0.1, lease=0.4)
    work(interval=0.02)


def _accept(by, import_):
    from ronghe.intake.actions import accept_import

    accept_import(by=by, import_=import_)


@contextmanager
def _forked(do, statement=0):
    """A process that does it, and dies at that statement; it does not outlive the block."""
    from django.db import connections

    connections.close_all()
    process = os.fork()
    if process == 0:
        _child(do, statement)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def _child(do, statement):
    from django.db import connection

    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    try:
        with connection.execute_wrapper(_Mine(statement)) if statement else nullcontext():
            do()
    finally:
        os._exit(0)


class _Mine:
    """Kills the process before or after its n-th statement."""

    def __init__(self, statement):
        self.left, self.after = statement, statement % 2

    def __call__(self, execute, *given):
        self.left -= 1
        if self.left <= 0 and not self.after:
            os.kill(os.getpid(), signal.SIGKILL)
        done = execute(*given)
        if self.left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return done


def _ended(process):
    """True where it has ended, and was waited for."""
    try:
        return os.waitpid(process, os.WNOHANG)[0] == process
    except ChildProcessError:
        return True


def _died(process, seconds):
    """True unless the process ended by itself within so many seconds; if it goes on, its block kills it."""
    until = monotonic() + seconds
    while monotonic() < until:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return os.WIFSIGNALED(status)
        sleep(0.005)
    return True


def one(kills, minutes):
    """The soak on the database of the environment; the last line is what was found, as JSON."""
    import django

    django.setup()
    from django.db import connection

    soak = Soak(seed=kills)
    soak.round()
    began = monotonic()
    until = began + 60 * minutes
    while soak.found["kills"] < kills and monotonic() < until:
        soak.import_() if soak.random.random() < 0.3 else soak.round()
    print(connection.vendor, f"{monotonic() - began:.0f} s")
    print(json.dumps({"found": soak.found, "result": soak.expected}))


if __name__ == "__main__":
    if sys.argv[1] == "one":
        one(int(sys.argv[2]), float(sys.argv[3]))
    else:
        sys.exit(main(int(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 60))
