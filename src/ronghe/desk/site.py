"""Commands of the running site: its start, its worker, its demonstration."""

import os
import secrets
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from ronghe.desk.options import positive

HOST = "127.0.0.1"


def add(commands):
    """`demo`, `serve`, `work`, `officer`, `rescue` and `daily` are among the commands."""
    demo = commands.add_parser("demo", help="set up, load the demonstration community, run a round and serve it")
    _add_port(demo)
    demo.add_argument("--no-serve", action="store_true", help="stop when it is ready to be served")
    demo.set_defaults(run=run_demo)
    serve = commands.add_parser("serve", help="serve the site with gunicorn, and work off its background jobs")
    _add_port(serve)
    serve.set_defaults(run=lambda given: serve_site(given.port))
    work = commands.add_parser("work", help="work off background jobs, on this or another machine")
    work.set_defaults(run=run_work)
    officer = commands.add_parser("officer", help="make the first secretariat officer, who invites everybody else")
    officer.add_argument("email", help="the address to sign in with; the password is asked for")
    officer.set_defaults(run=make_officer)
    rescue = commands.add_parser("rescue", help="take second factor and locks from an account that nobody can help")
    rescue.add_argument("email", help="the address that the person signs in with")
    rescue.set_defaults(run=rescue_account)
    daily = commands.add_parser("daily", help="expire, dock, remind, send, forget, seal the ledger: once a day")
    daily.set_defaults(run=run_daily)


def _add_port(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=positive, default=8000, help="where to listen (default: 8000)")


def run_demo(given: Namespace) -> int:
    """The demonstration community is set up (once) and served until Ctrl-C."""
    os.environ["RONGHE_DEMONSTRATION"] = "1"
    os.environ.setdefault("RONGHE_SECRET_KEY", _kept("secret-key", lambda: secrets.token_urlsafe(50)))
    here = os.environ.get("RONGHE_BASE_URL") or f"http://{HOST}:{given.port}"
    os.environ.setdefault("RONGHE_BASE_URL", _kept("address", lambda: here))
    os.environ.setdefault("RONGHE_COMMUNITY_ZH", "示范数字创意行业产教融合共同体")
    os.environ.setdefault("RONGHE_COMMUNITY_EN", "Demonstration Community for Digital Creation")
    set_up()
    from ronghe.desk.demonstration import loading

    if not loading.is_loaded():
        loading.load(_say)
    if not loading.has_round():
        _say("Docking every demand with every supply …")
        loading.first_round()
    _django("collectstatic", "--noinput", "--verbosity=0")
    _say(_welcome(given.port))
    return 0 if given.no_serve else serve_site(given.port)


def make_officer(given: Namespace) -> int:
    """The community has its first officer. Refused once it has one."""
    set_up()
    from getpass import getpass

    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from ronghe.lib.refusals import Refused
    from ronghe.members.actions import start_community

    try:
        password = getpass("Password: ")
        validate_password(password)
        start_community(email=given.email, password=password)
    except (Refused, ValidationError) as refused:
        print(f"ronghe: {' '.join(getattr(refused, 'messages', [str(refused)]))}", file=sys.stderr)
        return 2
    _say(f"{given.email} may sign in. Next: import the member units, under First steps.")
    return 0


