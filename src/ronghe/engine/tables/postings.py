"""Rows as demands and supplies."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from ronghe.engine.errors import BadValue
from ronghe.engine.problem import DEMAND_KINDS, SUPPLY_KINDS, Demand, Posting, SkillUse
from ronghe.engine.regions import find
from ronghe.engine.tables.rows import Faults, Row, read_rows
from ronghe.engine.tables.texts import check_texts
from ronghe.engine.taxonomy import Taxonomy

__all__ = ["read_postings"]

P = TypeVar("P", bound=Posting)


def read_postings(path: str | Path, make: type[P], taxonomy: Taxonomy) -> list[P]:
    """The demands (`make=Demand`) or supplies (`make=Supply`) of a file. Unknown fields pass. Raises BadInput."""
    rows, faults = read_rows(path), Faults(Path(path))
    check_texts(rows, faults)
    columns = [_columns(row, make, taxonomy, faults) for row in rows]
    for row, fields in zip(rows, columns, strict=True):
        if fields["start"] and fields["end"] and fields["end"] < fields["start"]:
            faults.add(
                row.number, "end", f"is before the start ({fields['start']})", "let it end on or after its start"
            )
    faults.check()
    return [make(**fields) for fields in columns]


def _columns(row: Row, make: type, taxonomy: Taxonomy, faults: Faults) -> dict[str, Any]:
    f = row.fields
    kinds = DEMAND_KINDS if make is Demand else SUPPLY_KINDS
    return {
        "id": str(f.get("id")),
        "title": f.get("title") or "",
        "text": f.get("text") or "",
        "kind": _kind(row, kinds, faults),
        "region": _region(row, faults),
        "skills": _skills(row, taxonomy, faults),
        "level": _integer(row, "level", 1, 5, faults),
        "start": _date(row, "start", faults),
        "end": _date(row, "end", faults),
        "quantity": _integer(row, "quantity", 1, 10_000_000, faults),
        "owner": _owner(row, faults),
        "record": _record(row, faults),
    }


def _record(row: Row, faults: Faults) -> tuple[int, int] | None:
    kept, ended = (_integer(row, field, 0, 1_000_000, faults) for field in ("kept", "ended"))
    if kept is None and ended is None:
        return None
    if kept is None or ended is None or kept > ended:
        faults.add(row.number, "kept", "is not a part of `ended`", "give both: accepted dockings, of those that ended")
        return None
    return kept, ended


def _owner(row: Row, faults: Faults) -> str | None:
    owner = row.fields.get("owner")
    if owner in (None, ""):
        return None
    if isinstance(owner, bool) or not isinstance(owner, str | int):
        faults.add(row.number, "owner", f"is {owner!r:.40}", "give the owner's id as a string")
    return str(owner)


def _kind(row: Row, kinds: Sequence[str], faults: Faults) -> str | None:
    kind = row.fields.get("kind")
    if kind in (None, ""):
        return None
    if kind not in kinds:
        faults.add(
            row.number,
            "kind",
            f"{kind!r} is not a kind of this side",
            f"use one of {', '.join(kinds)}, or leave it out",
        )
        return None
    return str(kind)


def _region(row: Row, faults: Faults) -> str | None:
    region = row.fields.get("region")
    if region in (None, ""):
        return None
    code = find(str(region)) if isinstance(region, str | int) and not isinstance(region, bool) else None
    if code is None:
        faults.add(row.number, "region", f"{region!r} is not a region", "give a GB/T 2260 code, a province or a city")
    return code


def _integer(row: Row, field: str, least: int, most: int, faults: Faults) -> int | None:
    value = row.fields.get(field)
    if value in (None, ""):
        return None
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit() and len(value) < 20:
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        faults.add(row.number, field, f"is {value!r:.40}", f"give a whole number from {least} to {most}")
        return None
    return value


def _date(row: Row, field: str, faults: Faults) -> date | None:
    value = row.fields.get(field)
    if value in (None, ""):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return (
            date.fromisoformat(value)
            if isinstance(value, str) and len(value) == 10
            else datetime.fromisoformat(value).date()
        )
    except (ValueError, TypeError):
        faults.add(row.number, field, f"{value!r} is not a date", "write it as 2027-03-31")
        return None


def _skills(row: Row, taxonomy: Taxonomy, faults: Faults) -> tuple[SkillUse, ...]:
    given = row.fields.get("skills")
    given = [] if given is None else given
    if isinstance(given, str):  # a cell of a table
        given = [part.strip() for part in given.replace("；", ";").split(";") if part.strip()]
    if not isinstance(given, list):
        faults.add(
            row.number, "skills", f"is {type(given).__name__}", "give a list of skill ids or of {id, level?, mode?}"
        )
        return ()
    uses = (_skill(row, one, taxonomy, faults) for one in given)
    return tuple({use.skill: use for use in uses if use}.values())


def _skill(row: Row, given: Any, taxonomy: Taxonomy, faults: Faults) -> SkillUse | None:
    given = given if isinstance(given, dict) else {"id": given}
    skill = given.get("id")
    if not isinstance(skill, str) or skill not in taxonomy:
        faults.add(row.number, "skills", f"{skill!r} is not in the taxonomy", "use an id of the taxonomy")
        return None
    try:
        return SkillUse(skill, given.get("mode") or "required", given.get("level"))
    except (BadValue, TypeError) as error:
        faults.add(row.number, "skills", str(error), "give mode required, desired or excluded and a level from 1 to 5")
        return None
