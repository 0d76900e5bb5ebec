"""Files ↔ values: JSON lines, CSV and workbooks, chosen by suffix. The only part of the engine that reads or writes.

Every bad row is named at once with its field and what would be right, and nothing is written until all of it is known.
Formats: docs/reference/formats.md.
"""

from ronghe.engine.tables.postings import read_postings
from ronghe.engine.tables.rows import Row, read_rows
from ronghe.engine.tables.seats import read_allocation, read_seating, write_allocation
from ronghe.engine.tables.taxonomies import (
    FORMATS,
    TAXONOMY,
    Framework,
    moment,
    read_framework,
    read_taxonomy,
    write_framework,
)
from ronghe.engine.tables.texts import read_examples, read_texts, words_of
from ronghe.engine.tables.writing import as_json, write_rows, write_whole

__all__ = [
    "FORMATS",
    "TAXONOMY",
    "Framework",
    "Row",
    "as_json",
    "moment",
    "read_allocation",
    "read_examples",
    "read_framework",
    "read_postings",
    "read_rows",
    "read_seating",
    "read_taxonomy",
    "read_texts",
    "words_of",
    "write_allocation",
    "write_framework",
    "write_rows",
    "write_whole",
]
