"""Programmes, occupations and industry classes: codes with the catalogue version, the source and our confidence."""

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
    valid_from: str | None = None
    valid_until: str | None = None

    @property
    def label(self):
        return self.zh if (get_language() or "").startswith("zh") else self.en


def _entries(name, catalogue):
    rows = [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines() if line]
    return tuple(
        Entry(
            row["code"],
            row["zh"],
            row["en"],
            row.get("catalogue") or row.get("classification") or catalogue,
            row.get("version", ""),
            row["source"],
            row["confidence"],
            row.get("valid_from"),
            row.get("valid_until"),
        )
        for row in rows
    )


@cache
def programmes():
    return _entries("programmes.jsonl", "")


@cache
def occupations():
    return _entries("occupations.jsonl", "")


@cache
def industries():
    return _entries("industries.jsonl", "GB/T 4754")


def programme(code):
    """The programme of that code, or None."""
    return next((entry for entry in programmes() if entry.code == code), None)
