"""Our own format: one concept a line, or a row of a table, with the fields of a `Skill`."""

from collections import Counter
from pathlib import Path
from typing import Any

from ronghe.engine.tables.rows import Faults, Row
from ronghe.engine.tables.taxonomies.framework import Framework, as_taxonomy
from ronghe.engine.tables.texts import is_half
from ronghe.engine.tables.writing import as_json, write_whole
from ronghe.engine.taxonomy import KINDS, Skill

__all__ = ["as_framework", "write_lines"]

WORDS = ("zh", "en", "uri", "description")
FIELDS = ("id", "kind", "zh", "en", "broader", "aliases", "weak", "uri", "transversal", "description")


def as_framework(path: Path, rows: list[Row]) -> Framework:
    """Rows of {id, zh, en, aliases, broader?, uri?, kind?, weak?, transversal?, description?}. Raises BadInput."""
    faults = Faults(path)
    skills = [_concept(row, faults) for row in rows]
    known = {skill.id for skill in skills}
    seen: dict[str, int] = {}
    for row, skill in zip(rows, skills, strict=True):
        if skill.id in seen:
            faults.add(
                row.number, "id", f"{skill.id!r} was used in row {seen[skill.id]}", "give each skill an id of its own"
            )
        seen.setdefault(skill.id, row.number)
        for broader in (one for one in dict.fromkeys(skill.broader) if one not in known):
            faults.add(row.number, "broader", f"{broader!r} is not in the file", "name the id of a skill in this file")
    left = Counter(name for row in rows for name, value in row.fields.items() if name not in FIELDS and value)
    return Framework(as_taxonomy(skills, faults, "broader"), left=left)


def _concept(row: Row, faults: Faults) -> Skill:
    f = row.fields
    if not isinstance(f.get("id"), str) or not f["id"]:
        faults.add(row.number, "id", f"is {f.get('id')!r}", "give each skill an id")
    if f.get("kind") not in (None, *KINDS):
        faults.add(row.number, "kind", f"is {f['kind']!r:.40}", f"use one of {', '.join(KINDS)}")
    for field in WORDS:
        if f.get(field) is not None and not isinstance(f[field], str):
            faults.add(row.number, field, f"is {type(f[field]).__name__}", "write it as a string")
    for field in ("id", *WORDS):
        _check_whole(row, field, f.get(field), faults)
    if not (f.get("zh") or f.get("en")):
        faults.add(row.number, "zh", "and `en` are both missing", "give a label in Chinese, in English or in both")
    return Skill(
        id=str(f.get("id")),
        zh=str(f.get("zh") or ""),
        en=str(f.get("en") or ""),
        kind=str(f.get("kind") or "skill"),
        broader=_strings(row, "broader", faults),
        aliases=_strings(row, "aliases", faults),
        weak=_strings(row, "weak", faults),
        uri=f.get("uri") or None,
        transversal=f.get("transversal") is True,
        description=str(f.get("description") or ""),
    )


def _strings(row: Row, field: str, faults: Faults) -> tuple[str, ...]:
    given = row.fields.get(field) or []
    given = [given] if isinstance(given, str) else given
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        faults.add(row.number, field, "is not a list of strings", 'write ["…", "…"]')
        return ()
    for one in given:
        _check_whole(row, field, one, faults)
    return tuple(given)


def _check_whole(row: Row, field: str, value: Any, faults: Faults) -> None:
    if isinstance(value, str) and any(map(is_half, value)):
        faults.add(
            row.number, field, "has half a character (a lone surrogate)", "write the whole character or leave it out"
        )


def write_lines(path: Path, framework: Framework) -> Counter[str]:
    """One concept a line, with the fields that say something. Raises BadInput."""
    lines = [as_json(_row(skill)) + "\n" for skill in framework.taxonomy.values()]
    write_whole(path, lambda file: file.writelines(line.encode() for line in lines))
    said = {name: getattr(framework, name) for name in ("title", "creator", "date")}
    return Counter(name for name, value in said.items() if value)


def _row(skill: Skill) -> dict[str, Any]:
    values = {name: getattr(skill, name) for name in FIELDS}
    return {name: value for name, value in values.items() if value or name == "kind"}
