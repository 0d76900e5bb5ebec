"""The largest total fit, by an auction: applicants bid for positions, and then positions with free seats lower prices.

Auction with ε-scaling for many-to-one: Bertsekas and Castañon (1989), doi:10.1007/BF02216923; seats that stay free, by
turns of bidding and lowering: Bertsekas and Castañon (1992), doi:10.1007/BF00249638. Everything counts in whole parts
of one unit of fit, more parts than applicants: where each is within one part of their best, all together have the best.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.errors import BadValue
from ronghe.engine.fitting.rows import Columns, all_rows
from ronghe.engine.seating.compiled import run
from ronghe.engine.seating.problem import Allocation, Seating
from ronghe.engine.seating.sealing import sealed

__all__ = ["fit"]

FIRST, FACTOR = 10, 8  # the first slack is the largest fit divided by 10, each further one an eighth of it
NEAR = 3  # first slacks from an applicant's best, further than which choices are left out at first …
NEARER = 300  # … and units of fit, in a start from an earlier result
SHORT, LONG = 5, 60  # looks at all these choices that a start from near prices may take: at once, and by steps
NO_END = 2**62
MOST_PRICE = 1000  # the largest fit
MOST = 60_000_000  # applicants: a bid in parts, with an applicant below it, stays below 2⁶³

Longs = NDArray[np.int64]


def fit(problem: Seating, start: Mapping[str, Any] | None = None) -> Allocation:
    """An allocation with the largest total fit within the capacities, with the prices that prove it.

    `start`, an earlier result as its file has it, for as many applicants and positions, is begun from: the total is the
    same, and few people move. Raises BadValue without fits, with reserved seats or regional caps.
    """
    _check(problem)
    auction = _Auction(problem)
    if start is None:
        auction.run()
    else:
        auction.run_from(*_stated(start, problem))
    choice = auction.choices_in(problem)
    return sealed(problem, "fit", choice >= 0, choice, {"prices": auction.whole_prices().tolist()})


def _check(problem: Seating) -> None:
    if problem.fit_e is None:
        raise BadValue("a total fit needs a fit for each choice")
    if problem.pools or problem.regions:
        raise BadValue("a total fit knows no reserved seats and no regional caps; leave them out or seek a stable one")
    if problem.n > MOST:
        raise BadValue(f"a total fit is sought for at most {MOST:,} applicants")


class _Auction:
    """Prices, and who has which choice. After an auction nobody is further than its slack from their best.

    Applicants and positions stand in the drawn order here, so that how they are numbered decides nothing. Most choices
    are far from anybody's best and stay so: they are left out until, in the end, all are looked at again.
    """

    def __init__(self, problem: Seating) -> None:
        from ronghe.engine.seating.kernels import seats_to_keep

        n, m = problem.n, problem.m
        self.scale = int((np.diff(problem.indptr_n) > 0).sum()) + 2  # parts of one unit of fit
        self.place_n = np.arange(n) if problem.place_n is None else problem.place_n
        self.spot_m = np.arange(m) if problem.rank_m is None else problem.rank_m
        self.drawn_n = np.argsort(self.place_n)
        self.cap_m = problem.cap_m[np.argsort(self.spot_m)]
        self.all = self.rows = all_rows(problem, self.drawn_n, self.spot_m)
        self.columns: Columns | None = None  # of `rows`, once they are needed
        # Small numbers where they suffice: memory takes most of the time.
        parts = np.int32 if 2 * (MOST_PRICE + 1) * self.scale < 2**31 else np.int64
        self.closed = MOST_PRICE * self.scale  # the price of a position without seats, which nobody pays
        self.price: NDArray[Any] = np.where(self.cap_m > 0, 0, self.closed).astype(parts)
        self.choice: NDArray[Any] = np.full(n, -1, np.int32 if len(self.all.idx) < 2**31 else np.int64)
        self.start, self.size = np.zeros(m + 1, np.int64), np.zeros(m, np.int64)
        run(seats_to_keep, self.all.idx, self.cap_m, 0, self.start)
        self.heap = np.zeros(self.start[-1], np.int64)
        self.bits = max(n - 1, 0).bit_length()  # of an applicant's number
        self.profit, self.waiting = np.zeros(n, parts), np.zeros(1 << self.bits, np.int32)
        self.queue, self.queued = np.zeros(m, np.int32), np.zeros(m, bool)
        self.first = max(int(self.all.fit.max(initial=1)) * self.scale // FIRST, 1)

    def run(self) -> None:
        self._bid(self.first, NO_END)  # from prices of 0 there is nothing to lower
        self._leave_out(NEAR * self.first)
        self._by_steps(self.first // FACTOR)
        self._take_back()
        self._look_at_all()

    def run_from(self, seats: list[int], prices: list[int]) -> None:
        """From an earlier assignment and its prices."""
        self.price[self.spot_m] = np.array(prices, np.int64) * self.scale
        self.price[self.cap_m == 0] = self.closed
        seat = np.array(seats, np.int64)
        seat[seat >= 0] = self.spot_m[seat[seat >= 0]]
        self._sit(seat[self.drawn_n])
        self._look_at_all()

    def _look_at_all(self) -> None:
        """Goes on, with ever more of the choices, until all of them say that nobody is further than a part away."""
        margin = NEARER * self.scale
        while self._settle(1) or self._has_to_lower():
            self._leave_out(margin)
            if not (self._by_steps(1, SHORT) or self._by_steps(self.scale // 2, LONG)):
                self._by_steps(self.first)
            self._take_back()
            margin *= FACTOR

    def _has_to_lower(self) -> bool:
        """True if there is a free seat with a price."""
        return bool(((self.size < self.cap_m) & (self.price > 0)).any())

    def _take_back(self) -> None:
        """All choices."""
        seat = self.rows.seats(self.choice)
        self.rows, self.columns = self.all, None
        self._sit(seat)

    def _sit(self, seat: NDArray[Any]) -> None:
        from ronghe.engine.fitting.kernels import choices_of

        run(choices_of, seat, self.rows.start, self.rows.idx, self.choice)

    def _leave_out(self, margin: int) -> None:
        """The choices further than `margin` from an applicant's best."""
        self.rows, self.columns = self.rows.near(margin, self.scale, self.price, self.choice), None

    def _by_steps(self, slack: int, patience: int | None = None) -> bool:
        """Auctions with this slack and ever smaller ones, to 1. False where so many looks at all choices did not do."""
        looks = NO_END if patience is None else patience * len(self.rows.idx)
        while slack > 1 and looks >= 0:
            looks = self._auction(slack, looks)
            slack //= FACTOR
        return looks >= 0 and self._auction(1, looks) >= 0

    def _auction(self, slack: int, looks: int) -> int:
        """The looks at choices that are left; below 0 where they were not enough. Another can then go on from here."""
        from ronghe.engine.fitting.kernels import refill

        looks = self._bid(slack, looks)
        if looks < 0 or not self._has_to_lower():
            return looks
        self.columns = self.columns or self.rows.by_position(len(self.cap_m))
        kept = *self.columns, self.profit, self.queue, self.queued, looks
        return int(run(refill, *self._given(slack), *kept))

    def _bid(self, slack: int, looks: int) -> int:
        from ronghe.engine.fitting.kernels import bid_all

        count = self._settle(slack)
        return int(run(bid_all, *self._given(slack), self.waiting, count, looks))

    def _settle(self, slack: int) -> int:
        from ronghe.engine.fitting.kernels import settle

        return int(run(settle, *self._given(slack), self.waiting))

    def _given(self, slack: int) -> tuple[Any, ...]:
        seats = self.start, self.heap, self.size
        return slack, self.scale, self.bits, *self.rows.arrays, self.cap_m, self.price, self.choice, *seats

    def choices_in(self, problem: Seating) -> NDArray[Any]:
        """Which of the problem's choices each applicant has, −1 for none."""
        from ronghe.engine.fitting.kernels import choices_of

        seat, choice = self.rows.seats(self.choice), np.empty(problem.n, np.int64)
        seat[seat >= 0] = np.argsort(self.spot_m)[seat[seat >= 0]]
        run(choices_of, seat[self.place_n], problem.indptr_n, problem.idx_e, choice)
        return choice

    def whole_prices(self) -> Longs:
        """Prices in whole units that prove the assignment exactly, of the problem's positions.

        Between any two prices, and between a price and 0, stand only bounds that are whole units; each is kept up to
        one part. So all may be rounded down together after adding the same, if that leaves none of them one part below
        a unit. There are more parts than prices above 0, hence always something to add.
        """
        taken = np.zeros(self.scale, bool)
        taken[self.price % self.scale] = True
        taken[0] = True
        free = int(np.flatnonzero(~taken)[0])
        whole: Longs = (self.price.astype(np.int64) + (self.scale - 1 - free)) // self.scale
        return whole[self.spot_m]


def _stated(start: Mapping[str, Any], problem: Seating) -> tuple[list[int], list[int]]:
    """(assignment, prices) of an earlier result. Raises BadValue where it has none of these sizes."""
    seats, certificate = start.get("assignment"), start.get("certificate")
    prices = certificate.get("prices") if isinstance(certificate, dict) else None
    if isinstance(seats, list) and isinstance(prices, list) and (len(seats), len(prices)) == (problem.n, problem.m):
        whole = all(type(one) is int for one in (*seats, *prices))
        if whole and all(-1 <= j < problem.m for j in seats) and all(0 <= price <= MOST_PRICE for price in prices):
            return seats, prices
    raise BadValue("the earlier result is none of a largest total fit for as many applicants and positions")
