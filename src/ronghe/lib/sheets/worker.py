"""Reads one untrusted file from its input and writes its cells, as JSON, to its output: run as a process of its own.

It stands alone (nothing of the house is imported) and limits itself before it looks at anything, so that a file made to
exhaust a machine exhausts only this process. The answer is {"sheets": [{"name", "rows": [[number, [cell, …]], …]}]} or
{"fault": code, "fact": …}. A cell is a string, a number, a boolean, or {"day": "2027-03-31"}.
"""

import csv
import datetime
import io
import json
import sys
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

MEMORY, SECONDS = 256 * 2**20, 20  # of address space, of the processor
MAX_MEMBERS, MAX_INFLATED, MAX_RATIO = 200, 64 * 2**20, 200  # of a zip; small members may be squeezed as they like
MAX_ROWS, MAX_COLUMNS, MAX_CELLS, MAX_CELL = 20_000, 200, 1_000_000, 40_000
CODINGS = ("utf-8-sig", "gb18030")  # what spreadsheets in China save CSV as
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


Sheet = dict[str, Any]


class Unreadable(Exception):
    """Why the file is not read: a code and a fact."""

    def __init__(self, code: str, fact: str | int = "") -> None:
        super().__init__(code)
        self.code, self.fact = code, fact


def limit_itself() -> None:
    """This process has so much memory and time and no more; where the system cannot limit, the caller's clock does."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(content: bytes) -> list[Sheet]:
    """The sheets of a workbook or a CSV file, told apart by their first bytes. Raises Unreadable."""
    if not content.strip():
        raise Unreadable("empty")
    if content[:4] == b"PK\x03\x04":
        check_zip(content)
        return workbook_sheets(content)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":  # the old format, or a workbook with a password
        raise Unreadable("old_format")
    return [{"name": "", "rows": numbered(csv_rows(content))}]


def check_zip(content: bytes) -> None:
    """Nothing, if the zip holds a workbook of sensible size; every member is inflated to see, none is kept."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            members = box.infolist()
            check_sizes(members)
            if "xl/workbook.xml" not in box.namelist():
                raise Unreadable("not_workbook")
            for member in members:
                drain(box, member)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError, RuntimeError, zlib.error):
        raise Unreadable("broken") from None


def check_sizes(members: list[zipfile.ZipInfo]) -> None:
    """What the zip says of itself is within the limits."""
    if len(members) > MAX_MEMBERS:
        raise Unreadable("members", len(members))
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable("old_format")
    inflated = sum(member.file_size for member in members)
    if inflated > MAX_INFLATED:
        raise Unreadable("inflated", inflated // 2**20)
    for member in members:
        ratio = member.file_size / max(member.compress_size, 1)
        if ratio > MAX_RATIO and member.file_size > 2**20:
            raise Unreadable("ratio", round(ratio))


def drain(box: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """The member is as long as it says: the reader checks length and sum while it passes."""
    with box.open(member) as stream:
        while stream.read(2**18):
            pass


def workbook_sheets(content: bytes) -> list[Sheet]:
    """The visible sheets, in order."""
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        visible = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == calamine.SheetVisibleEnum.Visible and sheet.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        return [{"name": name, "rows": sheet_rows(book.get_sheet_by_name(name))} for name in visible]
    except (calamine.CalamineError, ValueError, IndexError, OSError, UnicodeError):
        raise Unreadable("broken") from None


def sheet_rows(sheet: Any) -> list[list[Any]]:
    """The rows of a sheet with their numbers; cells merged downward all carry the value of the first."""
    if sheet.total_height > MAX_ROWS * 4 or sheet.total_width * sheet.total_height > MAX_CELLS * 16:
        raise Unreadable("spread", sheet.total_height)
    rows = sheet.to_python(skip_empty_area=False)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if left == right and top < len(rows) and left < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]
    return numbered(rows)


def csv_rows(content: bytes) -> list[list[str]]:
    """The rows of a CSV file in any coding and with any separator that spreadsheets use."""
    text = decoded(content)
    if "\0" in text:
        raise Unreadable("not_text")
    csv.field_size_limit(MAX_CELL * 4)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator(text)))
    except csv.Error:
        raise Unreadable("broken") from None


def decoded(content: bytes) -> str:
    for coding in [MARKS[content[:2]]] if content[:2] in MARKS else CODINGS:
        try:
            return content.decode(coding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("coding")


def separator(text: str) -> str:
    """The sign that parts the cells of the first line: a comma, unless another is more frequent there."""
    first = text.lstrip().split("\n", 1)[0]
    return max(",\t;", key=first.count)


def numbered(rows: Iterable[list[Any]]) -> list[list[Any]]:
    """(number as the spreadsheet counts, cells) of every row that is not empty, within the limits."""
    found: list[list[Any]] = []
    cells = 0
    for number, row in enumerate(rows, 1):
        row = [plain(cell) for cell in row]
        while row and row[-1] in ("", None):
            row.pop()
        if not row or all(isinstance(cell, str) and not cell.strip() for cell in row):
            continue
        cells += len(row)
        if len(found) >= MAX_ROWS:
            raise Unreadable("rows", MAX_ROWS)
        if len(row) > MAX_COLUMNS or cells > MAX_CELLS:
            raise Unreadable("columns", MAX_COLUMNS)
        found.append([number, row])
    return found


def plain(cell: Any) -> Any:
    """A cell as JSON has it. Whole numbers are whole again: workbooks keep every number as a fraction."""
    if isinstance(cell, float):
        whole = cell == cell and abs(cell) != float("inf") and cell == int(cell)
        return int(cell) if whole else str(cell) if cell != cell else cell
    if isinstance(cell, datetime.datetime):
        is_day = cell.time() == datetime.time()
        return {"day": cell.date().isoformat()} if is_day else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, datetime.date):
        return {"day": cell.isoformat()}
    if cell is None or isinstance(cell, bool | int):
        return "" if cell is None else cell
    return str(cell)[:MAX_CELL]


def main() -> None:
    limit_itself()
    try:
        answer: dict[str, Any] = {"sheets": read(sys.stdin.buffer.read())}
    except Unreadable as fault:
        answer = {"fault": fault.code, "fact": fault.fact}
    except (MemoryError, RecursionError):
        answer = {"fault": "too_heavy", "fact": ""}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
