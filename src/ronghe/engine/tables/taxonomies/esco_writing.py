"""A taxonomy as files of ESCO's form, in one language: skills, headings, and what is broader."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ronghe.engine.errors import BadInput, Fault
from ronghe.engine.tables.taxonomies import esco
from ronghe.engine.tables.taxonomies.framework import Framework, address_of, has_own_address, is_chinese, moment
from ronghe.engine.tables.writing import write_together
from ronghe.engine.taxonomy import Skill

__all__ = ["write_esco"]

COLUMNS = (
    "conceptType conceptUri skillType reuseLevel preferredLabel altLabels hiddenLabels status modifiedDate scopeNote"
    " definition inScheme description"
).split()
GROUP_COLUMNS = (
    "conceptType conceptUri preferredLabel altLabels hiddenLabels status modifiedDate scopeNote inScheme description"
    " code reuseLevel"
).split()
BROADER_COLUMNS = ("conceptType", "conceptUri", "broaderType", "broaderUri")
SKILL_TYPES = {"skill": "skill/competence", "knowledge": "knowledge", "tool": "knowledge"}


def write_esco(path: Path, framework: Framework) -> Counter[str]:
    """`skills_en.csv` (or `_zh`) stands, and beside it the headings and the relations, all or none. Raises BadInput.

    Returns what this form cannot hold: labels and aliases in the other language, correspondences, tools as a kind.
    """
    language = esco.language_of(path)
    if path.stem not in ("skills_en", "skills_zh") or language is None:
        wrong = "is not named as ESCO names its files, for one language"
        raise BadInput([Fault(str(path), 0, "file", wrong, "name it skills_en.csv or skills_zh.csv")])
    skills, left = list(framework.taxonomy.values()), Counter[str]()
    rows = {skill.id: _row(skill, framework, language, left) for skill in skills}
    below = [rows[skill.id] for skill in skills if skill.kind != "group"]
    groups = [rows[skill.id] for skill in skills if skill.kind == "group"]
    files = {
        path: _table(COLUMNS, below),
        esco.beside(path, esco.GROUPS, language): _table(GROUP_COLUMNS, groups),
        esco.beside(path, esco.BROADER, language): _table(BROADER_COLUMNS, list(_relations(skills, rows))),
    }
    write_together(files)
    left.update(name for name in ("title", "creator") if getattr(framework, name))
    return left


def _row(skill: Skill, framework: Framework, language: str, left: Counter[str]) -> dict[str, str]:
    left.update(_losses(skill, language))
    row = {
        "conceptType": esco.GROUP if skill.kind == "group" else esco.CONCEPT,
        "conceptUri": address_of(skill, framework.base),
        "skillType": SKILL_TYPES.get(skill.kind, ""),
        "reuseLevel": "transversal" if skill.transversal else "",
        "preferredLabel": _one_line(skill.label(language), left),
        "altLabels": "\n".join(_one_line(form, left) for form in skill.aliases if _fits(form, language)),
        "hiddenLabels": "\n".join(_one_line(form, left) for form in skill.weak if _fits(form, language)),
        "status": "released",
        "modifiedDate": moment(framework.date) or "",
        "description": skill.description,
    }
    return {name: _guarded(value) for name, value in row.items()}


def _losses(skill: Skill, language: str) -> Iterator[str]:
    """One word for each thing of this concept that a file in that language has no place for."""
    own, other = (skill.zh, skill.en) if language == "zh" else (skill.en, skill.zh)
    if other and other != own:
        yield f"label in {'en' if language == 'zh' else 'zh'}" if own else f"label in {language} (the other one stands)"
    for form in (*skill.aliases, *skill.weak):
        if not _fits(form, language):
            yield "alias in zh"
    if skill.uri and not has_own_address(skill):
        yield "correspondence (uri)"
    if skill.kind == "tool":
        yield "kind tool (written as knowledge)"


def _fits(form: str, language: str) -> bool:
    """True if a form may be a label in that language: Chinese texts use Latin forms, English ones no Chinese."""
    return language == "zh" or not is_chinese(form)


def _one_line(form: str, left: Counter[str]) -> str:
    """The form without what would part it in a cell: line breaks, and bars between spaces."""
    line = re.sub(r"\s*[\n\r]+\s*| \| ", " ", form)
    left.update(["line break or bar in a label (written as a space)"] * (line != form))
    return line


def _guarded(cell: str) -> str:
    """A cell that no spreadsheet runs; reading takes the apostrophe away again."""
    return "'" + cell if cell.lstrip("'")[:1] in tuple("=+-@\t\r") else cell


def _relations(skills: Sequence[Skill], rows: dict[str, dict[str, str]]) -> Iterator[dict[str, str]]:
    for skill in skills:
        for broader in skill.broader:
            yield {
                "conceptType": rows[skill.id]["conceptType"],
                "conceptUri": rows[skill.id]["conceptUri"],
                "broaderType": rows[broader]["conceptType"],
                "broaderUri": rows[broader]["conceptUri"],
            }


def _table(columns: Sequence[str], rows: Sequence[dict[str, str]]) -> Callable[[io.BufferedWriter], None]:
    def write(file: io.BufferedWriter) -> None:
        text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
        table = csv.DictWriter(text, columns, restval="", extrasaction="ignore")
        table.writeheader()
        table.writerows(rows)
        text.detach()

    return write
