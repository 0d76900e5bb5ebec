"""Kills PostgreSQL under load, all of its processes at once, and looks for every write that it had acknowledged.

    python -m tests.killing.database --kills 500

The cluster is made for this run in a folder of its own. Writers draft postings with a key; what the database
acknowledged is remembered here. What was not acknowledged is tried again with the same key.
"""

import argparse
import os
import pwd
import random
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

from tests.killing.web import children, free_port, prepare

WRITERS = 4
PATIENCE = 60  # seconds in which the database must be back
OWNER = "postgres" if os.getuid() == 0 else None  # it refuses to be run by root
PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def main(arguments=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after so many")
    parser.add_argument("--careless", action="store_true", help="the control: acknowledged before it is on the disk")
    given = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was started is stopped then, too
    folder = Path(tempfile.mkdtemp(prefix="ronghe-cluster-", dir="/tmp"))
    cluster = Cluster(folder, given.careless)
    try:
        cluster.make()
        os.environ["DATABASE_URL"] = cluster.url
        os.environ["RONGHE_KILL_IN_HARNESS"] = "1"
        prepare(str(folder / "var"), apart=False)
        outcome = Load(cluster).run(given.kills, given.seconds)
    finally:
        cluster.kill()
        shutil.rmtree(folder, ignore_errors=True)
    print("{acknowledged} writes acknowledged, {refused} broken off and tried again".format(**outcome))
    print("{kills} kills: {lost} acknowledged writes lost, {doubled} doubled, {half} half-states".format(**outcome))
    return 1 if outcome["lost"] or outcome["doubled"] or outcome["half"] else 0


class Cluster:
    """A PostgreSQL of its own, run by somebody who is not root."""

    def __init__(self, folder, careless):
        self.folder, self.careless, self.port = folder, careless, free_port()
        self.data = ("-D", str(folder / "data"))
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def make(self):
        if OWNER:
            os.chown(self.folder, pwd.getpwnam(OWNER).pw_uid, -1)
        self.run("initdb", *self.data, "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C").wait()
        with (self.folder / "data" / "postgresql.conf").open("a") as conf:
            conf.write(f"port = {self.port}\nunix_socket_directories = '{self.folder}'\n")
            if self.careless:
                conf.write("synchronous_commit = off\nwal_writer_delay = 10s\nwal_writer_flush_after = 1GB\n")
        self.start()

    def start(self):
        """PostgreSQL answers again, once it has played back what it had written down.

        A process of before that is still dying keeps its memory, and the new server away: it is started again then.
        """
        self.server, until = self.run("postgres", *self.data), time.monotonic() + PATIENCE
        while self.run("pg_isready", "--host=127.0.0.1", f"--port={self.port}").wait():
            if self.server.poll() is not None:
                self.server = self.run("postgres", *self.data)
            if time.monotonic() > until:
                sys.exit(f"PostgreSQL does not start:\n{(self.folder / 'log').read_text()[-2000:]}")
            time.sleep(0.05)

    def run(self, program, *words):
        """A program of PostgreSQL, run by the cluster's owner."""
        with (self.folder / "log").open("a") as log:
            command = [str(PLACES[-1] / program), *words]
            return subprocess.Popen(command, cwd=self.folder, user=OWNER, stdout=log, stderr=log)

    def kill(self):
        """No process of the cluster is left, and none was asked."""
        for pid in (self.server.pid, *children(self.server.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.server.wait()


class Load:
    """Writers that draft postings, each with a key, until the last kill."""

    def __init__(self, cluster):
        from tests.people import Cast

        self.cluster, self.cast, self.chance = cluster, Cast(), random.Random(5)
        self.acknowledged, self.refused, self.over = [], [], threading.Event()

    def run(self, kills, seconds):
        writers = [threading.Thread(target=self.write, daemon=True) for _ in range(WRITERS)]
        for writer in writers:
            writer.start()
        until, done = time.monotonic() + seconds, 0
        while done < kills and time.monotonic() < until:
            already = len(self.acknowledged)
            time.sleep(self.chance.uniform(0.05, 0.6))
            if len(self.acknowledged) == already:
                continue  # not under load yet
            self.cluster.kill()
            done += 1
            self.cluster.start()
        self.over.set()
        for writer in writers:
            writer.join(60)
        return {"kills": done, **self.outcome()}

    def write(self):
        while not self.over.is_set():
            self.one(secrets.token_urlsafe(16))

    def one(self, key):
        """The posting of this key is there, as far as the database says."""
        from django.db import Error, connection

        while True:
            try:
                self.draft(key)
                self.acknowledged.append(key)
                return
            except Error:
                self.refused.append(key)
                if self.over.is_set():
                    return
                time.sleep(0.02)
            finally:
                connection.close()

    def draft(self, key):
        from django.db import transaction

        from ronghe.once import actions
        from tests.people import draft

        with transaction.atomic():
            row, is_new = actions.claim(owner="person:1", key=key, route="postings:new", digest="")
            if is_new:
                draft(self.cast.owner, self.cast.enterprise, title=key)
                actions.keep_answer(row=row, status_code=302)

    def outcome(self):
        from collections import Counter

        from django.db import connection

        from ronghe.ledger.models import Entry
        from ronghe.ledger.queries import first_break
        from ronghe.once.models import Key
        from ronghe.postings.models import Posting

        connection.close()  # that of the time before the first kill
        there = Counter(Posting.objects.values_list("title", flat=True))
        told = set(Entry.objects.filter(what="posting.drafted").values_list("on_id", flat=True))
        rows = {str(pk) for pk in Posting.objects.values_list("pk", flat=True)}
        keys = set(Key.objects.values_list("key", flat=True))
        broken = [chain for chain in set(Entry.objects.values_list("chain", flat=True)) if first_break(chain)]
        return {
            "acknowledged": len(self.acknowledged),
            "refused": len(self.refused),
            "lost": sum(key not in there for key in self.acknowledged),
            "doubled": sum(count > 1 for count in there.values()),
            "half": len(rows ^ told) + len(keys ^ set(there)) + len(broken),
        }


if __name__ == "__main__":
    sys.exit(main())
