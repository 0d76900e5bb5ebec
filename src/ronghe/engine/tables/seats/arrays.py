"""The arrays of a seating in an NPZ archive, and whether they can be used."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import numpy as np

from ronghe.engine.tables.rows import Faults

__all__ = ["check_arrays", "check_once", "read_arrays"]

MOST_FIT = 1000
ARRAYS = {"indptr": "int64", "idx": "int32", "key": "uint32", "cap": "int32", "fit": "int32"}


def read_arrays(content: bytes, faults: Faults) -> dict[str, Any]:
    given: dict[str, Any] = {}
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as archive:
            given = {name: archive[name] for name in ARRAYS if name in archive.files}
    except (ValueError, OSError, EOFError, KeyError, zipfile.BadZipFile, AttributeError) as error:
        faults.add(0, "file", f"is not an NPZ archive ({error!s:.60})", "write it with numpy.savez")
        return {}
    for name, kind in ARRAYS.items():
        array = given.get(name)
        if array is None:
            if name != "fit":
                faults.add(0, name, "is missing", f"give an array of {kind}")
        elif array.ndim != 1 or array.dtype.kind not in "iu":
            faults.add(0, name, f"is {array.ndim}-dimensional {array.dtype}", f"give a flat array of {kind}")
        elif array.size and not np.iinfo(kind).min <= int(array.min()) <= int(array.max()) <= np.iinfo(kind).max:
            faults.add(_row(array > np.iinfo(kind).max), name, f"does not fit {kind}", f"give an array of {kind}")
        else:
            given[name] = array.astype(kind, copy=False)
    return given


def check_arrays(given: Mapping[str, Any], faults: Faults) -> None:
    indptr, idx, key, cap = (given[name] for name in ("indptr", "idx", "key", "cap"))
    if not indptr.size or indptr[0] != 0 or indptr[-1] != len(idx) or (np.diff(indptr) < 0).any():
        faults.add(0, "indptr", "does not rise from 0 to the length of idx", "give n + 1 numbers")
    for name in ("key", "fit"):
        if name in given and len(given[name]) != len(idx):
            faults.add(0, name, f"has {len(given[name])} numbers for {len(idx)} choices", "give one for each of idx")
    if (cap < 0).any():
        faults.add(_row(cap < 0), "cap", "is below 0", "give whole numbers from 0 up")
    if idx.size and not 0 <= idx.min() <= idx.max() < len(cap):
        faults.add(
            _row((idx < 0) | (idx >= len(cap))), "idx", "is no position", f"give numbers from 0 to {len(cap) - 1}"
        )
    fit = given.get("fit")
    if fit is not None and fit.size and not 1 <= fit.min() <= fit.max() <= MOST_FIT:
        faults.add(_row((fit < 1) | (fit > MOST_FIT)), "fit", "is no fit", f"give numbers from 1 to {MOST_FIT:,}")
    faults.check()
    check_once("key", idx.astype(np.int64) << 32 | key, "is a key that the position has twice", faults)
    owner = np.repeat(np.arange(len(indptr) - 1), np.diff(indptr))
    check_once("idx", owner << 31 | idx, "is a position that the applicant has twice", faults)


def check_once(name: str, code: Any, wrong: str, faults: Faults, rows: Any = None) -> None:
    """Adds a fault where a code is there twice, at the second of `rows`; without them, of the array."""
    ordered = np.sort(code)
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    if twice.size:
        found = np.flatnonzero(code == twice[0])
        row = int(found[1]) + 1 if rows is None else int(np.sort(rows[found])[1])
        faults.add(row, name, wrong, f"give each {name} once there")


def _row(bad: Any) -> int:
    """The row of the first that is bad, from 1; 0 where none is."""
    found = np.flatnonzero(bad)
    return int(found[0]) + 1 if found.size else 0
