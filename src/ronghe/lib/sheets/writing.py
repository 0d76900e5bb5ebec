"""Values → workbook or CSV, as bytes. Every cell is text unless it is a true number or date; none is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import xlsxwriter

from ronghe.lib.letters import neutralised, printable

LONGEST_CELL = 32_767  # characters that a workbook cell holds
ROWS_WITH_CHOICES = 5_000  # rows below the head that offer a drop-down list
LISTS = "_lists"  # the hidden sheet that holds the drop-down lists: in the cell itself they must be short

INK, SOFT, PAPER, HAIR, SEAL, FAULT = "#1D1B18", "#6B645A", "#F4F1EA", "#D8D1C5", "#A8261D", "#F9DEDA"
FONT = {"font_name": "Microsoft YaHei", "font_size": 10.5, "font_color": INK, "valign": "top"}
HEAD = {**FONT, "bold": True, "font_color": "#FFFFFF", "bg_color": "#33406B", "valign": "vcenter", "text_wrap": True}
FORMATS = {
    "title": {**FONT, "font_size": 16, "bold": True, "valign": "vcenter"},
    "line": {**FONT, "font_color": SOFT, "valign": "vcenter"},
    "head": {**HEAD, "border": 1, "border_color": HAIR},
    "required": {**HEAD, "bg_color": SEAL, "border": 1, "border_color": HAIR},
    "text": {**FONT, "num_format": "@"},
    "wrap": {**FONT, "num_format": "@", "text_wrap": True},
    "number": {**FONT, "num_format": "0"},
    "decimal": {**FONT, "num_format": "0.000"},
    "date": {**FONT, "num_format": "yyyy-mm-dd", "align": "left"},
    "heading": {**FONT, "bold": True, "bg_color": PAPER, "text_wrap": True},
}
MARKED = {"bg_color": FAULT, "border": 1, "border_color": SEAL}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet. `choices` become a drop-down list, `note` a comment on its head."""

    title: str
    width: float = 16
    note: str = ""
    choices: Sequence[str] = ()
    kind: str = "text"  # text, wrap, date: how its empty cells are formatted
    required: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A highlighted cell with what is to be said of it. Row and column count from 0, without the head."""

    row: int
    column: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: a title and a line above, if given, then the frozen head, then the rows."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]] = ()
    title: str = ""
    line: str = ""
    marks: Sequence[Mark] = ()
    headings: frozenset[int] = field(default_factory=frozenset)  # rows that are headings among the others


def workbook(sheets: Iterable[Sheet], *, made_on: date | None = None) -> bytes:
    """The .xlsx file with these sheets. The same sheets with the same day give the same bytes."""
    out = io.BytesIO()
    day = made_on or date(2000, 1, 1)
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": datetime(day.year, day.month, day.day), "author": "Ronghe", "company": "融合"})
        pen = _Pen(book)
        for sheet in sheets:
            pen.write(sheet)
        pen.write_lists()
    return out.getvalue()


def csv_file(columns: Iterable[Column | str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The CSV file, in UTF-8 with a byte order mark so that spreadsheets read Chinese. No cell of it can run."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_text(column.title if isinstance(column, Column) else column) for column in columns])
    writer.writerows([[_text(cell) for cell in row] for row in rows])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _text(cell: Any) -> str:
    """A cell in words that no spreadsheet runs. True numbers stay as they are, negative ones too."""
    if cell is None:
        return ""
    if isinstance(cell, int | float):
        return str(cell)
    return neutralised(printable(str(cell)))


class _Pen:
    """Writes sheets into one book: knows its formats and collects the drop-down lists."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.formats = {name: book.add_format(look) for name, look in FORMATS.items()}
        self.marked = {name: book.add_format({**look, **MARKED}) for name, look in FORMATS.items()}
        self.lists: list[tuple[str, ...]] = []

    def write(self, sheet: Sheet) -> None:
        page = self.book.add_worksheet(sheet.name)
        page.hide_gridlines(2)
        top = self._write_top(page, sheet)
        self._write_head(page, sheet, top)
        marks = {(mark.row, mark.column): mark.note for mark in sheet.marks}
        for r, row in enumerate(sheet.rows):
            for c, cell in enumerate(row):
                look = "heading" if r in sheet.headings else sheet.columns[c].kind
                self._write_cell(page, top + 1 + r, c, cell, look, is_marked=(r, c) in marks)
        for (r, c), note in marks.items():
            _comment(page, top + 1 + r, c, note)
        page.freeze_panes(top + 1, 0)
        _set_up_print(page, sheet, top)

    def _write_top(self, page: Any, sheet: Sheet) -> int:
        """The title and the line stand above; returns the row of the head."""
        above = [(text, look) for text, look in ((sheet.title, "title"), (sheet.line, "line")) if text]
        for row, (text, look) in enumerate(above):
            page.set_row(row, 30 if look == "title" else 20)
            page.write_string(row, 0, _text(text), self.formats[look])
        return len(above)

    def _write_head(self, page: Any, sheet: Sheet, top: int) -> None:
        page.set_row(top, 32)
        for c, column in enumerate(sheet.columns):
            page.set_column(c, c, column.width, self.formats[column.kind])
            page.write_string(top, c, _text(column.title), self.formats["required" if column.required else "head"])
            _comment(page, top, c, column.note)
            if column.choices:
                source = self._list(tuple(column.choices))
                page.data_validation(
                    top + 1,
                    c,
                    top + ROWS_WITH_CHOICES,
                    c,
                    {"validate": "list", "source": source, "error_type": "warning"},
                )

    def _write_cell(self, page: Any, row: int, c: int, cell: Any, look: str, *, is_marked: bool) -> None:
        formats = self.marked if is_marked else self.formats
        if _is_number(cell):
            page.write_number(row, c, cell, formats["number" if isinstance(cell, int) else "decimal"])
        elif isinstance(cell, date) and cell.year >= 1900:
            page.write_datetime(row, c, cell, formats["date"])
        elif cell is None or cell == "":
            page.write_blank(row, c, None, formats[look])
        else:
            page.write_string(row, c, _text(cell)[:LONGEST_CELL], formats[look])

    def _list(self, choices: tuple[str, ...]) -> str:
        """Where the drop-down list stands in the hidden sheet."""
        if choices not in self.lists:
            self.lists.append(choices)
        column = xlsxwriter.utility.xl_col_to_name(self.lists.index(choices), True)
        return f"={LISTS}!{column}$1:{column}${len(choices)}"

    def write_lists(self) -> None:
        if not self.lists:
            return
        page = self.book.add_worksheet(LISTS)
        for c, choices in enumerate(self.lists):
            for r, choice in enumerate(choices):
                page.write_string(r, c, _text(choice))
        page.very_hidden()


def _is_number(cell: Any) -> bool:
    """True for a number that a workbook keeps as it is: it has 15 digits, and neither infinity nor nothing."""
    return isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) < 10**15


def _comment(page: Any, row: int, column: int, note: str) -> None:
    if note:
        note = printable(note)[:2000]
        height = 30 + 18 * (note.count("\n") + len(note) // 22)
        page.write_comment(
            row, column, note, {"x_scale": 2.2, "height": min(height, 400), "font_size": 9, "author": "Ronghe"}
        )


def _set_up_print(page: Any, sheet: Sheet, top: int) -> None:
    """Printed, the sheet is as wide as a turned A4 page and repeats its head."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    page.set_footer("&L&A&R&P / &N")
    if sheet.rows and len(sheet.columns) > 1 and not sheet.headings:
        page.autofilter(top, 0, top + len(sheet.rows), len(sheet.columns) - 1)
