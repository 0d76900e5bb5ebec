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
from ronghe.engine.seating.compiled import run
from ronghe.engine.seating.problem import Allocation, Seating
from ronghe.engine.seating.sealing import sealed

__all__ = ["fit"]

FIRST, FACTOR = 10, 5  # the first slack is the largest fit divided by 10, each further one a fifth of it
SHORT, LONG = 5, 60  # looks at all choices that a start from an earlier result may take: at once, and by steps
NO_END = 2**62
MOST_PRICE = 1000  # the largest fit
MOST = 90_000_000  # applicants: parts · applicants stay below 2⁶³

Longs = NDArray[np.int64]


def fit(problem: Seating, start: Mapping[str, Any] | None = None) -> Allocation:
    """An allocation with the largest total fit within the capacities, with the prices that prove it.

    `start`, an earlier result as its file has it, for as many applicants and positions, is begun from: the total is the
    same, and few people move. Raises BadValue without fits, with reserved seats or regional caps.
    """
    _check(problem)
    order = _Order(problem)
    state = _State(order)
    if start is not None:
        state.begin_from(*_earlier(start, problem, order))
    if start is None or not (state.auctions(1, SHORT) or state.auctions(order.scale // 2, LONG)):
        state.auctions(int(order.fit_e.max(initial=1)) * order.scale // FIRST)
    choice = order.choices_back(state.choice)
    return sealed(problem, "fit", choice >= 0, choice, {"prices": state.whole_prices()[order.spot_m].tolist()})


def _check(problem: Seating) -> None:
    if problem.fit_e is None:
        raise BadValue("a total fit needs a fit for each choice")
    if problem.pools or problem.regions:
        raise BadValue("a total fit knows no reserved seats and no regional caps; leave them out or seek a stable one")
    if problem.n > MOST:
        raise BadValue(f"a total fit is sought for at most {MOST:,} applicants")


class _Order:
    """The problem with applicants and positions in the drawn order, so that how they are numbered decides nothing."""

    def __init__(self, problem: Seating) -> None:
        assert problem.fit_e is not None
        degree = np.diff(problem.indptr_n)
        self.scale = int((degree > 0).sum()) + 2  # parts of one unit of fit
        self.spot_m = np.arange(problem.m) if problem.rank_m is None else problem.rank_m
        self.edge_e: Longs | None = None  # the choice here → the choice in the problem
        if problem.place_n is None:
            self.indptr_n, self.idx_e, self.cap_m = problem.indptr_n, problem.idx_e, problem.cap_m
            self.fit_e = problem.fit_e.astype(np.int16)
            return
        drawn = np.argsort(problem.place_n)
        self.indptr_n = np.concatenate([[0], np.cumsum(degree[drawn])]).astype(np.int64)
        shift = np.repeat(problem.indptr_n[:-1][drawn] - self.indptr_n[:-1], degree[drawn])
        self.edge_e = shift + np.arange(len(shift))
        self.idx_e = self.spot_m.astype(np.int32)[problem.idx_e[self.edge_e]]
        self.fit_e = problem.fit_e[self.edge_e].astype(np.int16)
        self.cap_m = problem.cap_m[np.argsort(self.spot_m)]
        self.place_n = problem.place_n

    def choices_back(self, choice: NDArray[Any]) -> NDArray[Any]:
        """The choice of each applicant of the problem, −1 for none."""
        if self.edge_e is None:
            return choice
        mapped = np.full(len(choice), -1, np.int64)
        mapped[choice >= 0] = self.edge_e[choice[choice >= 0]]
        return mapped[self.place_n]


class _State:
    """Prices, and who has which choice. After an auction nobody is further than `slack` from their best."""

    def __init__(self, order: _Order) -> None:
        from ronghe.engine.fitting.kernels import by_position
        from ronghe.engine.seating.kernels import seats_to_keep

        n, m, n_e = len(order.indptr_n) - 1, len(order.cap_m), len(order.idx_e)
        self.order = order
        self.closed = MOST_PRICE * order.scale  # the price of a position without seats, which nobody pays
        # Small numbers where they suffice: memory takes most of the time.
        parts = np.int32 if 2 * (MOST_PRICE + 1) * order.scale < 2**31 else np.int64
        self.price: NDArray[Any] = np.where(order.cap_m > 0, 0, self.closed).astype(parts)
        self.choice: NDArray[Any] = np.full(n, -1, np.int32 if n_e < 2**31 else np.int64)
        self.start, self.size = np.zeros(m + 1, np.int64), np.zeros(m, np.int64)
        run(seats_to_keep, order.idx_e, order.cap_m, 0, self.start)
        self.heap = np.zeros(self.start[-1], np.int64)
        self.columns = np.zeros(m + 1, np.int64), np.zeros(n_e, np.int32), np.zeros(n_e, np.int16)
        run(by_position, order.indptr_n, order.idx_e, order.fit_e, *self.columns)
        self.profit, self.waiting = np.zeros(n, parts), np.zeros(n, np.int32)
        self.queue, self.queued = np.zeros(m, np.int32), np.zeros(m, bool)

    def begin_from(self, price: Longs, choice: Longs) -> None:
        self.price[:] = np.where(self.order.cap_m > 0, price, self.closed)
        self.choice[:] = choice

    def auctions(self, slack: int, patience: int | None = None) -> bool:
        """Auctions with this slack and ever smaller ones, to 1. False where so many looks at all choices did not do."""
        looks = NO_END if patience is None else patience * len(self.order.idx_e)
        while slack > 1 and looks >= 0:
            looks = self.auction(slack, looks)
            slack //= FACTOR
        return looks >= 0 and self.auction(1, looks) >= 0

    def auction(self, slack: int, looks: int) -> int:
        """The looks at choices that are left; below 0 where they were not enough. Another can then go on from here."""
        from ronghe.engine.fitting.kernels import bid_all, refill, settle

        order = self.order
        given = slack, order.scale, order.indptr_n, order.idx_e, order.fit_e, order.cap_m, self.price, self.choice
        seats = self.start, self.heap, self.size
        count = run(settle, *given, *seats, self.waiting)
        looks, _ = run(bid_all, *given, *seats, self.waiting, count, looks)
        if looks >= 0:
            looks = run(refill, *given, *seats, *self.columns, self.profit, self.queue, self.queued, looks)
        return int(looks)

    def whole_prices(self) -> Longs:
        """Prices in whole units that prove the assignment exactly.

        Between any two prices, and between a price and 0, stand only bounds that are whole units; each is kept up to
        one part. So all may be rounded down together after adding the same, if that leaves none of them one part below
        a unit. There are more parts than prices above 0, hence always something to add.
        """
        parts = self.order.scale
        taken = np.zeros(parts, bool)
        taken[self.price % parts] = True
        taken[0] = True
        free = int(np.flatnonzero(~taken)[0])
        return (self.price.astype(np.int64) + (parts - 1 - free)) // parts


def _earlier(start: Mapping[str, Any], problem: Seating, order: _Order) -> tuple[Longs, Longs]:
    """Prices and choices of an earlier result, in the order and the parts of this problem. Raises BadValue."""
    seats, prices = _stated(start, problem)
    price = np.zeros(problem.m, np.int64)
    price[order.spot_m] = np.array(prices, np.int64) * order.scale
    drawn = np.arange(problem.n) if problem.place_n is None else np.argsort(problem.place_n)
    there = np.array([order.spot_m[j] if j >= 0 else -1 for j in seats], np.int64)[drawn]
    owner = np.repeat(np.arange(problem.n), np.diff(order.indptr_n))
    same = np.flatnonzero(order.idx_e == there[owner])
    choice = np.full(problem.n, -1, np.int64)
    choice[owner[same]] = same
    return price, choice


def _stated(start: Mapping[str, Any], problem: Seating) -> tuple[list[int], list[int]]:
    """(assignment, prices) of an earlier result. Raises BadValue where it has none of these sizes."""
    seats, certificate = start.get("assignment"), start.get("certificate")
    prices = certificate.get("prices") if isinstance(certificate, dict) else None
    if isinstance(seats, list) and isinstance(prices, list) and (len(seats), len(prices)) == (problem.n, problem.m):
        whole = all(type(one) is int for one in (*seats, *prices))
        if whole and all(-1 <= j < problem.m for j in seats) and all(0 <= price <= MOST_PRICE for price in prices):
            return seats, prices
    raise BadValue("the earlier result is none of a largest total fit for as many applicants and positions")
