"""Applicants and seats from JSON, NPZ or tables; allocations as JSON or a table. Formats: docs/reference/formats.md.

`row` of a fault counts from 1 within the list that the field names; positions and applicants are numbered from 0.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ronghe.engine.errors import BadInput, Fault
from ronghe.engine.tables.rows import Faults, content_of, no_constant, text_of
from ronghe.engine.tables.seats.arrays import check_arrays, read_arrays
from ronghe.engine.tables.seats.lists import check_lists
from ronghe.engine.tables.seats.named import read_named, read_seats, write_seats
from ronghe.engine.tables.writing import as_json, write_together

__all__ = ["read_allocation", "read_seating", "write_allocation"]

OF_ARRAYS = ("indptr", "applicant_ids", "position_ids")  # lists may carry any field past, but not for these


def read_seating(path: str | Path) -> dict[str, Any]:
    """The lists of a .json, the arrays of an .npz file or of the tables of a folder, checked. Raises BadInput."""
    path = Path(path)
    if path.is_dir():
        return read_named(path)
    faults, content = Faults(path), content_of(path)
    if path.suffix == ".npz":
        given = read_arrays(content, faults)
        faults.check()
        check_arrays(given, faults)
    elif path.suffix == ".json":
        given = _object(content, faults, 'write {"applicants": …, "positions": …}')
        check_lists(given, faults)
        faults.check()
        if b"\\u" in content:  # half a character cannot be written otherwise
            _check_characters(given, faults)
        given = {name: value for name, value in given.items() if name not in OF_ARRAYS}
    else:
        faults.add(0, "file", f"has the suffix {path.suffix!r}", "use one of .json, .npz, or a folder")
        given = {}
    faults.check()
    return given


def read_allocation(path: str | Path, given: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What the file of an allocation says, not yet believed. Raises BadInput where it cannot be read.

    A .csv has the ids of `given`, and the rest stands beside it, in a .json of the same name.
    """
    path = Path(path)
    if path.suffix == ".csv":
        _check_ids(path, given)
        return {**_document(path.with_suffix(".json")), "assignment": read_seats(path, given or {})}
    return _document(path)


def write_allocation(path: str | Path, document: Mapping[str, Any], given: Mapping[str, Any] | None = None) -> None:
    """The allocation stands in the file, as one line of JSON, or as a table of the ids of `given` with the rest beside.

    Raises BadInput.
    """
    path, rest = Path(path), dict(document)
    files: dict[Path, Any] = {}
    if path.suffix == ".csv":
        _check_ids(path, given)
        seats = rest.pop("assignment")
        files[path] = lambda file: write_seats(file, seats, given or {})
    elif path.suffix != ".json":
        raise BadInput([Fault(str(path), 0, "file", f"has the suffix {path.suffix!r}", "use .json or .csv")])
    files[path.with_suffix(".json")] = lambda file: file.writelines([as_json(rest).encode(), b"\n"])
    write_together(files)


def _check_ids(path: Path, given: Mapping[str, Any] | None) -> None:
    if "applicant_ids" not in (given or {}):
        raise BadInput([Fault(str(path), 0, "file", "has the suffix '.csv', and the input no ids", "use .json")])


def _document(path: Path) -> dict[str, Any]:
    return _object(content_of(path), Faults(path), 'write {"assignment": …, "certificate": …}')


def _check_characters(given: Mapping[str, Any], faults: Faults) -> None:
    """No text is half a character: a digest could not be taken of it."""
    try:
        json.dumps(given, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        faults.add(1, "text", "has half a character (a lone surrogate)", "write the whole character or leave it out")


def _object(content: bytes, faults: Faults, right: str) -> dict[str, Any]:
    text = text_of(content, faults)
    faults.check()
    try:
        given = json.loads(text, parse_constant=no_constant)
    except (ValueError, RecursionError) as error:
        row = getattr(error, "lineno", 1)
        faults.add(row, "file", f"is not JSON ({getattr(error, 'msg', error)})", right)
        given = None
    if given is not None and not isinstance(given, dict):
        faults.add(1, "file", f"is a {type(given).__name__}, not an object", right)
    faults.check()
    return dict(given or {})