def run_work(given: Namespace) -> int:
    """Jobs are worked off until a signal. What a killed worker left, the others do, or this one once it starts."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ronghe.config.settings")
    import django

    django.setup()
    from ronghe.jobs.worker import work

    work()
    return 0


def rescue_account(given: Namespace) -> int:
    """The account has neither second factor nor lock, and is signed in nowhere; its person and the ledger know."""
    set_up(migrates=False)
    from ronghe.lib.refusals import Refused
    from ronghe.members.actions import rescue

    try:
        rescue(email=given.email)
    except Refused as refused:
        print(f"ronghe: {refused}", file=sys.stderr)
        return 2
    _say(f"{given.email} signs in with the password alone, and is asked to set up a new second factor.")
    return 0


def run_daily(given: Namespace) -> int:
    """What is past its last day has expired, what is new is docked, people are reminded, what is old is forgotten."""
    set_up()
    from django.core.management import call_command
    from django.utils import timezone

    from ronghe.agreements import actions as agreements
    from ronghe.docking import actions as docking
    from ronghe.intake import actions as intake
    from ronghe.ledger import actions as ledger
    from ronghe.lib.dates import today
    from ronghe.members import actions as members
    from ronghe.notices import actions as letters
    from ronghe.once import actions as once
    from ronghe.placements import actions as placements
    from ronghe.postings import actions as postings
    from ronghe.privacy import actions as privacy

    day, now = {"today": today()}, {"now": timezone.now()}
    for act, given_to, said in (
        (postings.expire_due, day, "posting(s) expired"),
        (agreements.expire_due, day, "agreement(s) expired"),
        (docking.settle_due, {}, "docking case(s) agreed by signatures given meanwhile"),
        (docking.freeze_due, day, "round(s) begun whose window is over"),
        (docking.lapse_due, day, "docking case(s) lapsed + put before the secretariat as late"),
        (agreements.reminders_due, day, "reminder(s) of agreements sent"),
        (docking.remind_due, day, "reminder(s) of docking cases sent"),
        (placements.expire_due, day, "offer(s) of seats not answered in time, free again"),
        (placements.escalate_due, day, "late report(s) of placements put before the secretariat"),
        (docking.dock_news, {}, "new or changed posting(s) docked"),
        (members.forget_applications, day, "old application(s) freed of personal data"),
        (intake.forget_files, day, "old workbook(s) forgotten"),
        (letters.forget_notices, now, "notice(s) forgotten"),
        (privacy.escalate_due, day, "late request(s) about data put before the secretariat"),
        (privacy.forget_requests, now, "old request(s) about data forgotten"),
        (letters.digest_due, now, "digest(s) written"),
        (members.forget_failed_sign_ins, now, "old failed sign-in(s) forgotten"),
        (letters.deliver, {"limit": 500}, "letter(s) sent"),
        (letters.forget_letters, {}, "old letter(s) forgotten"),
        (once.forget_keys, {}, "old key(s) of forms forgotten"),
    ):
        _say(f"{_counted(act(**given_to))} {said}.")
    call_command("clearsessions")
    call_command("prune_db_task_results", verbosity=0)
    sealed = ledger.seal()
    _say(f"Seal {sealed.number} over {len(sealed.heads)} chain(s): {sealed.digest}")
    return 0


def _counted(done):
    """One number as it is; several with a plus between them."""
    return " + ".join(map(str, done)) if isinstance(done, tuple) else done


def _kept(name: str, made: Callable[[], str]) -> str:
    """What this folder keeps for good under that name, made once and readable by its owner only.

    The secret key; and the address at the first start: it is signed into every plaque, so that another port later on
    would make them another issuer's.
    """
    place = Path(os.environ.get("RONGHE_VAR", "var")) / name
    place.parent.mkdir(parents=True, exist_ok=True)
    if not place.exists():
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(made())
    return place.read_text()


def set_up(*, migrates=True):
    """Django is ready, and the database is at its latest migration unless it should be left as it is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ronghe.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    if not migrates:
        return
    _say("Preparing the database …")
    call_command("migrate", verbosity=0)


def _say(line: str) -> None:
    print(line, flush=True)


def _welcome(port: int) -> str:
    from ronghe.desk.demonstration.community import OFFICER

    address = f"http://{HOST}:{port}"
    return f"""
Ronghe's demonstration community is ready: {address}

  Step into any role (no password): {address}/me/demonstration/
  Secretariat officer               {OFFICER}
  Showcase: an enterprise in Rizhao orders 60 AIGC operators. Step in as
  hr@haijia.example.org, open Docking and choose “订单培养：AIGC视觉操作员60人（日照）”.
  The same enterprise has a ballot to cast in a council that is in session, and an agreement
  to sign; on its own page stands its plaque, which anybody can verify: {address}/verify/

Everything in it is made up. Ctrl-C stops it.
"""


def _django(*words: str) -> int:
    """One of Django's own commands, in a process of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ronghe.config.settings")
    return subprocess.call([sys.executable, "-m", "django", *words])


def serve_site(port: int) -> int:
    """The site is served and its jobs are worked off until a signal ends both. A worker that dies has a successor."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ronghe.config.settings")
    web = [sys.executable, "-m", "gunicorn", "ronghe.config.wsgi", "--bind", f"{HOST}:{port}"]
    web += [
        "--worker-class",
        "gthread",
        "--workers",
        "2",
        "--threads",
        "8",
        "--timeout",
        "120",
        "--log-level",
        "warning",
    ]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    served, worker = subprocess.Popen(web), _worker()
    try:
        while served.poll() is None:
            if worker.poll() is not None:
                worker = _worker()
            time.sleep(2)
        return served.returncode
    except KeyboardInterrupt:
        return 0
    finally:
        _end(served, worker)


def _worker() -> subprocess.Popen[bytes]:
    """In a group of its own: Ctrl-C reaches it through us, once."""
    return subprocess.Popen([sys.executable, "-m", "ronghe.desk.main", "work"], process_group=0)


def _end(*processes: subprocess.Popen[bytes]) -> None:
    """They have ended; what a worker could not finish within ten seconds waits for the next start."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
