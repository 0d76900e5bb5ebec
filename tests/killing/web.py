"""Kills the web worker mid-request, sends the form again with the same key, and counts what became of every key.

    python -m tests.killing.web --kills 1000

The site is served as `ronghe serve` does, on a database file of its own, or on the empty database of DATABASE_URL. Half
of the requests die at a place that they name (each write, before the commit, after the commit and before the answer);
for the others the workers are killed from outside, at any moment.
"""

import argparse
import http.client
import os
import random
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parents[2]
PLACES = ("before the commit", "after the commit", *(f"write {number}" for number in range(1, 9)))
PATIENCE = 60  # seconds until the site, or a form that is sent again and again, must have answered
TOKEN = "a" * 32  # against forgery: the cookie and the header agree


def main(arguments=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after so many")
    parser.add_argument("--patience", type=float, default=PATIENCE, help="seconds in which a form must be answered")
    parser.add_argument("--apart", action="store_true", help="the control: key and effect not in one transaction")
    given = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was started is stopped then, too
    with tempfile.TemporaryDirectory(prefix="ronghe-kills-") as var:
        prepare(var, given.apart)
        from tests.killing.forms import World

        site = Site(free_port())
        try:
            site.start()
            outcome = Run(site, World(), random.Random(7), given.patience).kill(given.kills, given.seconds)
        finally:
            site.stop()
    lost, doubled, stuck = (outcome[name] for name in ("lost", "doubled", "stuck"))
    print(f"{outcome['requests']} forms sent, of {outcome['kinds']} kinds; {dict(outcome['where'])}")
    print(f"{outcome['kills']} kills: {lost} lost, {doubled} doubled, {stuck} stuck keys")
    return 1 if lost or doubled or stuck else 0


def prepare(var, apart):
    """Django stands on an empty database, with the cast."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.killing.settings", "RONGHE_VAR": var}
    os.environ |= {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}", "RONGHE_LOG_LEVEL": "CRITICAL"}
    os.environ |= {"RONGHE_KILL_CONTROL": "1"} if apart else {}
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Site:
    """The site as `ronghe serve` serves it, and its workers, by their process numbers."""

    def __init__(self, port):
        self.port = port

    def start(self):
        serve = f"from ronghe.desk.site import serve_site; serve_site({self.port})"
        # Loaded before the fork, so that a worker that was killed is back at once.
        env = {**os.environ, "GUNICORN_CMD_ARGS": "--preload --log-level critical"}
        self.process = subprocess.Popen([sys.executable, "-c", serve], env=env, cwd=ROOT, start_new_session=True)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and not self.answers():
            time.sleep(0.1)

    def answers(self):
        try:
            return self.send("GET", "/health/").status == 200
        except OSError:
            return False

    def send(self, method, path, body=None, headers=None, timeout=20):
        """The answer, read whole; an OSError or HTTPException where there is none."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            line.request(method, path, body, headers or {})
            answer = line.getresponse()
            answer.read()
            return answer
        finally:
            line.close()

    def workers(self):
        return [pid for master in children(self.process.pid) if is_web(master) for pid in children(master)]

    def kill_workers(self):
        for pid in self.workers():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue

    def stop(self):
        os.killpg(self.process.pid, signal.SIGTERM)  # the group that this harness made
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)


def children(pid):
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def is_web(pid):
    try:
        return b"gunicorn" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return False


class Run:
    """Forms sent until enough were killed; each is sent again with its key until it is answered."""

    def __init__(self, site, world, chance, patience):
        self.site, self.world, self.chance, self.patience = site, world, chance, patience
        self.sent, self.stuck, self.where, self.kills = {}, set(), Counter(), 0
        self.usual = 0.1  # seconds that a form takes, as seen so far

    def kill(self, kills, seconds):
        until = time.monotonic() + seconds
        while self.kills < kills and time.monotonic() < until:
            self.one()
        return self.outcome()

    def one(self):
        key = secrets.token_urlsafe(16)
        form = self.world.forms[len(self.sent) % len(self.world.forms)]
        self.sent[key] = form
        answer = self.first(form, key)
        until = time.monotonic() + self.patience
        while answer is None and time.monotonic() < until:
            answer = self.post(form, key)
            if answer is None:
                time.sleep(0.02)
        if answer is None:
            self.stuck.add(key)

    def first(self, form, key):
        """The answer, if the request lives that long."""
        place = self.chance.choice(PLACES) if self.chance.random() < 0.5 else ""
        if not place:
            moment = self.chance.uniform(0, 1.2 * self.usual)
            killer = threading.Timer(moment, self.site.kill_workers)
            killer.start()
        began = time.monotonic()
        answer = self.post(form, key, place)
        if answer:
            self.usual = 0.8 * self.usual + 0.2 * (time.monotonic() - began)
        if not place:
            killer.join()
        if answer is None:
            self.kills += 1
            self.where[place.split(" ")[0] if place.startswith("write") else place or "any moment"] += 1
        return answer

    def post(self, form, key, place=""):
        """The redirect to what was done; None where there was no answer."""
        cookies = f"sessionid={form.session}; csrftoken={TOKEN}; django_language=en"
        headers = {"Cookie": cookies, "X-CSRFToken": TOKEN, "X-Die": place, "Idempotency-Key": key}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            answer = self.site.send("POST", form.path, urlencode(form.data(key)), headers)
        except (OSError, http.client.HTTPException):
            return None
        if answer.status != 302:
            return None  # a server error: it is tried again, until patience ends
        return answer

    def outcome(self):
        """How many keys have no effect, more than one, or no answer."""
        counts = [(key, form.count(key)) for key, form in self.sent.items()]
        found = {
            "lost": sum(count == 0 for _key, count in counts),
            "doubled": sum(count > 1 for _key, count in counts),
            "stuck": len(self.stuck | self.world.half_keys(set(self.sent))),
        }
        return {
            **found,
            "kills": self.kills,
            "requests": len(counts),
            "where": self.where,
            "kinds": len(self.world.forms),
        }


if __name__ == "__main__":
    sys.exit(main())
