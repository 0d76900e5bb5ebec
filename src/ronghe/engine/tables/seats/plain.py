"""Choices of applicants from a plain table, in one pass of compiled loops: what it holds, or that it is not plain.

Plain is: ASCII, no quotes, no spaces, every cell there and right. Anything else is read again, slowly, row by row, by
`named`, which also says what is wrong; so nothing is said here, and the loops need not know why they stop.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["FORMULA", "MOST", "MOST_FIT", "MOST_KEY", "NEEDED", "Choices", "plain_choices"]

NEEDED = ("applicant", "position", "rank", "key")
APPLICANT, POSITION, RANK, KEY, FIT, OTHER = range(6)
KINDS = dict(zip((*NEEDED, "fit"), range(5), strict=True))
MOST, MOST_KEY, MOST_FIT = 2147483647, 4294967295, 1000
FORMULA = "=+-@'"  # an id that begins so would not come back from a spreadsheet as it was
MARK = b"\xef\xbb\xbf"  # the byte order mark of UTF-8


class Choices(NamedTuple):
    """Rows of a table: whose choice, of which position, `rank` (0: one side alone names the pair), key, fit, row."""

    names: list[str]
    who: NDArray[np.int32]
    where: NDArray[np.int32]
    rank: NDArray[np.int32]
    key: NDArray[np.uint32]
    fit: NDArray[np.int32] | None
    row: NDArray[np.int32]

    def taken(self, which: NDArray[Any]) -> "Choices":
        """These rows of it, in this order."""
        fit = None if self.fit is None else self.fit[which]
        who, where, rank = self.who[which], self.where[which], self.rank[which]
        return Choices(self.names, who, where, rank, self.key[which], fit, self.row[which])


def plain_choices(content: bytes, positions: Sequence[str]) -> Choices | None:
    """The choices of a plain table; None where it is not plain, or nothing compiles the loops."""
    from ronghe.engine.tables.seats.kernels import read_plain  # numba is loaded when it is needed

    first = content.find(b"\n") + 1
    kinds = _kinds(content[:first])
    if not hasattr(read_plain, "py_func") or kinds is None or not positions:
        return None
    if not content.endswith(b"\n"):
        content += b"\n"
    n = content.count(b"\n", first)
    run, where, rank, fit = (np.empty(n, np.int32) for _ in range(4))
    run_first, run_end, key = np.empty(n, np.int64), np.empty(n, np.int64), np.empty(n, np.uint32)
    text = np.frombuffer(content, np.uint8)
    runs = read_plain(text, first, kinds, *_names(positions), run, run_first, run_end, where, rank, key, fit)
    if runs < 0 or (n and not rank.any()):
        return None
    number: dict[str, int] = {}
    spans = zip(run_first[:runs].tolist(), run_end[:runs].tolist(), strict=True)
    of_run = [number.setdefault(content[start:end].decode(), len(number)) for start, end in spans]
    if any(name[0] in FORMULA for name in number):
        return None
    who = np.array(of_run, np.int32)[run]
    row = np.arange(2, n + 2, dtype=np.int32)
    return Choices(list(number), who, where, rank, key, fit if FIT in kinds else None, row)


def _kinds(head: bytes) -> NDArray[np.int64] | None:
    """What each column holds; None where the head is not plain."""
    cells = head.removeprefix(MARK).decode("latin-1").strip("\r\n").split(",")
    names = [cell.strip() for cell in cells]
    if any('"' in name or not name.isascii() for name in names) or len(set(names)) < len(names):
        return None
    return np.array([KINDS.get(name, OTHER) for name in names]) if set(NEEDED) <= set(names) else None


def _names(positions: Sequence[str]) -> tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.int32]]:
    """The names one after the other, where each begins (m+1), and slots by which they are found."""
    from ronghe.engine.tables.seats.kernels import enter

    encoded = [name.encode() for name in positions]
    begin = np.cumsum([0, *map(len, encoded)], dtype=np.int64)
    text = np.frombuffer(b"".join(encoded), np.uint8)
    slots = np.full(1 << (2 * len(encoded)).bit_length(), -1, np.int32)
    enter(text, begin, slots)
    return text, begin, slots
