"""Applicants and positions by their ids, from the two tables of a folder, and who sits where as a table.

`choices.csv` has a row for each pair (applicant, position, rank, key[, fit]), `positions.csv` one for each position
(position, capacity). A pair without rank or without key is named by one side alone: it is dropped and counted.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.tables.rows import Faults, Row, content_of, read_rows
from ronghe.engine.tables.seats.arrays import check_once
from ronghe.engine.tables.seats.plain import FORMULA, MOST, MOST_FIT, MOST_KEY, NEEDED, Choices, plain_choices

__all__ = ["checked_choices", "read_named", "read_seats", "write_seats"]

CHOICES, POSITIONS = "choices.csv", "positions.csv"
SEATS = ("applicant", "position")


def read_named(folder: Path) -> dict[str, Any]:
    """The arrays of the two tables, with `applicant_ids`, `position_ids` and how many pairs were `dropped`.

    Applicants are numbered as they come in `choices.csv`, positions as in `positions.csv`. Raises BadInput.
    """
    positions, cap = _positions(folder / POSITIONS)
    return {**_arrays(folder / CHOICES, positions), "cap": cap, "position_ids": positions}


def _positions(path: Path) -> tuple[list[str], NDArray[np.int32]]:
    rows, faults = read_rows(path), Faults(path)
    _check_columns(rows, ("position", "capacity"), faults)
    caps: dict[str, int] = {}
    for row in rows:
        name, cap = _id(row, "position", faults), _whole(row, "capacity", 0, faults)
        if name and name in caps:
            faults.add(row.number, "position", f"{name!r:.60} stands in a row above", "give each position one row")
        if cap is None and "capacity" not in row.fields:
            faults.add(row.number, "capacity", "is missing", "give its seats, which may be 0")
        caps[name] = cap or 0
    faults.check()
    return list(caps), np.fromiter(caps.values(), np.int32, len(caps))


def _arrays(path: Path, positions: Sequence[str]) -> dict[str, Any]:
    faults = Faults(path)
    choices = plain_choices(content_of(path), positions) or checked_choices(path, positions)
    is_pair = choices.rank > 0
    dropped = int((~is_pair).sum())
    if dropped:
        choices = choices.taken(is_pair)
    if not _rises(choices.who, choices.rank):
        choices = choices.taken(np.lexsort((choices.rank, choices.who)))
    who = choices.who.astype(np.int64) << 31
    code = choices.where.astype(np.int64) << 32 | choices.key
    check_once("key", code, "is a key that the position has twice", faults, choices.row)
    check_once("position", who | choices.where, "is a position that the applicant has twice", faults, choices.row)
    if not _rises(choices.who, choices.rank):
        check_once("rank", who | choices.rank, "is a rank that the applicant has twice", faults, choices.row)
    faults.check()
    n = len(choices.names)
    fit = {} if choices.fit is None else {"fit": choices.fit}
    return {
        "indptr": np.concatenate([[0], np.cumsum(np.bincount(choices.who, minlength=n))]).astype(np.int64),
        "idx": choices.where,
        "key": choices.key,
        **fit,
        "applicant_ids": choices.names,
        "dropped": dropped,
    }


def _rises(who: NDArray[Any], rank: NDArray[Any]) -> bool:
    """True if applicants come in order, and each one's ranks rise."""
    return bool(((who[1:] > who[:-1]) | ((who[1:] == who[:-1]) & (rank[1:] > rank[:-1]))).all())


def checked_choices(path: Path, positions: Sequence[str]) -> Choices:
    """The choices of any table, row by row. Raises BadInput with everything that is wrong."""
    rows, faults = read_rows(path), Faults(path)
    _check_columns(rows, NEEDED, faults)
    place = {name: j for j, name in enumerate(positions)}
    number: dict[str, int] = {}
    has_fit = any("fit" in row.fields for row in rows)
    found = [_choice(row, place, number, has_fit, faults) for row in rows]
    faults.check()
    who, where, rank, key, fit, at = np.array(found, np.int64).reshape(-1, 6).T
    return Choices(
        list(number),
        who.astype(np.int32),
        where.astype(np.int32),
        rank.astype(np.int32),
        key.astype(np.uint32),
        fit.astype(np.int32) if has_fit else None,
        at.astype(np.int32),
    )


