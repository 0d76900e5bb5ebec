"""A file as rows of named fields, whatever its format."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ronghe.engine.errors import BadInput, Fault

__all__ = ["SUFFIXES", "Faults", "Row", "content_of", "no_constant", "read_rows", "text_of"]

SUFFIXES = (".jsonl", ".csv", ".xlsx")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file: its number there, and its fields by name."""

    number: int
    fields: Mapping[str, Any]


class Faults:
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
    faults, content = Faults(path), content_of(path)
    if path.suffix == ".xlsx":
        rows = list(_workbook(content, faults)) if content else []
    elif path.suffix in (".jsonl", ".csv"):
        text = text_of(content, faults)
        rows = list(_lines(text, faults) if path.suffix == ".jsonl" else _csv(text, faults))
    else:
        faults.add(0, "file", f"has the suffix {path.suffix!r}", f"use one of {', '.join(SUFFIXES)}")
        rows = []
    faults.check()
    return rows


def content_of(path: Path) -> bytes:
    """The bytes of a file. Raises BadInput."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(
            [Fault(str(path), 0, "file", f"cannot be read ({error.strerror})", "give a file that exists")]
        ) from None


def text_of(content: bytes, faults: Faults) -> str:
    """UTF-8 as text, without a byte order mark; none, and a fault, where it is another coding."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.add(content.count(b"\n", 0, error.start) + 1, "text", "is not UTF-8", "save the file as UTF-8")
        return ""


def _lines(text: str, faults: Faults) -> Iterator[Row]:
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line, parse_constant=no_constant)
        except (ValueError, RecursionError) as error:
            faults.add(
                number, "line", f"is not JSON ({getattr(error, 'msg', error)})", "write one JSON object on one line"
            )
            continue
        if isinstance(fields, dict):
            yield Row(number, fields)
        else:
            faults.add(number, "line", f"is a {type(fields).__name__}, not an object", 'write {"id": …, "text": …}')


def no_constant(name: str) -> None:
    """`NaN` and `Infinity`, which Python would read, are not JSON."""
    raise ValueError(f"{name} is not a JSON number")


def _csv(text: str, faults: Faults) -> Iterator[Row]:
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


def _workbook(content: bytes, faults: Faults) -> Iterator[Row]:
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
