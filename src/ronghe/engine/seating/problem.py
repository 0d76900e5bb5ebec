"""A seating as frozen arrays: who may sit where, in whose order, within which limits.

Axes, by the last letters of a name: n applicants, m positions, e choices of all applicants one after the other, best
first, g pools of reserved seats, r regions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.errors import BadValue

__all__ = ["Allocation", "Draw", "Pools", "Regions", "Seating"]

MOST_CHOICES = 2**31 - 1
MOST_FIT = 1000


@dataclass(frozen=True, slots=True)
class Draw:
    """The lottery that broke ties: the seed in hex, the round, and the digest of the pool."""

    seed: str
    round: str
    pool: str


@dataclass(frozen=True, slots=True, eq=False)
class Pools:
    """Reserved seats. `of_e`: the pool in which a choice may have one, or −1. `seats_g`, `position_g`: of a pool."""

    of_e: NDArray[np.int32]
    seats_g: NDArray[np.int32]
    position_g: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Regions:
    """Caps on the load of sets of positions, any two of which are nested or apart; the inner ones come first.

    `cap_r`; `start_r` (r+1) and `member` list the positions; `parent_r` is the next region outside, −1 for none;
    `inner_m` the innermost region of a position. `target_m`: seats that a position has before any other gets more;
    `rank_m`: the drawn order of positions, for seats beyond the targets.
    """

    cap_r: NDArray[np.int32]
    start_r: NDArray[np.int64]
    member: NDArray[np.int32]
    parent_r: NDArray[np.int32]
    inner_m: NDArray[np.int32]
    target_m: NDArray[np.int32]
    rank_m: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Seating:
    """Everything that an allocation depends on.

    indptr_n (n+1, int64) is where each applicant's choices begin; idx_e (int32) their positions, each once; key_e
    (uint32) whom the position puts first, bigger is better, each once in a position; cap_m (int32, from 0). fit_e
    (int32, 1 … 1,000, higher is better) is needed to `fit`. place_n and rank_m, where they are given, are the drawn
    order of applicants and positions. `dropped` counts pairs that one side alone named. Raises BadValue.
    """

    indptr_n: NDArray[np.int64]
    idx_e: NDArray[np.int32]
    key_e: NDArray[np.uint32]
    cap_m: NDArray[np.int32]
    fit_e: NDArray[np.int32] | None = None
    pools: Pools | None = None
    regions: Regions | None = None
    place_n: NDArray[np.int64] | None = None
    rank_m: NDArray[np.int64] | None = None
    draw: Draw | None = None
    dropped: int = 0
    digest: str = ""

    def __post_init__(self) -> None:
        n_e = len(self.idx_e)
        _check(self.n < MOST_CHOICES and self.m < MOST_CHOICES, "there are 2³¹ applicants or positions, or more")
        _check(
            self.indptr_n[0] == 0 and self.indptr_n[-1] == n_e, "indptr does not run from 0 to the number of choices"
        )
        _check(not (np.diff(self.indptr_n) < 0).any(), "indptr falls")
        _check(len(self.key_e) == n_e, "key and idx differ in length")
        _check(self.fit_e is None or len(self.fit_e) == n_e, "fit and idx differ in length")
        _check(_within(self.idx_e, 0, self.m - 1), "idx names a position that is not there")
        _check(_within(self.cap_m, 0, MOST_CHOICES), "a capacity is below 0")
        _check(self.fit_e is None or _within(self.fit_e, 1, MOST_FIT), f"a fit is not from 1 to {MOST_FIT:,}")
        for name in ("indptr_n", "idx_e", "key_e", "cap_m", "fit_e"):
            array = getattr(self, name)
            if array is not None:
                frozen = array.view()
                frozen.flags.writeable = False
                object.__setattr__(self, name, frozen)

    @property
    def n(self) -> int:
        """How many applicants."""
        return len(self.indptr_n) - 1

    @property
    def m(self) -> int:
        """How many positions."""
        return len(self.cap_m)


@dataclass(frozen=True, eq=False)
class Allocation:
    """Who sits where: `assignment` (n, int32), −1 for nowhere; and what proves it (docs/reference/formats.md)."""

    assignment: NDArray[np.int32]
    total_fit: int | None = None
    certificate: Mapping[str, Any] = field(default_factory=dict)

    @property
    def matched(self) -> int:
        """How many applicants sit somewhere."""
        return int((self.assignment >= 0).sum())

    def document(self) -> dict[str, Any]:
        """The allocation as its file has it."""
        fit = {} if self.total_fit is None else {"total_fit": self.total_fit}
        return {
            "assignment": self.assignment.tolist(),
            "matched": self.matched,
            **fit,
            "certificate": dict(self.certificate),
        }


def _check(holds: bool | np.bool_, wrong: str) -> None:
    if not holds:
        raise BadValue(wrong)


def _within(values: NDArray[np.int32], least: int, most: int) -> bool:
    return not len(values) or bool(least <= values.min() and values.max() <= most)
