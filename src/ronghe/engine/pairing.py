"""The best k of each row among all columns, exactly, in blocks: no more memory than a block at a time.

A column enters a row's list only with a score above the list's last one, columns are taken in order, and equal scores
keep that order: so the answer depends on neither the size of a block nor who computes it.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.errors import BadValue

__all__ = ["MOST", "top_k"]

MOST = 200  # the largest k
ROWS, COLUMNS = 256, 4096  # of a block: about 4 MB of scores in float32

Scores = Callable[[slice, slice], NDArray[np.floating]]


def top_k(
    scores: Scores, n_rows: int, n_columns: int, k: int, executor: Executor | None = None, *, slack: float = 0.0
) -> Iterator[NDArray[np.int64]]:
    """For each row its best columns, best first: int64 arrays of at most k, without those that score −inf.

    `scores(rows, columns)` gives the block of a slice of each; where it is rough, `slack` also keeps every column that
    scores at most that much less than the k-th. Raises BadValue unless 1 ≤ k ≤ 200.
    """
    if not 1 <= k <= MOST:
        raise BadValue(f"k is {k}; give a number from 1 to {MOST}")
    rows = [slice(a, min(a + ROWS, n_rows)) for a in range(0, n_rows, ROWS)]
    work = partial(_rows, scores, n_columns, k, slack)
    for best in executor.map(work, rows) if executor else map(work, rows):
        yield from best


def _rows(scores: Scores, n_columns: int, k: int, slack: float, rows: slice) -> list[NDArray[np.int64]]:
    n = rows.stop - rows.start
    values = [np.empty(0)] * n
    places = [np.empty(0, np.int64)] * n
    enough = np.full(n, -np.inf)  # what a column must score to be kept
    for a in range(0, n_columns, COLUMNS):
        block = scores(rows, slice(a, min(a + COLUMNS, n_columns)))
        better = block > enough[:, None]
        for row in np.flatnonzero(better.any(axis=1)):
            new = np.flatnonzero(better[row])
            pool = np.concatenate([values[row], block[row, new]])
            order = np.argsort(-pool, kind="stable")
            order = order[: k if not slack else np.count_nonzero(pool >= pool[order[:k][-1]] - slack)]
            values[row], places[row] = pool[order], np.concatenate([places[row], new + a])[order]
            enough[row] = values[row][k - 1] - slack if len(order) >= k else -np.inf
    return places
