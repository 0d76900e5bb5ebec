"""Every demand against every supply: the best of each, with parts, reasons, and what would change them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.arrays import Arrays, Block
from ronghe.engine.changes import changes
from ronghe.engine.criteria import CRITERIA
from ronghe.engine.criteria.skills import coverage
from ronghe.engine.encoders import Encoder, encoder
from ronghe.engine.pairing import top_k
from ronghe.engine.problem import Posting, Problem
from ronghe.engine.result import Pair, Reason, Result, Stop
from ronghe.engine.scoring import exact, parts, totals

__all__ = ["demands_for", "dock", "stopped_for"]

SLACK = 1e-4  # more than float32 can be wrong by: every supply this near to the last is scored again in float64

Progress = Callable[[int, int], None]


def dock(
    problem: Problem,
    *,
    top: int = 10,
    using: Encoder | str = "use",
    arrays: Arrays | None = None,
    only: Iterable[str] | None = None,
    among: Iterable[str] | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    explain: bool = True,
) -> Result:
    """The `top` supplies (of `among`) for each demand (or each of `only`), best first; ties in the problem's order.

    Exact: every allowed pair is scored. O(demands × supplies) time, a block of memory at a time. `progress(done,
    total)` is called after each demand. `explain=False` leaves reasons and changes out. Raises BadValue
    unless 1 ≤ top ≤ 200.
    """
    arrays = arrays or Arrays(problem, encoder(using) if isinstance(using, str) else using)
    wanted, offered = _places(problem.demands, only), _places(problem.supplies, among)
    shares = problem.weights.shares()
    pairs: dict[str, tuple[Pair, ...]] = {}
    scores = partial(_rough, arrays.whole, wanted, offered, shares)
    best = top_k(scores, len(wanted), len(offered), top, executor, slack=SLACK)
    for done, (d, columns) in enumerate(zip(wanted, best, strict=True), 1):
        pairs[problem.demands[d].id] = tuple(_pairs(arrays, int(d), offered[columns], top, explain))
        if progress:
            progress(done, len(wanted))
    return Result(pairs, arrays.encoder.name)


def _rough(
    whole: Block,
    wanted: NDArray[np.int64],
    offered: NDArray[np.int64],
    shares: Mapping[str, float],
    rows: slice,
    columns: slice,
) -> NDArray[np.floating]:
    """The scores of a block in float32. A plain function of plain values, so that any executor can carry it."""
    return totals(whole.cut(wanted[rows], offered[columns], np.float32), shares)


def demands_for(arrays: Arrays, supply: str, *, top: int = 10, among: Iterable[str] | None = None) -> tuple[Pair, ...]:
    """The demands that one supply fits best, best first, with reasons: the scores that `dock` gives the same pairs.

    Each pair's `rank` is among these demands; its `standing`, and the ranks in its `changes`, are among all supplies
    for the demand. O(demands + top × supplies).
    """
    shares = arrays.problem.weights.shares()
    [s] = _places(arrays.problem.supplies, [supply])
    rows = _places(arrays.problem.demands, among)
    block = arrays.whole.cut(rows, [s])
    allowed = block.allowed_ds()[:, 0]
    values = {name: value[allowed, 0] for name, value in parts(block, shares).items()}
    scores, rows = exact(values, shares), rows[allowed]
    order = np.argsort(-scores, kind="stable")[:top]
    found = []
    for rank, i in enumerate(order, 1):
        d, value = int(rows[i]), _known(values, i)
        standing, ranked = _standing(arrays, d, int(s))
        found.append(replace(_pair(arrays, d, int(s), standing, ranked, value), rank=rank))
    return tuple(found)


def stopped_for(arrays: Arrays, demand: str, *, top: int = 10) -> tuple[Stop, ...]:
    """The supplies that a hard rule keeps from a demand, with that rule, those that would score highest first.

    Their scores are what they would be without the rule, in [0, 1]. Empty where no rule keeps anything away.
    O(supplies).
    """
    [d] = _places(arrays.problem.demands, [demand])
    block, shares = arrays.whole.cut([d], slice(None)), arrays.problem.weights.shares()
    scores, kept_away = exact(parts(block, shares), shares)[0], np.flatnonzero(~block.allowed_ds()[0])
    best = kept_away[np.argsort(-scores[kept_away], kind="stable")[:top]]
    return tuple(_stop(arrays.problem, int(d), int(s), float(scores[s])) for s in best)


def _stop(problem: Problem, d: int, s: int, score: float) -> Stop:
    demand, supply = problem.demands[d], problem.supplies[s]
    rule = problem.stop(demand, supply)
    assert rule is not None, "the masks of a block and `Problem.stop` say the same"
    return Stop(demand.id, supply.id, score, Reason(*rule))


def _standing(arrays: Arrays, d: int, s: int) -> tuple[int, list[tuple[float, int]]]:
    """The rank of a supply among all that may dock with a demand, and what they are sorted by."""
    block = arrays.whole.cut([d], slice(None))
    scores = exact(parts(block, arrays.problem.weights.shares()), arrays.problem.weights.shares())[0]
    ranked = sorted((-float(scores[i]), int(i)) for i in np.flatnonzero(block.allowed_ds()[0]))
    return 1 + ranked.index((-float(scores[s]), s)), ranked


def _places(postings: Sequence[Posting], ids: Iterable[str] | None) -> NDArray[np.int64]:
    """Where these postings stand in the problem, in its order; all of them for None."""
    wanted = None if ids is None else set(ids)
    return np.array([i for i, posting in enumerate(postings) if wanted is None or posting.id in wanted], np.int64)


def _pairs(arrays: Arrays, d: int, columns: NDArray[np.int64], top: int, explain: bool) -> Iterator[Pair]:
    """The pairs of one demand from the columns that the sweep kept, scored again in double precision."""
    if not len(columns):
        return
    shares = arrays.problem.weights.shares()
    columns = np.sort(columns)
    values = parts(arrays.whole.cut([d], columns), shares)
    scores = exact(values, shares)[0]
    order = np.argsort(-scores, kind="stable")[:top]
    ranked = [(-float(scores[i]), int(i)) for i in order]
    for rank, i in enumerate(order, 1):
        value = _known({name: row[0] for name, row in values.items()}, i)
        yield _pair(arrays, d, int(columns[i]), rank, ranked, value, explain)


def _known(values: Mapping[str, NDArray[np.floating]], i: int) -> dict[str, float | None]:
    """Criterion → value of the i-th pair, None where nothing is known."""
    return {name: None if np.isnan(row[i]) else float(row[i]) for name, row in values.items()}


def _pair(
    arrays: Arrays,
    d: int,
    s: int,
    rank: int,
    ranked: list[tuple[float, int]],
    value: dict[str, float | None],
    explain: bool = True,
) -> Pair:
    problem, shares = arrays.problem, arrays.problem.weights.shares()
    demand, supply = problem.demands[d], problem.supplies[s]
    matched, partial, missing = coverage(problem, demand, supply)
    reasons: list[Reason] = []
    if explain:
        for name in shares:
            reasons += CRITERIA[name].facts(problem, demand, supply, value[name])
    return Pair(
        demand=demand.id,
        supply=supply.id,
        rank=rank,
        standing=rank,
        score=-ranked[rank - 1][0],
        uncertainty=round(sum(share for name, share in shares.items() if value[name] is None), 4),
        parts=value,
        matched=tuple(matched),
        partial=tuple(partial),
        missing=tuple(missing),
        reasons=tuple(reasons),
        changes=tuple(changes(arrays, demand, supply, value, rank, ranked)) if explain else (),
    )
