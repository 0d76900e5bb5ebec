"""Programmes, occupations and industry classes: codes with the catalogue version, the source and our confidence.

And what became of codes from one edition of a catalogue to the next.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a classification. `code` is None for an occupation that is announced but not yet coded."""

    code: str | None
    zh: str
    en: str
    catalogue: str
    version: str
    source: str
    confidence: str  # confirmed, likely, unsure
    aliases: tuple[str, ...] = ()  # what people also call it
    valid_from: str | None = None
    valid_until: str | None = None

    @property
    def label(self):
        return self.zh if (get_language() or "").startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class Crossing:
    """What became of a code in a later edition of its catalogue. A split has a row for each part, a merger for each
    source; `to_code` is None where it ended."""

    catalogue: str
    from_version: str
    from_code: str
    from_zh: str  # its name there: the older editions are not held
    to_version: str
    to_code: str | None
    relation: str  # same (under whatever code), renamed, split, merged, ended
    source: str
    confidence: str


def _rows(name):
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines() if line]


def _entries(name, catalogue, version=""):
    return tuple(
        Entry(
            row["code"],
            row["zh"],
            row["en"],
            row.get("catalogue") or row.get("classification") or catalogue,
            row.get("version") or version,
            row["source"],
            row["confidence"],
            tuple(row.get("aliases", ())),
            row.get("valid_from"),
            row.get("valid_until"),
        )
        for row in _rows(name)
    )


@cache
def programmes():
    return _entries("programmes.jsonl", "")


@cache
def occupations():
    return _entries("occupations.jsonl", "")


@cache
def industries():
    return _entries("industries.jsonl", "GB/T 4754", "2017")


def programme(code):
    """The programme of that code, or None."""
    return next((entry for entry in programmes() if entry.code == code), None)


def occupation(code):
    """The occupation of that code, or None: those that are announced and not yet coded have none."""
    return next((entry for entry in occupations() if code and entry.code == code), None)


@cache
def crosswalks():
    return tuple(Crossing(**row) for row in _rows("crosswalks.jsonl"))


def successors_of(what, version=None):
    """What became of an entry, or of a code (of that edition, or of any): a `Crossing` for each successor."""
    code, catalogue = (what.code, what.catalogue) if isinstance(what, Entry) else (what, None)
    version = what.version if isinstance(what, Entry) else version
    return tuple(
        row
        for row in crosswalks()
        if row.from_code == code and catalogue in (None, row.catalogue) and version in (None, row.from_version)
    )


def current(code, version=None):
    """The entries that a code means today: the one we hold of it, else what it became, in however many steps.

    Without an edition a code is taken as of the one we hold: 871 is broadcasting (2017), and only as of 2011 the arts.
    """
    held = [entry for entry in _all() if code and entry.code == code and version in (None, entry.version)]
    found = held or [
        entry
        for row in successors_of(code, version)
        if row.to_code
        for entry in current(row.to_code, row.to_version)
        if entry.catalogue == row.catalogue
    ]
    return tuple(dict.fromkeys(found))


def programmes_now(code):
    """The programmes that a code of any edition means today."""
    return tuple(entry for entry in current(code) if entry in programmes())


def occupations_now(code):
    """The occupations that a code of any edition means today."""
    return tuple(entry for entry in current(code) if entry in occupations())


def _all():
    return (*programmes(), *occupations(), *industries())
