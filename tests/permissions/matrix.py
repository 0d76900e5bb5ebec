"""Every cell of the permission table asked through the front door, and what each answer must and must not hold."""

import io
import zipfile
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from time import time
from zlib import crc32

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from ronghe.web.accounts.presence import SEEN, SINCE
from ronghe.web.exports.links import NAME
from tests.permissions.roles import NOT_SIGNED_IN, ROLES
from tests.permissions.routes import every_route, lines_for
from tests.permissions.tables import areas, every_line
from tests.permissions.world import World

ORDER = (  # a later area speaks of rows of an earlier one
    *("members", "applications", "letters", "postings", "docking", "rounds", "jobs", "outcomes", "exports", "imports"),
    *(
        "lists",
        "cases",
        "agreements",
        "credentials",
        "council",
        "privacy",
        "vocabulary",
        "acting",
        "home",
        "account",
        "security",
    ),
    *("ledger", "admin", "accounts"),
)
SESSIONS = "django_session"
OTHERS = ("PUT", "PATCH", "DELETE", "OPTIONS")  # 405 everywhere
SIGN_IN = {"login": "/account/login/", "admin": "/admin/login/"}
FRONT = "/admin/"  # where the admin site sends whoever asks for a row that is not there, or for its way out
REFUSED = (403, 404, 410)  # 410: a link that was used, taken back or is too old


@dataclass(frozen=True)
class Cell:
    """One question: this person, this route and row, this method, asked in this manner."""

    line: object
    route: object
    role: str
    method: str
    how: str = ""  # "htmx": as a fragment is asked for; "forged": without the token that forms carry

    @property
    def question(self):
        """What is asked, whoever asks it."""
        how = f" ({self.how})" if self.how else ""
        return f"{self.method}{how} {self.line.name} {self.line.row}"


@dataclass
class Answer:
    """What came back, and how many writes to the database stand after it."""

    status: int
    to: str
    text: str
    changed: int


@dataclass
class Report:
    """How many cells over how many routes, and a sentence for each that was not as declared."""

    cells: int = 0
    routes: set = field(default_factory=set)
    unexpected: list = field(default_factory=list)  # (cell, what is wrong)
    leaks: list = field(default_factory=list)
    seen: Counter = field(default_factory=Counter)

    @property
    def faults(self):
        """A sentence for each thing that is not as declared, with the roles for which it is not."""
        found: dict[str, list] = {}
        for cell, fault in self.leaks + self.unexpected:
            found.setdefault(f"{cell.line.place}: {cell.question}: {fault}", []).append(cell.role)
        return [f"{said} — {', '.join(roles)}" for said, roles in found.items()]

    def add(self, other):
        self.cells += other.cells
        self.routes |= other.routes
        self.leaks += other.leaks
        self.unexpected += other.unexpected
        self.seen.update(other.seen)

    def __str__(self):
        return (
            f"{self.cells:,} cells over {len(self.routes)} routes: {len(self.leaks)} leaks, "
            f"{len(self.unexpected)} unexpected answers"
        )


def cells_of(area=None):
    """Every cell, by the order of the tables: declared ones, and the methods that no line allows."""
    lines = [line for line in every_line() if area in (None, line.area)]
    for route in every_route():
        own = lines_for(route, lines)
        for line in own:
            yield from _declared(line, route)
        for method in _undeclared(own):
            yield from (Cell(own[0], route, role, method, "undeclared") for role in ROLES)


def _declared(line, route):
    for role in ROLES:
        yield Cell(line, route, role, line.method)
        if line.method == "GET":
            yield Cell(line, route, role, "GET", "htmx")
            yield Cell(line, route, role, "HEAD")
        else:
            yield Cell(line, route, role, "POST", "forged")


def is_plain(cell):
    """True of what a browser asks, by a method that the table declares: the part of the matrix that is about people."""
    return not cell.how and cell.method != "HEAD"


def is_sampled(cell):
    """True of the cells that every check asks, always the same: of plain ones an eighth, of others an eightieth.

    Each line is asked as a visitor and as the first role that may, each page of the admin site as a superuser.
    """
    dice = crc32(f"{cell.question} {cell.route.name} {cell.role}".encode())
    if not is_plain(cell) or cell.line.area == "admin":
        return dice % 80 == 0 or (is_plain(cell) and cell.role == "superuser")
    return dice % 8 == 0 or cell.role in ("visitor", next((role for role in ROLES if role in cell.line.who), ""))


def _undeclared(lines):
    declared = {line.method for line in lines}
    return [*(m for m in ("GET", "POST") if m not in declared), *OTHERS] if lines else []


