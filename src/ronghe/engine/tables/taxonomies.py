"""Rows as a taxonomy; and where ours is."""

from pathlib import Path

from ronghe.engine.errors import BadValue
from ronghe.engine.tables.rows import Faults, Row, read_rows
from ronghe.engine.taxonomy import KINDS, Skill, Taxonomy

__all__ = ["TAXONOMY", "read_taxonomy"]

TAXONOMY = Path(__file__).parents[1] / "data" / "taxonomy.jsonl"


def read_taxonomy(path: str | Path = TAXONOMY) -> Taxonomy:
    """A taxonomy from JSON lines of {id, zh, en, aliases, broader?, uri?, kind?, weak?}. Raises BadInput."""
    rows, faults = read_rows(path), Faults(Path(path))
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
    faults.check()
    try:
        return Taxonomy(skills)
    except BadValue as error:
        faults.add(0, "broader", str(error), "remove one step of the circle")
        faults.check()
        raise


def _concept(row: Row, faults: Faults) -> Skill:
    f = row.fields
    if not isinstance(f.get("id"), str) or not f["id"]:
        faults.add(row.number, "id", f"is {f.get('id')!r}", "give each skill an id")
    if f.get("kind") not in (None, *KINDS):
        faults.add(row.number, "kind", f"is {f['kind']!r:.40}", f"use one of {', '.join(KINDS)}")
    for field in ("zh", "en", "uri"):
        if f.get(field) is not None and not isinstance(f[field], str):
            faults.add(row.number, field, f"is {type(f[field]).__name__}", "write it as a string")
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
    )


def _strings(row: Row, field: str, faults: Faults) -> tuple[str, ...]:
    given = row.fields.get(field) or []
    given = [given] if isinstance(given, str) else given
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        faults.add(row.number, field, "is not a list of strings", 'write ["…", "…"]')
        return ()
    return tuple(given)
