"""Stable seats: applicants propose, each position keeps the best it may, until nobody is turned away any more.

Deferred acceptance: Gale and Shapley (1962), doi:10.2307/2312726. Reserved seats that others may have when they stay
free: Hafalir, Yenmez and Yildirim (2013), doi:10.3982/TE1135. Caps on nested regions, with targets: Kamada and Kojima
(2015), doi:10.1257/aer.20101552, as a greedy choice of units, Kojima, Tamura and Yokoo (2018),
doi:10.1016/j.jet.2018.05.004. All of these choices are substitutable: whoever proposes first, the result is the one
that every applicant likes best among the stable ones.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.seating.compiled import run
from ronghe.engine.seating.problem import Allocation, Pools, Regions, Seating
from ronghe.engine.seating.sealing import sealed

__all__ = ["seat"]

CLOSED = 2**32  # the cutoff that no key reaches
SHIFT = 2**31  # a seat holds key · 2³¹ + applicant

Longs = NDArray[np.int64]


def seat(problem: Seating) -> Allocation:
    """The stable allocation that applicants like best, with its certificate."""
    return _within_limits(problem) if problem.pools or problem.regions else _plain(problem)


def _plain(problem: Seating) -> Allocation:
    from ronghe.engine.seating.kernels import propose  # numba is loaded when it is needed

    start, heap = _seats(problem)
    size, cutoff = np.zeros(problem.m, np.int32), np.zeros(problem.m, np.uint32)
    choices = int(np.diff(problem.indptr_n).max(initial=0))
    turn = np.zeros(problem.n, np.uint8 if choices < 256 else np.int32)
    queue = np.zeros(1 << max(problem.n - 1, 0).bit_length(), np.int32)
    run(propose, problem.indptr_n, problem.idx_e, problem.key_e, start, heap, size, cutoff, turn, queue)
    cutoffs = np.where(size < problem.cap_m, 0, cutoff.astype(np.int64))
    cutoffs[problem.cap_m == 0] = CLOSED
    return _sealed(problem, heap, turn, {"cutoffs": cutoffs.tolist()})


def _within_limits(problem: Seating) -> Allocation:
    from ronghe.engine.seating.kernels import propose_within

    start, heap = _seats(problem, spare=1)
    size, load = np.zeros(problem.m, np.int64), np.zeros(problem.m, np.int64)
    turn = np.zeros(problem.n, np.int32)
    pools = problem.pools or _no_pools(problem)
    regions = problem.regions or _no_regions(problem)
    pool_start = _starts(pools.seats_g)
    pool_heap, pool_size = np.full(pool_start[-1], -1, np.int64), np.zeros(len(pools.seats_g), np.int64)
    held = np.zeros(len(regions.cap_r), np.int64)
    run(
        propose_within, problem.indptr_n, problem.idx_e, problem.key_e,
        pools.of_e, pool_start, pool_heap, pool_size, start, heap, size, load, problem.cap_m,
        regions.target_m, regions.rank_m, regions.inner_m, regions.parent_r, regions.cap_r, held,
        regions.start_r, regions.member, turn,
    )  # fmt: skip
    proof = {"cutoffs": [
        (int(heap[start[j]]) // SHIFT if size[j] else CLOSED) if _is_full(j, problem, regions, load, held) else 0
        for j in range(problem.m)
    ]}  # fmt: skip
    if problem.pools:
        proof["reserved"] = [
            CLOSED if not room else 0 if pool_size[g] < room else int(pool_heap[pool_start[g]]) // SHIFT
            for g, room in enumerate(pools.seats_g.tolist())
        ]
    return _sealed(problem, np.concatenate([heap, pool_heap]), turn, proof)


def _is_full(j: int, problem: Seating, regions: Regions, load: Longs, held: Longs) -> bool:
    """True if one more at `j`, behind everybody there, would be turned away."""
    if load[j] >= problem.cap_m[j]:
        return True
    full = int(regions.inner_m[j])
    while full >= 0 and held[full] < regions.cap_r[full]:
        full = int(regions.parent_r[full])
    if full < 0:
        return False
    others = regions.member[regions.start_r[full] : regions.start_r[full + 1]]
    others = others[load[others] > 0]
    above = np.maximum(load[others] - regions.target_m[others], 0) * problem.m + regions.rank_m[others]
    own = max(int(load[j]) + 1 - int(regions.target_m[j]), 0) * problem.m + int(regions.rank_m[j])
    return bool((above < own).all())


def _seats(problem: Seating, spare: int = 0) -> tuple[Longs, Longs]:
    """Where each position's seats begin (m+1), and the empty seats: no more than there are choices of a position."""
    from ronghe.engine.seating.kernels import seats_to_keep

    if problem.cap_m.sum(dtype=np.int64) <= len(problem.idx_e):  # there is room for all of them
        start = _starts(problem.cap_m) + spare * np.arange(problem.m + 1)
    else:
        start = np.zeros(problem.m + 1, np.int64)
        run(seats_to_keep, problem.idx_e, problem.cap_m, spare, start)
    return start, np.full(start[-1], -1, np.int64)


def _starts(sizes: NDArray[np.int32]) -> Longs:
    return np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]).astype(np.int64)


def _no_pools(problem: Seating) -> Pools:
    nothing = np.empty(0, np.int32)
    return Pools(np.full(len(problem.idx_e), -1, np.int32), nothing, nothing)


def _no_regions(problem: Seating) -> Regions:
    nothing, zeros = np.empty(0, np.int32), np.zeros(problem.m, np.int32)
    return Regions(nothing, np.zeros(1, np.int64), nothing, nothing, zeros - 1, zeros, zeros.astype(np.int64))


def _sealed(problem: Seating, seats: Longs, turn: NDArray[Any], proof: dict[str, list[int]]) -> Allocation:
    seated = _seated(problem.n, seats)
    choice = problem.indptr_n[:-1] + turn
    choice -= 1
    return sealed(problem, "stable", seated, choice, proof)


def _seated(n: int, seats: Longs) -> NDArray[np.bool_]:
    """Whether each applicant is on one of the seats."""
    who = seats[seats >= 0]
    who %= SHIFT
    seated = np.zeros(n, bool)
    seated[who] = True
    return seated
