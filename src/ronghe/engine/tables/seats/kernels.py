"""The loops that read a plain table of choices, on its bytes. Only compiled ones are fast enough to be of use."""

from typing import Any

from ronghe.engine.seating.compiled import compiled
from ronghe.engine.tables.seats.plain import APPLICANT, FIT, KEY, MOST, MOST_FIT, MOST_KEY, POSITION, RANK

__all__ = ["enter", "read_plain"]

FEED, RETURN, SPACE, QUOTE, COMMA, ZERO, NINE, DELETE = 10, 13, 32, 34, 44, 48, 57, 127
FIRST, PRIME, BITS = 2166136261, 16777619, 4294967295  # of the code of a name: FNV-1a
LONGEST = 10  # digits


@compiled
def enter(text: Any, begin: Any, slots: Any) -> None:
    """Each name stands in the first slot that was free, from its code on."""
    mask = len(slots) - 1
    for one in range(len(begin) - 1):
        code = FIRST
        for at in range(begin[one], begin[one + 1]):
            code = ((code ^ text[at]) * PRIME) & BITS
        slot = code & mask
        while slots[slot] >= 0:
            slot = (slot + 1) & mask
        slots[slot] = one


@compiled
def _alike(one: Any, at: int, other: Any, there: int, length: int) -> bool:
    step = 0
    while step < length and one[at + step] == other[there + step]:
        step += 1
    return step == length


@compiled
def _found(text: Any, start: int, length: int, code: int, names: Any, begin: Any, slots: Any) -> int:
    """The number of the name that stands in `text` at `start`; −1 where there is none."""
    mask = len(slots) - 1
    slot = code & mask
    while slots[slot] >= 0:
        one = slots[slot]
        if begin[one + 1] - begin[one] == length and _alike(text, start, names, begin[one], length):
            return int(one)
        slot = (slot + 1) & mask
    return -1


@compiled
def read_plain(
    text: Any, first: int, kinds: Any, names: Any, begin: Any, slots: Any, run: Any, run_first: Any, run_end: Any,
    where: Any, rank: Any, key: Any, fit: Any,
) -> int:  # fmt: skip
    """How many runs of rows with one applicant there are from `first` on; −1 where the table is not plain.

    run (e) is the run of each row, run_first and run_end where its applicant's id stands. The text ends in a line feed.
    """
    rows, runs, at, last, with_fit = 0, 0, first, len(kinds) - 1, False
    for kind in kinds:
        with_fit = with_fit or kind == FIT
    while at < len(text):
        has_rank, has_key, has_fit = False, False, False
        for column in range(len(kinds)):
            kind, start, value, code = kinds[column], at, 0, FIRST
            byte = text[at]
            if RANK <= kind <= FIT:
                while ZERO <= byte <= NINE:
                    value = value * 10 + (byte - ZERO)
                    at += 1
                    byte = text[at]
            else:
                while SPACE < byte < DELETE and byte != COMMA and byte != QUOTE:
                    code = ((code ^ byte) * PRIME) & BITS
                    at += 1
                    byte = text[at]
            length = at - start
            if byte == RETURN and column == last:
                at += 1
                byte = text[at]
            if byte != (FEED if column == last else COMMA):
                return -1
            at += 1
            if kind == APPLICANT:
                if length == 0:
                    return -1
                before = run_first[runs - 1] if runs > 0 else 0
                if runs == 0 or run_end[runs - 1] - before != length or not _alike(text, before, text, start, length):
                    run_first[runs], run_end[runs] = start, start + length
                    runs += 1
                run[rows] = runs - 1
            elif kind == POSITION:
                where[rows] = _found(text, start, length, code, names, begin, slots)
                if where[rows] < 0:
                    return -1
            elif kind == RANK:
                has_rank = length > 0
                if length > LONGEST or value > MOST or (has_rank and value == 0):
                    return -1
                rank[rows] = value
            elif kind == KEY:
                has_key = length > 0
                if length > LONGEST or value > MOST_KEY:
                    return -1
                key[rows] = value
            elif kind == FIT:
                has_fit = length > 0
                if length > LONGEST or value > MOST_FIT or (has_fit and value == 0):
                    return -1
                fit[rows] = value
        if has_rank and has_key:
            if with_fit and not has_fit:
                return -1
        elif has_rank or has_key:
            rank[rows] = 0
        else:
            return -1
        rows += 1
    return runs
