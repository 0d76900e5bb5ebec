"""ESCO as the European Commission publishes it: one CSV of skills for each language, others beside it.

`skills_en.csv` may have beside it `skillGroups_en.csv` (headings), `broaderRelationsSkillPillar_en.csv` (what is
broader; the same in every language), and the same skills and headings in the other of our two languages.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ronghe.engine.errors import BadInput
from ronghe.engine.tables.rows import Faults, Row, read_rows
from ronghe.engine.tables.taxonomies.framework import URN, Framework, as_taxonomy, is_chinese, moment, name_of
from ronghe.engine.taxonomy import Skill

__all__ = ["BROADER", "CONCEPT", "GROUP", "GROUPS", "KINDS", "SKILLS", "beside", "is_esco", "language_of", "read_esco"]

SKILLS, GROUPS, BROADER = "skills", "skillGroups", "broaderRelationsSkillPillar"
CONCEPT, GROUP = "KnowledgeSkillCompetence", "SkillGroup"
KINDS = {"knowledge": "knowledge", "skill/competence": "skill"}
HELD = ("conceptType conceptUri skillType preferredLabel altLabels hiddenLabels description modifiedDate").split()
SAYS_NOTHING = {"status": "released", "reuseLevel": "transversal"}
LANGUAGE = re.compile(r"_([a-z]{2})$")
Table = tuple[Path, Faults, list[Row]]


def is_esco(path: Path, rows: list[Row]) -> bool:
    """True if a table has ESCO's columns; of a table without rows, if it has ESCO's name."""
    if not rows:
        return path.stem.partition("_")[0] in (SKILLS, GROUPS)
    return any("conceptUri" in row.fields or "preferredLabel" in row.fields for row in rows)


def language_of(path: Path) -> str | None:
    """The language that a file of ESCO is named for: `skills_en.csv`."""
    found = LANGUAGE.search(path.stem)
    return found[1] if found else None


def beside(path: Path, what: str, language: str) -> Path:
    """Where ESCO's file of that kind and language stands beside another."""
    return path.with_name(f"{what}_{language}{path.suffix}")


def read_esco(path: Path, rows: list[Row]) -> Framework:
    """The concepts of an ESCO file and of those beside it. Raises BadInput with the faults of all of them.

    A concept's id is what its address ends in. A label with Chinese characters is the Chinese one, any other is of the
    file's language; a language other than our two stands in the place of English.
    """
    tables: list[Table] = [(path, Faults(path), rows), *map(_opened, _others(path))]
    concepts, left = dict[str, Skill](), Counter[str]()
    for file, faults, table in tables:
        _add(table, language_of(file) or _most(table), concepts, left, faults)
    relations = [_opened(file) for file in _files(path, BROADER)]
    pairs = [pair for _, faults, table in relations for pair in _pairs(table, faults)]
    bad = [fault for _, faults, _ in (*tables, *relations) for fault in sorted(faults.found, key=lambda f: f.row)]
    if bad:
        raise BadInput(bad)
    skills = _linked(concepts, pairs, left)
    dates = [at for _, _, table in tables for row in table if (at := moment(str(row.fields.get("modifiedDate", ""))))]
    left["modifiedDate"] = sum(at != max(dates) for at in dates) if dates else 0
    where = Faults(relations[0][0] if relations else path)
    return Framework(as_taxonomy(skills, where, "broaderUri"), date=max(dates, default=""), left=left)


# The files beside it


def _others(path: Path) -> Iterator[Path]:
    """The headings; and both in the other language. Never the file itself."""
    yield from _files(path, GROUPS)
    language = language_of(path)
    if language and path.stem == f"{SKILLS}_{language}":
        other = "en" if language == "zh" else "zh"
        yield from (file for what in (SKILLS, GROUPS) if (file := beside(path, what, other)).is_file())


def _files(path: Path, what: str) -> list[Path]:
    """The file of that kind beside it: of its language, else the first there is, named for another or for none."""
    own = beside(path, what, language_of(path) or "")
    found = [own] if own.is_file() else sorted(path.parent.glob(f"{what}*{path.suffix}"))
    return [file for file in found[:1] if file.name != path.name]


def _opened(path: Path) -> Table:
    faults = Faults(path)
    try:
        return path, faults, read_rows(path)
    except BadInput as error:
        faults.found += error.faults
        return path, faults, []


