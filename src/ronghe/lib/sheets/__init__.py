"""Workbooks and CSV. Nothing that we write can run; nothing that we read is trusted.

`workbook` and `csv_file` write; `read` gives the rows of either kind of file, or a `BadFile` that says why not.
"""

from ronghe.lib.sheets.reading import MAX_BYTES, MAX_ROWS, BadFile, Cell, Row, Table, read
from ronghe.lib.sheets.writing import Column, Mark, Sheet, csv_file, workbook

__all__ = [
    "MAX_BYTES",
    "MAX_ROWS",
    "BadFile",
    "Cell",
    "Column",
    "Mark",
    "Row",
    "Sheet",
    "Table",
    "csv_file",
    "read",
    "workbook",
]
