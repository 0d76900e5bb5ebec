"""Applicants and seats from JSON or NPZ, and allocations as JSON. Formats: docs/reference/formats.md.

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
from ronghe.engine.tables.writing import as_json, write_whole

__all__ = ["read_allocation", "read_seating", "write_allocation"]


def read_seating(path: str | Path) -> dict[str, Any]:
    """The lists of a .json or the arrays of an .npz file, checked. Raises BadInput."""
    path = Path(path)
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
    else:
        faults.add(0, "file", f"has the suffix {path.suffix!r}", "use one of .json, .npz")
        given = {}
    faults.check()
    return given


def read_allocation(path: str | Path) -> dict[str, Any]:
    """What the file of an allocation says, not yet believed. Raises BadInput where it is no JSON object."""
    faults = Faults(Path(path))
    return _object(content_of(Path(path)), faults, 'write {"assignment": …, "certificate": …}')


def write_allocation(path: str | Path, document: Mapping[str, Any]) -> None:
    """The allocation stands in the file, as one line of JSON. Raises BadInput."""
    path = Path(path)
    if path.suffix != ".json":
        raise BadInput([Fault(str(path), 0, "file", f"has the suffix {path.suffix!r}", "use .json")])
    write_whole(path, lambda file: file.writelines([as_json(document).encode(), b"\n"]))


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