def _most(rows: list[Row]) -> str:
    """The language of most labels, where the file's name says none."""
    chinese = sum(is_chinese(str(row.fields.get("preferredLabel", ""))) for row in rows)
    return "zh" if 2 * chinese >= len(rows) else "en"


# Concepts


def _add(rows: list[Row], language: str, concepts: dict[str, Skill], left: Counter[str], faults: Faults) -> None:
    """The concepts of one file are among the others: new ones, or what this language adds to known ones."""
    seen, ids = dict[str, int](), {skill.id: address for address, skill in concepts.items()}
    for row in rows:
        skill, address = _skill(row, language, faults), str(row.fields.get("conceptUri", ""))
        if not address:
            continue
        if address in seen:
            faults.add(row.number, "conceptUri", f"was used in row {seen[address]}", "give each concept one row")
        elif ids.setdefault(skill.id, address) != address:
            wrong = f"ends in {skill.id!r}, as {ids[skill.id]} does"
            faults.add(row.number, "conceptUri", wrong, "let each address end in a name of its own")
        if address not in concepts:
            left.update(name for name, value in row.fields.items() if _is_lost(name, value))
        seen.setdefault(address, row.number)
        concepts[address] = _both(concepts[address], skill) if address in concepts else skill


def _is_lost(name: str, value: object) -> bool:
    return name not in HELD and value != SAYS_NOTHING.get(name)


def _skill(row: Row, language: str, faults: Faults) -> Skill:
    f = {name: _plain(str(value)) for name, value in row.fields.items()}
    for field in ("conceptUri", "preferredLabel"):
        if not f.get(field):
            faults.add(row.number, field, "is missing", "take the file as ESCO publishes it")
    if f.get("conceptType", CONCEPT) not in (CONCEPT, GROUP):
        faults.add(row.number, "conceptType", f"is {f['conceptType']!r:.40}", f"use {CONCEPT} or {GROUP}")
    if f.get("skillType", "knowledge") not in KINDS:
        faults.add(row.number, "skillType", f"is {f['skillType']!r:.40}", f"use one of {', '.join(KINDS)}")
    label, address = f.get("preferredLabel", ""), f.get("conceptUri", "")
    chinese = language == "zh" or is_chinese(label)
    return Skill(
        id=name_of(address),
        zh=label if chinese else "",
        en="" if chinese else label,
        kind="group" if f.get("conceptType") == GROUP else KINDS.get(f.get("skillType", ""), "skill"),
        aliases=_forms(f.get("altLabels", "")),
        weak=_forms(f.get("hiddenLabels", "")),
        uri=None if address.startswith(URN) else address,
        transversal=f.get("reuseLevel") == "transversal",
        description=f.get("description", ""),
    )


def _plain(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if re.match(r"'+[=+\-@\t\r]", cell) else cell


def _forms(cell: str) -> tuple[str, ...]:
    """The labels in a cell: one a line; in some of ESCO's files with a bar between."""
    return tuple(form.strip() for form in re.split(r"\n|\r| \| ", cell) if form.strip())


def _both(first: Skill, second: Skill) -> Skill:
    """One concept from its rows in two languages."""
    return replace(
        first,
        zh=first.zh or second.zh,
        en=first.en or second.en,
        aliases=tuple(dict.fromkeys((*first.aliases, *second.aliases))),
        weak=tuple(dict.fromkeys((*first.weak, *second.weak))),
    )


# What is broader


def _pairs(rows: list[Row], faults: Faults) -> Iterator[tuple[str, str]]:
    """(address, broader address) of each row."""
    for row in rows:
        ends = [str(row.fields.get(field, "")) for field in ("conceptUri", "broaderUri")]
        for field, end in zip(("conceptUri", "broaderUri"), ends, strict=True):
            if not end:
                faults.add(row.number, field, "is missing", "take the file as ESCO publishes it")
        yield ends[0], ends[1]


def _linked(concepts: dict[str, Skill], pairs: list[tuple[str, str]], left: Counter[str]) -> Iterator[Skill]:
    """The concepts with what is broader; a relation to a concept that no file has is left, and counted."""
    broader = dict[str, dict[str, None]]()
    for address, above in pairs:
        if address in concepts and above in concepts:
            broader.setdefault(address, {})[concepts[above].id] = None
        else:
            left["broader concepts that no file has"] += 1
    for address, skill in concepts.items():
        yield replace(skill, broader=tuple(broader.get(address, ())))
