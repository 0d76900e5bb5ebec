"""What accepting a file would do, row by row; and what it did."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ronghe.intake import fields, parsing, planning
from ronghe.intake.models import ImportKind
from ronghe.intake.planning import CREATED, UNCHANGED, UPDATED
from ronghe.intake.sentences import right, title, wrong
from ronghe.lib import regions
from ronghe.members.models import in_language
from ronghe.members.queries import units_visible_to
from ronghe.postings.queries import postings_visible_to

ORDER = (CREATED, UPDATED, UNCHANGED)


@dataclass(frozen=True)
class Row:
    """One accepted row: what becomes of it, and of which unit or posting."""

    number: int
    what: str
    name: str
    detail: str = ""
    url: str = ""
    changes: list[tuple[str, Any, Any]] = field(default_factory=list)  # (column, as it was, as it will be)


def rows_of(import_, viewer):
    """The rows that are accepted, or would be now, in the order of the file."""
    return _done(import_, viewer) if import_.accepted_at else [_row(import_.kind, step) for step in _steps(import_)]


def faults_of(found, kind):
    """Each fault as (row, column, value, what is wrong, what would be right)."""
    return [(f.row, title(f, kind), f.value, wrong(f, kind), right(f, kind)) for f in found]


def _steps(import_):
    reading = parsing.read_file(import_.kind, bytes(import_.file))
    records, _faults = parsing.records_of(import_.kind, reading)
    return planning.plan(import_.kind, import_.unit, records)[0]


def _row(kind, step):
    is_unit = kind == ImportKind.UNITS
    code, region = _after(step, "kind"), _after(step, "region")
    detail = _kind(kind, code), regions.name(region), "" if is_unit else step.owner.name
    changes = _changes(kind, step) if step.what == UPDATED else []
    name = _unit_name(step) if is_unit else _after(step, "title")
    return Row(step.row, step.what, name, " · ".join(filter(None, detail)), _url(kind, step.target), changes)


def _unit_name(step):
    return in_language(_after(step, "name_zh"), _after(step, "name_en"))


def _after(step, column):
    """What the column says once the row is written."""
    return step.columns.get(column, getattr(step.target, column, ""))


def _changes(kind, step):
    changes = [_change(kind, step, name) for name in step.columns]
    if step.skills is not None:
        changes.append((_("Skills"), "", _("as the row or its text names them")))
    if step.publish:
        changes.append((_("Status"), "", _("published")))
    return changes


def _change(kind, step, name):
    """(column, old, new) in words."""
    one = fields.field(kind, name)
    column = _("Region") if name == "region" else one.title(get_language()) if one else name
    return column, _shown(one, name, getattr(step.target, name)), _shown(one, name, step.columns[name])


def _shown(one, name, value):
    if name == "region":
        return regions.name(value)
    return fields.shown(one, value, get_language()) if one else value


def _kind(kind, code):
    return fields.shown(fields.field(kind, "kind"), code, get_language()) if code else ""


def _done(import_, viewer):
    """The receipt; names are told of what `viewer` may still see."""
    is_unit = import_.kind == ImportKind.UNITS
    rows = units_visible_to(viewer) if is_unit else postings_visible_to(viewer)
    known = rows.in_bulk([one["id"] for one in import_.receipt])
    return [_receipt_row(import_.kind, one, known.get(one["id"])) for one in import_.receipt]


def _receipt_row(kind, one, row):
    if row is None:
        return Row(one["row"], one["what"], _("no longer shown to your account"))
    is_unit = kind == ImportKind.UNITS
    detail = row.get_kind_display(), regions.name(row.region), "" if is_unit else row.owner.name
    words = " · ".join(filter(None, map(str, detail)))
    return Row(one["row"], one["what"], row.name if is_unit else row.title, words, _url(kind, row))


def _url(kind, row):
    """The page of the unit or posting; nothing where there is none (yet)."""
    try:
        return reverse("members:unit" if kind == ImportKind.UNITS else "postings:posting", args=[row.pk]) if row else ""
    except NoReverseMatch:
        return ""
