"""Who chooses what, laid out for the auction: by applicant and by position."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.seating.compiled import run
from ronghe.engine.seating.problem import Seating

__all__ = ["Columns", "Rows", "all_rows"]

Longs = NDArray[np.int64]
Columns = tuple[Longs, NDArray[np.int32], NDArray[np.int16]]  # start (m+1), applicant (e), fit (e)


class Rows:
    """start (n+1); idx and fit (e): of each applicant, the highest fit first."""

    def __init__(self, n: int, n_e: int) -> None:
        self.start = np.zeros(n + 1, np.int64)
        self.idx, self.fit = np.empty(n_e, np.int32), np.empty(n_e, np.int16)

    @property
    def arrays(self) -> Columns:
        return self.start, self.idx, self.fit

    def seats(self, choice: NDArray[Any]) -> Longs:
        """The position of each applicant with this choice, −1 for none."""
        seat = np.full(len(choice), -1, np.int64)
        seat[choice >= 0] = self.idx[choice[choice >= 0]]
        return seat

    def near(self, margin: int, scale: int, price: NDArray[Any], choice: NDArray[Any]) -> "Rows":
        """The rows without choices further than `margin` from an applicant's best; `choice` (n) is of those then."""
        from ronghe.engine.fitting.kernels import narrow

        near = Rows(len(choice), len(self.idx))
        run(narrow, margin, scale, *self.arrays, price, choice, *near.arrays)
        near.idx, near.fit = near.idx[: near.start[-1]].copy(), near.fit[: near.start[-1]].copy()
        return near

    def by_position(self, m: int) -> Columns:
        from ronghe.engine.fitting.kernels import by_position

        columns = np.zeros(m + 1, np.int64), np.empty_like(self.idx), np.empty_like(self.fit)
        run(by_position, *self.arrays, *columns)
        return columns


def all_rows(problem: Seating, drawn: Longs, spot: Longs) -> Rows:
    """Every choice of the problem, applicants in the order `drawn` (n), position j at `spot[j]`."""
    from ronghe.engine.fitting.kernels import lay_out

    assert problem.fit_e is not None
    rows = Rows(problem.n, len(problem.idx_e))
    run(lay_out, problem.indptr_n, problem.idx_e, problem.fit_e, drawn, spot, *rows.arrays)
    return rows
