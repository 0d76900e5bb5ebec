"""The permission table, read from `tables/<area>.txt`: one line for each route, its methods, a row, and who may.

    [behind sign-in]                      visitors are sent to the sign-in page, whatever they ask for
    posting     GET         draft    : own officer
    act(close)  GET+POST    public   : own officer

Whoever is not named is refused: 403 or 404, nothing written, no word of what is not theirs. `-` is a route without a
row. In brackets stand those parts of the address that the row does not give. A method may carry a word:

    POST(reads)    allowed, it writes nothing (a check, a search, a choice kept in a cookie)
    POST(softly)   refused, it leads back with a sentence instead of 403; nothing is written either way
    POST(open)     it needs no CSRF token, because programs of others send it

A method of a route that stands in no line answers 405. A route without any line fails the check.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.permissions.roles import roles_named

FOLDER = Path(__file__).parent / "tables"
SECTIONS = {"behind sign-in": "login", "open to visitors": "deny", "behind the admin's sign-in": "admin"}
METHODS = ("GET", "POST")
PLAIN = ("home", "account")  # areas whose routes have no namespace
LINE = re.compile(r"(?P<route>[^\s()]+)(?:\((?P<args>[^)]*)\))?\s+(?P<methods>\S+)\s+(?P<row>\S+)\s*:\s*(?P<who>.+)")


@dataclass(frozen=True)
class Line:
    """One line of a table, for one method."""

    area: str
    route: str  # with its namespace
    args: tuple[str, ...]
    method: str
    manner: str  # reads, softly, open or nothing
    row: str
    who: frozenset[str]
    unsigned: str  # what becomes of a visitor who may not: login, deny or admin
    place: str  # file and line, for messages

    @property
    def name(self):
        """The route with what stands in its brackets."""
        return f"{self.route}({', '.join(self.args)})" if self.args else self.route


def areas():
    """The areas that have a table, in order."""
    return sorted(path.stem for path in FOLDER.glob("*.txt"))


def lines_of(area):
    """Every line of the table of `area`."""
    path, unsigned = FOLDER / f"{area}.txt", None
    for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
        said = text.split("#")[0].strip()
        if said.startswith("["):
            unsigned = SECTIONS[said.strip("[]")]
        elif said:
            yield from _lines(area, said, unsigned, f"{path.name}:{number}")


def _lines(area, said, unsigned, place):
    found = LINE.fullmatch(said)
    if not found or unsigned is None:
        raise ValueError(f"{place} cannot be read: {said}")
    args = tuple(filter(None, (arg.strip() for arg in (found["args"] or "").split(","))))
    for word in found["methods"].split("+"):
        method, _, manner = word.rstrip(")").partition("(")
        if method not in METHODS or manner not in ("", "reads", "softly", "open"):
            raise ValueError(f"{place} names the method {word}")
        who = roles_named(found["who"].split())
        route = found["route"] if area in PLAIN else f"{area}:{found['route']}"
        yield Line(area, route, args, method, manner, found["row"], who, unsigned, place)


def every_line():
    return [line for area in areas() for line in lines_of(area)]
