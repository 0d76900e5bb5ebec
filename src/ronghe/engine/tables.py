"""Files ↔ values: JSON lines, CSV and workbooks, chosen by suffix. The only part of the engine that reads or writes.

Every bad row is named at once with its field and what would be right, and nothing is written until all of it is known.
Formats: docs/reference/formats.md.
"""

import csv
import errno
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from ronghe.engine.errors import BadInput, BadValue, Fault
from ronghe.engine.problem import DEMAND_KINDS, SUPPLY_KINDS, Demand, Posting, SkillUse
from ronghe.engine.regions import find
from ronghe.engine.taxonomy import KINDS, Skill, Taxonomy

__all__ = ["TAXONOMY", "Row", "as_json", "read_postings", "read_rows", "read_taxonomy", "read_texts", "write_rows"]

TAXONOMY = Path(__file__).parent / "data" / "taxonomy.jsonl"
SUFFIXES = (".jsonl", ".csv", ".xlsx")
P = TypeVar("P", bound=Posting)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file: its number there, and its fields by name."""

    number: int
    fields: Mapping[str, Any]


class _Faults:
    """Collects everything wrong with a file, so that all of it is told at once."""

    def __init__(self, file: Path) -> None:
        self.file, self.found = str(file), list[Fault]()

    def add(self, row: int, field: str, wrong: str, right: str) -> None:
        self.found.append(Fault(self.file, row, field, wrong, right))

    def check(self) -> None:
        if self.found:
            raise BadInput(sorted(self.found, key=lambda fault: fault.row))


def read_rows(path: str | Path) -> list[Row]:
    """The rows of a .jsonl, .csv or .xlsx file. An empty file has none. Raises BadInput."""
    path = Path(path)
    faults = _Faults(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(
            [Fault(str(path), 0, "file", f"cannot be read ({error.strerror})", "give a file that exists")]
        ) from None
    if path.suffix == ".xlsx":
        rows = list(_workbook(content, faults)) if content else []
    elif path.suffix in (".jsonl", ".csv"):
        text = _text(content, faults)
        rows = list(_lines(text, faults) if path.suffix == ".jsonl" else _csv(text, faults))
    else:
        faults.add(0, "file", f"has the suffix {path.suffix!r}", f"use one of {', '.join(SUFFIXES)}")
        rows = []
    faults.check()
    return rows


def _text(content: bytes, faults: _Faults) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.add(content.count(b"\n", 0, error.start) + 1, "text", "is not UTF-8", "save the file as UTF-8")
        return ""


def _lines(text: str, faults: _Faults) -> Iterator[Row]:
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line, parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            faults.add(
                number, "line", f"is not JSON ({getattr(error, 'msg', error)})", "write one JSON object on one line"
            )
            continue
        if isinstance(fields, dict):
            yield Row(number, fields)
        else:
            faults.add(number, "line", f"is a {type(fields).__name__}, not an object", 'write {"id": …, "text": …}')


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")


def _csv(text: str, faults: _Faults) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        head = [name.strip() for name in next(reader, [])]
        for cells in reader:
            if any(cell.strip() for cell in cells):
                if len(cells) > len(head):
                    faults.add(
                        reader.line_num,
                        "line",
                        f"has {len(cells)} cells for {len(head)} columns",
                        "quote cells with commas",
                    )
                yield Row(reader.line_num, _cells(head, cells))
    except csv.Error as error:
        faults.add(reader.line_num, "line", f"is not CSV ({error})", "quote cells with commas or line breaks")


def _workbook(content: bytes, faults: _Faults) -> Iterator[Row]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        rows = (
            CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
        )
    except (CalamineError, ValueError, IndexError, OSError) as error:
        faults.add(0, "file", f"is not a workbook ({error})", "save it as .xlsx")
        return
    head = [str(name).strip() for name in rows[0]] if rows else []
    for number, cells in enumerate(rows[1:], 2):
        if any(str(cell).strip() for cell in cells):
            yield Row(number, _cells(head, cells))


def _cells(head: Sequence[str], cells: Sequence[Any]) -> dict[str, Any]:
    """Named cells, empty ones left out; whole floats, which workbooks make of every number, become integers."""
    named = {}
    for name, cell in zip(head, cells, strict=False):
        cell = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
        if name and str(cell).strip():
            named[name] = cell.strip() if isinstance(cell, str) else cell
    return named


def read_texts(path: str | Path) -> list[Row]:
    """Rows with a unique `id` and a `text` (or a `title`), both strings. Raises BadInput."""
    rows, faults = read_rows(path), _Faults(Path(path))
    _check_texts(rows, faults)
    faults.check()
    return rows


def _check_texts(rows: Iterable[Row], faults: _Faults) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        key = row.fields.get("id")
        if isinstance(key, bool) or not isinstance(key, str | int) or not str(key).strip():
            faults.add(
                row.number, "id", "is missing" if key is None else f"is {key!r}", "give each row an id of its own"
            )
        elif str(key) in seen:
            faults.add(
                row.number, "id", f"{str(key)!r} was used in row {seen[str(key)]}", "give each row an id of its own"
            )
        else:
            seen[str(key)] = row.number
            if any(letter in "\t\n\r" or _is_half(letter) for letter in str(key)):
                faults.add(
                    row.number, "id", "has a tab, a line break or half a character", "use plain letters and digits"
                )
        _check_words(row, faults)


def _check_words(row: Row, faults: _Faults) -> None:
    words = [row.fields.get(name) for name in ("text", "title")]
    for name, value in zip(("text", "title"), words, strict=True):
        if value is not None and not isinstance(value, str):
            faults.add(row.number, name, f"is {type(value).__name__} {value!r:.40}", "write it as a string")
        elif value and any(map(_is_half, value)):
            faults.add(
                row.number, name, "has half a character (a lone surrogate)", "write the whole character or leave it out"
            )
    if not any(isinstance(value, str) and value.strip() for value in words) and all(
        v is None or isinstance(v, str) for v in words
    ):
        faults.add(row.number, "text", "is missing or empty", "give a text or a title")


def _is_half(letter: str) -> bool:
    """True for a lone surrogate, which no file can hold."""
    return "\ud800" <= letter <= "\udfff"


def words_of(row: Row) -> str:
    """Title and text of a row, as a reader or an encoder takes them."""
    title, text = row.fields.get("title") or "", row.fields.get("text") or ""
    return f"{title}\n{text}" if title and text else title or text


def read_postings(path: str | Path, make: type[P], taxonomy: Taxonomy) -> list[P]:
    """The demands (`make=Demand`) or supplies (`make=Supply`) of a file. Unknown fields pass. Raises BadInput."""
    rows, faults = read_rows(path), _Faults(Path(path))
    _check_texts(rows, faults)
    columns = [_columns(row, make, taxonomy, faults) for row in rows]
    for row, fields in zip(rows, columns, strict=True):
        if fields["start"] and fields["end"] and fields["end"] < fields["start"]:
            faults.add(
                row.number, "end", f"is before the start ({fields['start']})", "let it end on or after its start"
            )
    faults.check()
    return [make(**fields) for fields in columns]


def _columns(row: Row, make: type, taxonomy: Taxonomy, faults: _Faults) -> dict[str, Any]:
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
    }


def _owner(row: Row, faults: _Faults) -> str | None:
    owner = row.fields.get("owner")
    if owner in (None, ""):
        return None
    if isinstance(owner, bool) or not isinstance(owner, str | int):
        faults.add(row.number, "owner", f"is {owner!r:.40}", "give the owner's id as a string")
    return str(owner)


def _kind(row: Row, kinds: Sequence[str], faults: _Faults) -> str | None:
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


def _region(row: Row, faults: _Faults) -> str | None:
    region = row.fields.get("region")
    if region in (None, ""):
        return None
    code = find(str(region)) if isinstance(region, str | int) and not isinstance(region, bool) else None
    if code is None:
        faults.add(row.number, "region", f"{region!r} is not a region", "give a GB/T 2260 code, a province or a city")
    return code


def _integer(row: Row, field: str, least: int, most: int, faults: _Faults) -> int | None:
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


def _date(row: Row, field: str, faults: _Faults) -> date | None:
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


def _skills(row: Row, taxonomy: Taxonomy, faults: _Faults) -> tuple[SkillUse, ...]:
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


def _skill(row: Row, given: Any, taxonomy: Taxonomy, faults: _Faults) -> SkillUse | None:
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


def read_taxonomy(path: str | Path = TAXONOMY) -> Taxonomy:
    """A taxonomy from JSON lines of {id, zh, en, aliases, broader?, uri?, kind?, weak?}. Raises BadInput."""
    rows, faults = read_rows(path), _Faults(Path(path))
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


def _concept(row: Row, faults: _Faults) -> Skill:
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
    )


def _strings(row: Row, field: str, faults: _Faults) -> tuple[str, ...]:
    given = row.fields.get(field) or []
    given = [given] if isinstance(given, str) else given
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        faults.add(row.number, field, "is not a list of strings", 'write ["…", "…"]')
        return ()
    return tuple(given)


def as_json(value: Any) -> str:
    """One line of JSON, the same bytes for the same value on every machine."""
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "), allow_nan=False)


def write_rows(path: str | Path, rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """The rows stand in the file, all of them or (on any error) none: it is written beside and then renamed."""
    path = Path(path)
    if path.suffix not in SUFFIXES:
        right = f"use one of {', '.join(SUFFIXES)}"
        raise BadInput([Fault(str(path), 0, "file", f"has the suffix {path.suffix!r}", right)])
    writer = {".jsonl": _write_lines, ".csv": _write_csv, ".xlsx": _write_workbook}[path.suffix]
    write_whole(path, lambda file: writer(file, rows, columns))


def write_whole(path: str | Path, write: Callable[[io.BufferedWriter], None]) -> None:
    """What `write` puts out stands under `path`, complete, or `path` is as it was."""
    path = Path(path)
    part = path.parent / f".{path.name}.{os.getpid()}.part"
    try:
        with part.open("wb") as file:
            write(file)
        part.replace(path)
    except OSError as error:
        raise BadInput(
            [Fault(str(path), 0, "file", f"cannot be written ({error.strerror})", "give another place")]
        ) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _write_lines(file: Any, rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    for row in rows:
        file.write((as_json({name: row[name] for name in columns if name in row}) + "\n").encode())


def _cell(value: Any) -> Any:
    """A value as one cell; text that a spreadsheet would run as a formula is made plain."""
    value = as_json(value) if isinstance(value, dict | list | tuple) else value
    return "'" + value if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


def _write_csv(file: Any, rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_cell(row.get(name)) for name in columns] for row in rows)
    text.detach()


def _write_workbook(file: Any, rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    from xlsxwriter import Workbook

    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2000, 1, 1)})  # same rows, same bytes
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
    too_big = any(
        sheet.write_row(number, 0, [_cell(row.get(name)) for name in columns]) for number, row in enumerate(rows, 1)
    )
    book.close()
    if too_big:  # xlsxwriter itself leaves such cells out, or cuts them, and goes on
        raise OSError(errno.EFBIG, "it is more than a workbook holds")