class Writes:
    """Counts the statements that changed rows and were not rolled back; what a session keeps is its reader's own."""

    def __init__(self):
        self.standing, self.marks = 0, {}

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        verb, _, rest = sql.partition(" ")
        if verb == "SAVEPOINT":
            self.marks[rest] = self.standing
        elif verb == "ROLLBACK":
            self.standing = self.marks[rest.removeprefix("TO SAVEPOINT ")]
        elif SESSIONS in rest:
            pass
        elif verb == "INSERT" or (verb in ("UPDATE", "DELETE") and context["cursor"].rowcount):
            self.standing += 1
        return result


class Asker(Client):
    """A client that neither keeps cookies nor copies the context of every template: a cell needs the answer only."""

    def request(self, **given):
        return self.handler(self._base_environ(**given))


class House:
    """The world with a signed-in client for each role; each question leaves it as it was."""

    def __init__(self):
        self.world = World()
        self.rows, self.bodies = {}, {}
        for area in (*ORDER, *sorted(set(areas()) - set(ORDER))):
            made = import_module(f"tests.permissions.rows.{area}")
            self.rows[area] = made.rows(self.world)
            self.bodies[area] = made.bodies(self.world)
        self.world.close()
        self.clients = {role: self._client(role) for role in ROLES}

    def _client(self, role):
        client = Asker()
        client.cookies["django_language"] = "en"
        person = self.world.person(role)
        if role != "visitor":
            client.force_login(person)
            _is_just_here(client.session, person)
        return client

    def ask(self, cell):
        """The answer to this cell; whatever it wrote is taken back."""
        client = self.clients[cell.role]
        with _as_it_was():
            data, path = self._body(cell), self.path_of(cell)
            client.handler.enforce_csrf_checks = cell.how == "forged"
            writes = Writes()
            with connection.execute_wrapper(writes):
                response = _asked(client, cell, path, data)
                text = "" if cell.method == "HEAD" else text_of(response)
        return Answer(response.status_code, response.headers.get("Location", ""), text, writes.standing)

    def row_of(self, cell):
        area, row = cell.line.area, cell.line.row
        if row != "-" and row not in self.rows[area]:
            raise LookupError(f"{cell.line.place}: rows() of tests/permissions/rows/{area}.py makes no row “{row}”")
        return {} if row == "-" else self.rows[area][row]

    def path_of(self, cell):
        """The address: parts come from the row, the others from the brackets of the line, in order."""
        row, args = self.row_of(cell), list(cell.line.args)
        given = {part: row[part] if part in row else args.pop(0) for part in cell.route.parts}
        given = {part: value(cell.route) if callable(value) else value for part, value in given.items()}
        query = f"?{urlencode(row['?'], doseq=True)}" if "?" in row else ""
        return _address(cell.route, given) + query

    def _body(self, cell):
        if cell.method != "POST":
            return None
        bodies, line = self.bodies[cell.line.area], cell.line
        short = line.name.removeprefix(f"{line.area}:")
        plain = line.route.removeprefix(f"{line.area}:")
        names = (f"{short} {line.row}", short, f"{plain} {line.row}", plain)
        body = next((bodies[name] for name in names if name in bodies), {})
        return body() if callable(body) else body

    def judged(self, cells):
        """A Report on these cells."""
        report = Report()
        for cell in cells:
            self.judge(cell, report)
        return report

    def judge(self, cell, report):
        """True if the cell is as declared; otherwise its fault stands in the report."""
        answer = self.ask(cell)
        report.cells += 1
        report.routes.add(cell.route)
        fault = fault_of(cell, answer)
        leaks = self._leaks(cell, answer, report.seen)
        if fault:
            report.unexpected.append((cell, fault))
        report.leaks.extend((cell, f"reads {word}") for word in leaks)
        return not (fault or leaks)

    def _leaks(self, cell, answer, seen):
        """The secrets in this answer that this person may not read. On the admin site a superuser reads them all."""
        found = [word for word in self.world.secrets if word in answer.text]
        seen.update(found)
        if cell.line.area == "admin" and cell.role == "superuser":
            return []
        shown = self.row_of(cell).get("!") if "token" in cell.route.parts else None
        return [word for word in found if cell.role not in self.world.secrets[word] and word != shown]


@contextmanager
def standing():
    """A House while this lasts; all of it is taken back at the end."""
    with override_settings(BOTS=["feishu"]), transaction.atomic():
        yield House()
        transaction.set_rollback(True)


