"""Records against what the house has: what each row would create, change or leave, and which cannot be accepted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ronghe.intake import skill_words
from ronghe.intake.faults import Fault
from ronghe.intake.models import ImportKind
from ronghe.intake.owners import Owners
from ronghe.intake.values import words
from ronghe.lib.dates import days_from, today
from ronghe.members.models import Unit
from ronghe.members.states import FORMER
from ronghe.postings.content import skills_of
from ronghe.postings.models import Posting
from ronghe.postings.rules import LONGEST
from ronghe.postings.states import PostingStatus, SkillOrigin

CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
VALID_DAYS = 180  # of a posting whose row names no last day
AT_ONCE = 500  # keys asked of the database in one question


@dataclass(frozen=True, slots=True)
class Step:
    """What one row comes to: the row of the house that it changes, if there is one, and what it changes."""

    row: int
    what: str
    target: Any
    columns: Mapping
    skills: list | None = None
    owner: Unit | None = None
    publish: bool = False


def plan(kind, unit, records):
    """(steps, faults), in the order of the rows. Reads only; a row has either a step or a fault."""
    records, faults = _once(kind, unit, records)
    make = _unit_steps if kind == ImportKind.UNITS else _posting_steps
    steps = []
    for one in make(unit, records):
        (faults if isinstance(one, Fault) else steps).append(one)
    return steps, sorted(faults, key=lambda fault: fault.row)


def _once(kind, unit, records):
    """The records without those that say again what an earlier row says, and faults for these."""
    first, kept, faults = {}, [], []
    for record in records:
        key = record.uscc if kind == ImportKind.UNITS else _posting_key(unit, record)
        if key in first:
            field = "uscc" if kind == ImportKind.UNITS else "reference" if record.reference else "title"
            faults.append(
                Fault(record.row, field, str(key[-1] if isinstance(key, tuple) else key), "duplicate", first[key])
            )
        else:
            first[key] = str(record.row)
            kept.append(record)
    return kept, faults


def _posting_key(unit, record):
    owner = "" if unit else record.owner_uscc or record.owner_name
    return owner, record.source_key


def _unit_steps(_unit, records):
    known = _in_parts(Unit.objects.all(), "uscc", [record.uscc for record in records])
    known = {unit.uscc: unit for unit in known}
    for record in records:
        unit = known.get(record.uscc)
        changes = _changes(unit, record.columns()) if unit else record.columns()
        if unit and changes and unit.status in FORMER:
            yield Fault(record.row, "uscc", unit.name_zh, "unit.withdrawn")
        else:
            yield Step(record.row, _what(unit, changes), unit, changes)


def _posting_steps(unit, records):
    owners = Owners(unit, records)
    keys = [record.source_key for record in records]
    rows = Posting.objects.select_related("owner").prefetch_related("skills")
    rows = rows.filter(owner=unit) if unit else rows
    known = {(posting.owner_id, posting.source_key): posting for posting in _in_parts(rows, "source_key", keys)}
    for record in records:
        owner, fault = owners.of(record)
        if fault:
            yield fault
        else:
            yield _posting_step(record, owner, known.get((owner.pk, record.source_key)))


def _posting_step(record, owner, posting):
    changes = _changes(posting, record.columns()) if posting else _new_columns(record)
    skills = _skills(record, posting, changes)
    publish = record.publish and (posting is None or posting.status == PostingStatus.DRAFT)
    is_changed = bool(changes or skills is not None or publish)
    if posting and is_changed and posting.status == PostingStatus.CLOSED:
        return Fault(record.row, "reference", record.reference, "posting.closed")
    fault = _date_fault(record, changes, posting, publish=publish)
    if fault:
        return fault
    return Step(record.row, _what(posting, is_changed), posting, changes, skills, owner, publish)


def _new_columns(record):
    """What a new posting is given besides what the row says."""
    return {
        "lang": record.lang,
        "valid_until": days_from(today(), VALID_DAYS),
        **record.columns(),
        "source": "workbook",
        "source_key": record.source_key,
    }


def _date_fault(record, changes, posting, *, publish):
    """The last day must be possible where it is new, and where the posting is to be published; else it is history."""
    day = changes.get("valid_until") or (posting.valid_until if publish and posting else None)
    last = days_from(today(), LONGEST)
    if not isinstance(day, date) or today() < day <= last:
        return None
    return Fault(record.row, "valid_until", day.isoformat(), "date.window", last.isoformat())


def _skills(record, posting, changes):
    """The skills to write: those the row names, or those its text says where it is new; None to keep what is there."""
    if record.skills is not None:
        return _named_skills(record.skills, posting)
    if posting is None:
        return skill_words.read_from(record.given["text"])
    if "text" not in changes:
        return None
    return _read_again(posting, changes["text"])


def _named_skills(named, posting):
    """Those that stay keep their evidence; None where the row names just those that are there."""
    old = {skill["skill"]: skill for skill in skills_of(posting)} if posting else {}
    if posting and set(named) == {(skill["skill"], skill["mode"], skill["level"]) for skill in old.values()}:
        return None
    return [_named_skill(one, old.get(one["skill"])) for one in skill_words.given(named)]


def _named_skill(one, old):
    if old is None:
        return one
    is_same = (old["mode"], old["level"]) == (one["mode"], one["level"])
    return old if is_same else {**old, **one}


def _read_again(posting, text):
    """What the new text says, and what the owner had added by hand."""
    own = [skill for skill in skills_of(posting) if skill["origin"] == SkillOrigin.OWNER]
    own = [{**skill, "span_start": None, "span_end": None} for skill in own]
    names = {skill["skill"] for skill in own}
    return own + [skill for skill in skill_words.read_from(text) if skill["skill"] not in names]


def _changes(row, columns):
    """Those columns that say something else than the row does."""
    return {name: value for name, value in columns.items() if not _same(getattr(row, name), value)}


def _same(old, new):
    """True if the cell says what is stored; stored text may have other spaces at its ends and line breaks."""
    if isinstance(old, str) and isinstance(new, str):
        return old == new or words(old) == new or " ".join(old.split()) == new
    return old == new


def _what(target, is_changed):
    if target is None:
        return CREATED
    return UPDATED if is_changed else UNCHANGED


def _in_parts(rows, column, keys):
    """The rows whose column has one of many keys, asked in parts that every database takes."""
    keys = sorted(set(keys))
    for start in range(0, len(keys), AT_ONCE):
        yield from rows.filter(**{f"{column}__in": keys[start : start + AT_ONCE]})
