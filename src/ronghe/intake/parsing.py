"""An uploaded file → records and faults. All that is wrong with any row is collected; nothing is written."""

from dataclasses import dataclass

from ronghe.intake import fields
from ronghe.intake.faults import Fault
from ronghe.intake.models import ImportKind
from ronghe.intake.records import PostingRecord, UnitRecord
from ronghe.lib import sheets

MOST_ROWS = 10_000
HEAD_WITHIN = 12  # rows from the top in which the head is looked for: titles and notes may stand above it
RECORDS = {ImportKind.UNITS: UnitRecord, ImportKind.POSTINGS: PostingRecord}
PLACES = ("province", "city", "region")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: its head as written, which column is which field, and the rows below."""

    head: tuple = ()
    columns: tuple = ()  # (name of the field, number of the column)
    rows: tuple = ()
    faults: tuple = ()  # of the file as a whole; then there are no rows

    def cells_of(self, row):
        """The cells of a row by field. Of two columns for one field, the first that is filled counts."""
        cells = {}
        for name, column in self.columns:
            if column < len(row.cells) and not cells.get(name):
                cells[name] = row.cells[column]
        return cells

    def column_of(self, name):
        """Where the field stands in the file; None where it does not."""
        return next((column for known, column in self.columns if known == name), None)


def read_file(kind, content):
    """The rows of the first sheet whose head is known, or the fault of the file."""
    try:
        tables = sheets.read(content)
    except sheets.BadFile as bad:
        return _no_rows(f"file.{bad.code}", bad.fact)
    for table in tables:
        reading = _read_table(kind, table)
        if reading:
            return _checked(kind, reading)
    return _no_rows("file.head")


def records_of(kind, reading):
    """(records, faults) of the rows, in their order. A row with a fault has no record."""
    records, faults = [], list(reading.faults)
    for row in reading.rows:
        record, wrong = RECORDS[kind].from_row(reading.cells_of(row), row.number)
        records += [record] if record else []
        faults += wrong
    return records, faults


def _read_table(kind, table):
    """The reading of a sheet, or None where no row near its top is a head."""
    best = max(table.rows[:HEAD_WITHIN], key=lambda row: len(_columns(kind, row)), default=None)
    columns = _columns(kind, best) if best else ()
    if len({name for name, _ in columns}) < 2:
        return None
    rows = tuple(row for row in table.rows if row.number > best.number)
    return Reading(head=best.cells, columns=columns, rows=rows)


def _columns(kind, row):
    known = fields.heads(kind)
    heads = ((known.get(fields.head_word(cell)), column) for column, cell in enumerate(row.cells))
    return tuple((name, column) for name, column in heads if name)


def _checked(kind, reading):
    """The reading, unless it lacks a column that every row needs, has no row, or too many."""
    names = {name for name, _ in reading.columns}
    names |= {"province"} if "region" in names else set()
    missing = [one.name for one in fields.FIELDS[kind] if one.required and one.name not in names]
    if missing:
        return Reading(faults=tuple(Fault(0, name, "", "file.column") for name in missing))
    if not reading.rows:
        return _no_rows("file.no_rows")
    if len(reading.rows) > MOST_ROWS:
        return _no_rows("file.rows", MOST_ROWS)
    return reading


def _no_rows(code, fact=""):
    return Reading(faults=(Fault(0, "", str(fact), code),))
