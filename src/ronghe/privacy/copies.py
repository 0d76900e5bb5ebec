"""What the house holds about one person, gathered by the declarations: in short for a page, in full to take away."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath

from django.db.models import BinaryField

from ronghe.lib.personal import Kind, Purpose
from ronghe.privacy.declarations import rows_of, tables

DATES = ("at", "created_at", "given_at", "asked_at", "recorded_at", "reported_at", "issued_at", "date_joined")


@dataclass
class Held:
    """For one purpose: how many rows, of which kinds, kept how long, and what erasing leaves."""

    purpose: Purpose
    rows: int = 0
    kinds: dict[Kind, None] = field(default_factory=dict)  # in order, each once
    kept: dict[str, None] = field(default_factory=dict)
    stays: dict[str, None] = field(default_factory=dict)  # why something is kept after an erasure


def held(person):
    """Held for each purpose that has rows about `person`, in the order of the purposes. One query for each table."""
    found = {purpose: Held(purpose) for purpose in Purpose}
    for model, whose, columns in tables():
        rows = rows_of(model, whose, person).count() if whose else 0
        if rows:
            _add(found, columns, rows)
    return [one for one in found.values() if one.rows]


def _add(found, columns, rows):
    for purpose in {one.purpose for one in columns.values()}:
        found[purpose].rows += rows
    for one in columns.values():
        of = found[one.purpose]
        of.kinds[Kind(one.kind)] = None
        of.kept[str(one.kept)] = None
        if one.because:
            of.stays[one.because] = None


@dataclass
class Copy:
    """Everything that may be handed out: {purpose: {table: [row]}}, and files by their name."""

    data: dict[str, dict[str, list[dict[str, object]]]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    counts: Counter = field(default_factory=Counter)


def copy_of(person):
    """A Copy of what is held about `person`: declared columns only, so that nobody else's data go along."""
    copy = Copy()
    for model, whose, columns in tables():
        given = {name: one for name, one in columns.items() if one.export}
        for row in rows_of(model, whose, person) if given else ():
            _put(copy, model._meta.label, row, given)
    return copy


def _put(copy, label, row, columns):
    purpose = next(iter(columns.values())).purpose
    values = {name: _value(copy, label, row, name) for name in columns}
    line = {"id": str(row.pk), **_when(row), **{name: value for name, value in values.items() if value is not None}}
    copy.data.setdefault(str(purpose), {}).setdefault(label, []).append(line)
    copy.counts[label] += 1


def _value(copy, label, row, name):
    """The value as JSON can say it: a file by its name in the copy, the person as “you”."""
    column = row._meta.get_field(name)
    if column.is_relation:
        return "you"
    value = getattr(row, name)
    if isinstance(column, BinaryField):
        return _file(copy, label, row, name, value)
    return value.isoformat() if isinstance(value, datetime) else value


def _file(copy, label, row, name, value):
    if not value:
        return None
    suffix = PurePath(str(getattr(row, "name", ""))).suffix or ".bin"
    file = f"files/{label.lower()}-{row.pk}-{name}{suffix}"
    copy.files[file] = bytes(value)
    return file


def _when(row):
    """When the row was made, by the first date that it has."""
    found = next((value for name in DATES if (value := getattr(row, name, None))), None)
    return {"when": found.isoformat()} if found else {}
