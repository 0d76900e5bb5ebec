"""Rows into a file: all of them, or the file is as it was."""

import csv
import errno
import io
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from ronghe.engine.errors import BadInput, Fault
from ronghe.engine.tables.rows import SUFFIXES

__all__ = ["as_json", "write_rows", "write_together", "write_whole"]


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
    write_together({Path(path): write})


def write_together(files: Mapping[Path, Callable[[io.BufferedWriter], None]]) -> None:
    """Every one of the files stands complete, or all are as they were: each is written beside, then all are renamed."""
    parts = {path: path.parent / f".{path.name}.{os.getpid()}.part" for path in files}
    path = next(iter(files))
    try:
        for path, write in files.items():
            with parts[path].open("wb") as file:
                write(file)
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        for path, part in parts.items():
            part.replace(path)
    except OSError as error:
        raise BadInput(
            [Fault(str(path), 0, "file", f"cannot be written ({error.strerror})", "give another place")]
        ) from None
    finally:
        for part in parts.values():
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