def _choice(
    row: Row, place: Mapping[str, int], number: dict[str, int], has_fit: bool, faults: Faults
) -> tuple[int, int, int, int, int, int]:
    who, where = _id(row, "applicant", faults), _id(row, "position", faults)
    rank, key = _whole(row, "rank", 1, faults), _whole(row, "key", 0, faults, MOST_KEY)
    fit = _whole(row, "fit", 1, faults, MOST_FIT)
    if where and where not in place:
        faults.add(row.number, "position", f"{where!r:.60} is not in {POSITIONS}", "give the id of a row there")
    if "rank" not in row.fields and "key" not in row.fields:
        faults.add(row.number, "rank", "is missing, and so is the key", "give both, or one where one side alone names")
    is_pair = "rank" in row.fields and "key" in row.fields
    if is_pair and has_fit and "fit" not in row.fields:
        faults.add(row.number, "fit", "is missing", f"give a whole number from 1 to {MOST_FIT:,}, or no fit anywhere")
    at = number.setdefault(who, len(number))
    return at, place.get(where, -1), (rank or 0) if is_pair else 0, key or 0, fit or 0, row.number


def _check_columns(rows: Sequence[Row], names: Iterable[str], faults: Faults) -> None:
    for name in names:
        if rows and not any(name in row.fields for row in rows):
            faults.add(1, name, "is missing", "give a column of that name")
    faults.check()


def _id(row: Row, field: str, faults: Faults) -> str:
    """The id in this field, empty where there is none that can be used."""
    name = str(row.fields.get(field, ""))
    if not name:
        faults.add(row.number, field, "is missing", "give its id")
    elif name[0] in FORMULA:
        faults.add(row.number, field, f"{name!r:.60} begins as a formula does", "begin it with a letter or a digit")
    elif "\n" in name or "\r" in name:
        faults.add(row.number, field, f"{name!r:.60} has a line break", "write it on one line")
    else:
        return name
    return ""


def _whole(row: Row, field: str, least: int, faults: Faults, most: int = MOST) -> int | None:
    text = row.fields.get(field)
    if text is None:
        return None
    if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 20 and least <= int(text) <= most:
        return int(text)
    faults.add(row.number, field, f"is {text!r:.40}", f"give a whole number from {least:,} to {most:,}")
    return None


def write_seats(file: io.BufferedWriter, assignment: Sequence[int], given: Mapping[str, Any]) -> None:
    """A row for each applicant, with the position; empty where they have none."""
    names = [*given["position_ids"], ""]  # −1 is the last
    text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(SEATS)
    writer.writerows(zip(given["applicant_ids"], (names[j] for j in assignment), strict=True))
    text.detach()


def read_seats(path: Path, given: Mapping[str, Any]) -> list[int]:
    """The position of each applicant of `given`, −1 for none. Raises BadInput."""
    rows, faults = read_rows(path), Faults(path)
    number = {name: i for i, name in enumerate(given["applicant_ids"])}
    place = {name: j for j, name in enumerate(given["position_ids"])}
    seats: dict[int, int] = {}
    for row in rows:
        who, where = (row.fields.get(name) for name in SEATS)
        if who not in number or number[who] in seats:
            wrong = "is no applicant of the input" if who not in number else "stands in a row above"
            faults.add(row.number, "applicant", f"{who!r:.60} {wrong}", "give each applicant of the input one row")
        elif where is not None and where not in place:
            faults.add(row.number, "position", f"{where!r:.60} is not in {POSITIONS}", "give an id of it, or none")
        else:
            seats[number[who]] = -1 if where is None else place[where]
    if not faults.found and len(seats) < len(number):
        missing = next(name for name, i in number.items() if i not in seats)
        faults.add(0, "applicant", f"{missing!r:.60} has no row", "give each applicant of the input one row")
    faults.check()
    return [seats[i] for i in range(len(number))]
