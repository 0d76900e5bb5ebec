"""Which format a taxonomy's file has: by its suffix, and a table's by its columns."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from ronghe.engine.errors import BadInput, Fault
from ronghe.engine.tables.rows import SUFFIXES, read_rows
from ronghe.engine.tables.taxonomies.case_reading import read_case
from ronghe.engine.tables.taxonomies.case_writing import write_case
from ronghe.engine.tables.taxonomies.esco import is_esco, read_esco
from ronghe.engine.tables.taxonomies.esco_writing import write_esco
from ronghe.engine.tables.taxonomies.framework import Framework
from ronghe.engine.tables.taxonomies.lines import as_framework, write_lines
from ronghe.engine.taxonomy import Taxonomy

__all__ = ["FORMATS", "TAXONOMY", "read_framework", "read_taxonomy", "write_framework"]

TAXONOMY = Path(__file__).parents[2] / "data" / "taxonomy.jsonl"
FORMATS = {"jsonl": ".jsonl", "esco": ".csv", "case": ".json"}
WRITERS = {"jsonl": write_lines, "esco": write_esco, "case": write_case}


def read_taxonomy(path: str | Path = TAXONOMY) -> Taxonomy:
    """The concepts of a taxonomy's file, of any format that `read_framework` takes. Raises BadInput."""
    return read_framework(path).taxonomy


def read_framework(path: str | Path) -> Framework:
    """A taxonomy from JSON lines or a table of our fields, from ESCO's CSV, or from a CASE package. Raises BadInput."""
    path = Path(path)
    if path.suffix == ".json":
        return read_case(path)
    if path.suffix not in SUFFIXES:
        raise _not_a_format(path, (*SUFFIXES, ".json"))
    rows = read_rows(path)
    return read_esco(path, rows) if is_esco(path, rows) else as_framework(path, rows)


def write_framework(path: str | Path, framework: Framework, format: str | None = None) -> Counter[str]:
    """The taxonomy stands in the file, whole, or nothing is written. Format by suffix unless given. Raises BadInput.

    Returns what the format cannot hold: kind of fact → how many of them there were.
    """
    path = Path(path)
    name = format or next((name for name, suffix in FORMATS.items() if suffix == path.suffix), None)
    if name is None:
        raise _not_a_format(path, FORMATS.values())
    return WRITERS[name](path, framework)


def _not_a_format(path: Path, suffixes: Iterable[str]) -> BadInput:
    right = f"use one of {', '.join(suffixes)}"
    return BadInput([Fault(str(path), 0, "file", f"has the suffix {path.suffix!r}", right)])
