"""One frozen record for a unit or a posting, however it came in: what the actions that own the tables are given."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ronghe.intake import fields, skill_words, values
from ronghe.intake.faults import Fault
from ronghe.intake.models import ImportKind
from ronghe.intake.places import region_of

PLACE = ("province", "city", "region")


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """A member unit as somebody described it. `given` has the columns that they filled in."""

    given: Mapping
    row: int = 0

    @classmethod
    def from_form(cls, cleaned):
        """The record of a form that has checked itself; what was emptied there is emptied."""
        names = [one.name for one in fields.UNIT_FIELDS]
        return cls(
            MappingProxyType({name: cleaned[name] for name in names if name in cleaned and name not in PLACE[:2]})
        )

    @classmethod
    def from_row(cls, cells, row=0):
        """(record, faults) of the cells of a row by column. With any fault there is no record; all of them are told."""
        given, faults = _read(ImportKind.UNITS, cells, row)
        return _record(cls, given, faults, row)

    def columns(self):
        """What `members.actions` take: only what was given, so that an empty cell changes nothing."""
        return dict(self.given)

    @property
    def uscc(self):
        return self.given["uscc"]


@dataclass(frozen=True, slots=True)
class PostingRecord:
    """A demand or a supply as somebody wrote it. `skills` is None where they named none: then the text is read."""

    given: Mapping
    row: int = 0
    owner_uscc: str = ""
    owner_name: str = ""
    reference: str = ""
    publish: bool = False
    skills: tuple | None = None

    @classmethod
    def from_form(cls, cleaned, skills=None):
        """The record of a form that has checked itself; what was emptied there is emptied."""
        names = {one.name for one in fields.POSTING_FIELDS} - {*PLACE[:2], "owner_uscc", "owner_name", "skills"}
        given = {name: cleaned[name] for name in (*sorted(names), "lang", "contact") if name in cleaned}
        return cls(skills=None if skills is None else tuple(skills), **_apart(given))

    @classmethod
    def from_row(cls, cells, row=0):
        """(record, faults) of the cells of a row by column. With any fault there is no record; all of them are told."""
        given, faults = _read(ImportKind.POSTINGS, cells, row)
        faults += _order_faults(given, row)
        skills = _skills(given, faults, row)
        return _record(cls, {**_apart(given), "skills": skills}, faults, row)

    def columns(self):
        """What `postings.actions` take: only what was given, so that an empty cell changes nothing."""
        return dict(self.given)

    @property
    def source_key(self):
        """What tells the posting apart among its owner's: their reference number, or else what it says."""
        said = "\0".join(str(self.given.get(name, "")) for name in ("kind", "title", "text"))
        return self.reference or hashlib.sha256(said.encode()).hexdigest()[:40]

    @property
    def lang(self):
        """The language of the text: Chinese, if one letter in ten is."""
        text = self.given.get("text", "")
        chinese = sum("\u3400" <= letter <= "\u9fff" for letter in text)
        return "zh-hans" if chinese * 10 >= len("".join(text.split())) else "en"


def _record(cls, given, faults, row):
    if faults:
        return None, faults
    if cls is UnitRecord:
        return cls(MappingProxyType(given), row), []
    return cls(row=row, **given), []


def _apart(given):
    """The columns of the posting, and apart from them what says whose and how."""
    given = dict(given)
    own = {name: given.pop(name) for name in ("owner_uscc", "owner_name", "reference", "publish") if name in given}
    given.pop("skills", None)
    return {"given": MappingProxyType(given), **own}


def _read(kind, cells, row):
    """(values by column, faults) of a row. Empty cells have no value; the cells of the place become one `region`."""
    given, faults = {}, []
    for one in fields.FIELDS[kind]:
        cell = cells.get(one.name, "")
        if not values.words(cell):
            if one.required and not (one.name == "province" and values.words(cells.get("region", ""))):
                faults.append(Fault(row, one.name, "", "required"))
            continue
        try:
            given[one.name] = one.read(cell)
        except values.Wrong as wrong:
            faults.append(Fault(row, one.name, values.words(cell), wrong.code, wrong.right))
    _place(given, faults, row)
    return given, faults


def _place(given, faults, row):
    province, city, region = (given.pop(name, "") for name in PLACE)
    if not (province or city or region):
        return
    code, fault = region_of(province, city, region)
    if fault:
        name, value, wrong = fault
        faults.append(Fault(row, name, value, wrong.code, wrong.right))
    elif code:
        given["region"] = code


def _order_faults(given, row):
    """What two cells must not say together."""
    faults = []
    if given.get("start") and given.get("end") and given["end"] < given["start"]:
        faults.append(Fault(row, "end", given["end"].isoformat(), "date.order", given["start"].isoformat()))
    if given.get("pay_min") is not None and given.get("pay_max") is not None and given["pay_max"] < given["pay_min"]:
        faults.append(Fault(row, "pay_max", str(given["pay_max"]), "pay.order", str(given["pay_min"])))
    return faults


def _skills(given, faults, row):
    if "skills" not in given:
        return None
    try:
        return tuple(skill_words.read_skills(given["skills"]))
    except values.Wrong as wrong:
        faults.append(Fault(row, "skills", given["skills"], wrong.code, wrong.right))
        return None