@contextmanager
def _as_it_was():
    """What is written while this lasts is taken back."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _is_just_here(session, person):
    """Whoever asks gave their password a moment ago, however long the matrix takes: no cell writes the time down."""
    session[SINCE] = session[SEEN] = later = time() + 86_400
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": later, "reauthenticated": True}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
    session.save()


def _asked(client, cell, path, data):
    headers = {"HTTP_HX_REQUEST": "true"} if cell.how == "htmx" else {}
    if data is None:
        response = client.generic(cell.method, path, **headers)
        link = _link_in(response, path)
        return client.generic(cell.method, link, **headers) if link else response
    return client.generic(cell.method, path, encode_multipart(BOUNDARY, data), MULTIPART_CONTENT, **headers)


def _link_in(response, path):
    """The link by which a file leaves, where the answer leads to the same address with one in it."""
    to = response.headers.get("Location", "")
    return to if to.startswith(path.partition("?")[0] + "?") and f"{NAME}=" in to else ""


def _address(route, given):
    try:
        return reverse(route.name, kwargs=given)
    except NoReverseMatch:  # it has no name: the admin site's short ways
        path = route.pattern
        for part, value in given.items():
            path = path.replace(f"<path:{part}>", str(value)).replace(f"(?P<{part}>.*)$", "nothing/")
        return f"/{path}"


def text_of(response):
    """What can be read in an answer: its text; of a workbook or a Word file the text of its parts."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            content = b"\n".join(parts.read(name) for name in parts.namelist())
    return content.decode("utf-8", "replace")


def fault_of(cell, answer):
    """What is wrong with the answer, in a few words; nothing if it is as declared."""
    line, may = cell.line, cell.role in cell.line.who
    if answer.status >= 500:
        return f"answers {answer.status}"
    if cell.how == "undeclared":
        return _fault_of_undeclared(cell, answer)
    if cell.how == "forged" and line.manner != "open":
        return _unless(answer.status == 403 and not answer.changed, f"a forged form is taken ({_said(answer)})")
    if cell.method == "HEAD":
        return _unless(answer.status == 405 or not _fault_of_get(line, may, cell.role, answer), _said(answer))
    if may:
        return _fault_of_may(line, answer)
    return _fault_of_refusal(line, cell.role, answer)


def _fault_of_undeclared(cell, answer):
    if cell.method not in OTHERS and (_is_sign_in(cell, answer) or (answer.to == FRONT and not answer.changed)):
        return None
    known = (405,) if cell.method in OTHERS else (404, 405)  # 404: where this reader has nothing to ask about
    return _unless(answer.status in known and not answer.changed, f"no line allows it, but {_said(answer)}")


def _fault_of_get(line, may, role, answer):
    return _fault_of_may(line, answer) if may else _fault_of_refusal(line, role, answer)


def _fault_of_may(line, answer):
    done = answer.changed and answer.to in SIGN_IN.values()  # with a new password one goes and signs in
    if answer.status >= 400 or (answer.to.startswith(tuple(SIGN_IN.values())) and not done):
        return f"is allowed, but {_said(answer)}"
    if line.method == "POST" and line.manner != "reads" and not answer.changed:
        return f"is allowed, but nothing was written ({_said(answer)})"
    if line.manner == "reads" and answer.changed:
        return f"should only read, but {answer.changed} writes stand"
    return None


def _fault_of_refusal(line, role, answer):
    if answer.changed:
        return f"is refused, but {answer.changed} writes stand ({_said(answer)})"
    if line.unsigned in SIGN_IN and (role in NOT_SIGNED_IN or line.unsigned == "admin"):
        return _unless(
            answer.to.startswith(SIGN_IN[line.unsigned])
            or answer.status in _also(line, role)
            or (answer.to == FRONT and bool(_also(line, role))),
            _said(answer),
        )
    if line.manner == "softly":
        return _unless(answer.status in (200, 302, 422, *REFUSED), _said(answer))
    return _unless(answer.status in REFUSED, f"is refused, but {_said(answer)}")


def _also(line, role):
    """On the admin site, who may open it but not this page is refused there."""
    return REFUSED if line.unsigned == "admin" and role not in NOT_SIGNED_IN else ()


def _is_sign_in(cell, answer):
    place = SIGN_IN.get(cell.line.unsigned)
    return place is not None and answer.to.startswith(place) and not answer.changed


def _unless(holds, fault):
    return None if holds else fault


def _said(answer):
    return f"answers {answer.status}" + (f" to {answer.to}" if answer.to else "")
