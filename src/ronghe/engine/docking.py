"""Every demand against every supply: the best of each, with parts, reasons, and what would change them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.arrays import Arrays
from ronghe.engine.changes import changes
from ronghe.engine.criteria import CRITERIA
from ronghe.engine.criteria.skills import coverage
from ronghe.engine.encoders import Encoder, encoder
from ronghe.engine.pairing import MOST, top_k
from ronghe.engine.problem import Problem
from ronghe.engine.result import Pair, Reason, Result
from ronghe.engine.scoring import exact, parts, totals

__all__ = ["dock"]

MARGIN = 8  # more than asked are swept in float32, so that rounding cannot push the k-th out

Progress = Callable[[int, int], None]


def dock(
    problem: Problem,
    *,
    top: int = 10,
    using: Encoder | str = "use",
    arrays: Arrays | None = None,
    only: Iterable[str] | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    explain: bool = True,
) -> Result:
    """The `top` supplies for each demand (or for those in `only`), best first; equal scores in the problem's order.

    Exact: every allowed pair is scored. O(demands × supplies) time, a block of memory at a time. `progress(done, total)` is
    called after each demand. `explain=False` leaves reasons and changes out. Raises BadValue unless 1 ≤ top ≤ 200.
    """
    arrays = arrays or Arrays(problem, encoder(using) if isinstance(using, str) else using)
    wanted = _rows(problem, only)
    shares = problem.weights.shares()

    def scores(rows: slice, columns: slice) -> NDArray[np.floating]:
        return totals(arrays.cut(wanted[rows], columns, np.float32), shares)

    pairs: dict[str, tuple[Pair, ...]] = {}
    best = top_k(scores, len(wanted), len(problem.supplies), min(top + MARGIN, MOST) if 1 <= top <= MOST else top, executor)
    for done, (d, columns) in enumerate(zip(wanted, best, strict=True), 1):
        pairs[problem.demands[d].id] = tuple(_pairs(arrays, d, columns, top, explain))
        if progress:
            progress(done, len(wanted))
    return Result(pairs, arrays.encoder.name)


def _rows(problem: Problem, only: Iterable[str] | None) -> Sequence[int]:
    if only is None:
        return range(len(problem.demands))
    wanted = set(only)
    return [d for d, demand in enumerate(problem.demands) if demand.id in wanted]


def _pairs(arrays: Arrays, d: int, columns: NDArray[np.int64], top: int, explain: bool) -> Iterator[Pair]:
    """The pairs of one demand from the columns that the sweep kept, scored again in double precision."""
    if not len(columns):
        return
    shares = arrays.problem.weights.shares()
    columns = np.sort(columns)
    values = parts(arrays.cut([d], columns), shares)
    scores = exact(values, shares)[0]
    order = np.argsort(-scores, kind="stable")[:top]
    ranked = [float(scores[i]) for i in order]
    for rank, i in enumerate(order, 1):
        value = {name: None if np.isnan(row[0, i]) else float(row[0, i]) for name, row in values.items()}
        yield _pair(arrays, d, int(columns[i]), rank, ranked, value, explain)


def _pair(
    arrays: Arrays, d: int, s: int, rank: int, ranked: list[float], value: dict[str, float | None], explain: bool
) -> Pair:
    problem, shares = arrays.problem, arrays.problem.weights.shares()
    demand, supply = problem.demands[d], problem.supplies[s]
    matched, partial, missing = coverage(problem, demand, supply)
    reasons: list[Reason] = []
    if explain:
        for name, criterion in CRITERIA.items():
            reasons += criterion.facts(problem, demand, supply, value[name])
    return Pair(
        demand=demand.id,
        supply=supply.id,
        rank=rank,
        score=ranked[rank - 1],
        uncertainty=round(sum(share for name, share in shares.items() if value[name] is None), 4),
        parts=value,
        matched=tuple(matched),
        partial=tuple(partial),
        missing=tuple(missing),
        reasons=tuple(reasons),
        changes=tuple(changes(arrays, demand, supply, value, rank, ranked)) if explain else (),
    )
