"""A seating made of lists (as its JSON has them) or of arrays (as its NPZ or tables have them), checked before.

Formats: docs/reference/formats.md; `ronghe.engine.tables.read_seating` reads and checks them.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.lottery import draw, pool_digest
from ronghe.engine.seating.problem import Draw, Pools, Regions, Seating

__all__ = ["seating_of", "tie_groups"]

FIELDS = ("applicants", "fit", "positions", "pseudonyms", "regions", "round")
OF_POSITION = ("capacity", "id", "prefs", "reserved", "target")
IDS = ("applicant_ids", "position_ids")  # beside arrays that come of tables: both or none
ARRAYS = {"indptr": "<i8", "idx": "<i4", "key": "<u4", "fit": "<i4", "cap": "<i4"}

Ints = NDArray[np.int64]


class _Flat(NamedTuple):
    """Lists of tie groups as three columns, in their order: whose list, which group of it (0 is best), who is in it."""

    owner: Ints
    group: Ints
    named: Ints


def _flat(lists: Sequence[Sequence[Sequence[int]]]) -> _Flat:
    groups = list(chain.from_iterable(lists))
    n_groups = np.fromiter(map(len, lists), np.int64, len(lists))
    n_named = np.fromiter(map(len, groups), np.int64, len(groups))
    owner = np.repeat(np.arange(len(lists)), n_groups)
    group = np.arange(len(groups)) - np.repeat(np.cumsum(n_groups) - n_groups, n_groups)
    named = np.fromiter(chain.from_iterable(groups), np.int64, int(n_named.sum()))
    return _Flat(np.repeat(owner, n_named), np.repeat(group, n_named), named)


def tie_groups(people: Iterable[tuple[int, int, float]]) -> list[list[int]]:
    """`prefs` of (applicant, class, score) of the eligible: a smaller class first, within it a higher score."""
    groups: dict[tuple[int, float], list[int]] = {}
    for applicant, class_, score in people:
        groups.setdefault((class_, -score), []).append(applicant)
    return [sorted(groups[grade]) for grade in sorted(groups)]


def seating_of(given: Mapping[str, Any], seed: bytes | None = None) -> Seating:
    """The seating that checked lists or arrays say. `seed` decides ties; without one, an empty one does."""
    return _of_arrays(given, seed) if "indptr" in given else _of_lists(given, seed)


def _of_arrays(given: Mapping[str, Any], seed: bytes | None) -> Seating:
    arrays = {name: np.ascontiguousarray(given[name], dtype) for name, dtype in ARRAYS.items() if name in given}
    code = sha256()
    for name, array in arrays.items():
        code.update(f"{name} {len(array)}\n".encode())
        code.update(array.data)
    ids = [given[name] for name in IDS if name in given]
    for name, one in zip(IDS, ids, strict=False):
        code.update("\n".join([f"{name} {len(one)}", *one, ""]).encode())
    names = ids or (_numbers(len(arrays["indptr"]) - 1), _numbers(len(arrays["cap"])))
    drawn = _drawn(seed, "", *names) if seed is not None else {}
    columns = (arrays.get(name) for name in ("indptr", "idx", "key", "cap", "fit"))
    sums = {"dropped": given.get("dropped", 0), "digest": code.hexdigest()}
    return Seating(*columns, **sums, **drawn)  # type: ignore[arg-type, misc]


def _of_lists(given: Mapping[str, Any], seed: bytes | None) -> Seating:
    applicants, positions = given["applicants"], given["positions"]
    n, m = len(applicants), len(positions)
    wish, order = _flat(applicants), _flat([one["prefs"] for one in positions])
    drawn = _drawn_of_lists(given, seed)
    place_n, rank_m = drawn.get("place_n", np.arange(n)), drawn.get("rank_m", np.arange(m))
    known, at = _both_sides(wish.owner * m + wish.named, order.named * m + order.owner)
    group, owner, idx = order.group[at], wish.owner[known], wish.named[known]
    sort = np.lexsort((rank_m[idx], wish.group[known], owner))
    owner, idx, group = owner[sort], idx[sort], group[sort]
    fit = None
    if given.get("fit") is not None:
        fit = np.fromiter(chain.from_iterable(given["fit"]), np.int32)[known][sort]
    return Seating(
        indptr_n=_starts(owner, n),
        idx_e=idx.astype(np.int32),
        key_e=_keys(idx, group, place_n[owner], m),
        cap_m=np.array([one["capacity"] for one in positions], np.int32),
        fit_e=fit,
        pools=_pools(positions, owner, idx, n),
        regions=_regions(given.get("regions") or [], positions, rank_m),
        dropped=len(wish.named) + len(order.named) - 2 * len(idx),
        digest=_digest(given),
        **drawn,
    )


def _drawn_of_lists(given: Mapping[str, Any], seed: bytes | None) -> dict[str, Any]:
    """What a lottery says, where there is something to draw or a seed is given."""
    applicants, positions = given["applicants"], given["positions"]
    has_more = given.get("fit") is not None or given.get("regions")
    if seed is None and not has_more and not _has_ties(applicants, positions):
        return {}
    names = given.get("pseudonyms") or _numbers(len(applicants))
    ids = [one.get("id", str(j)) for j, one in enumerate(positions)]
    return _drawn(seed or b"", given.get("round") or "", names, ids)


def _numbers(n: int) -> list[str]:
    return list(map(str, range(n)))


def _drawn(seed: bytes, round_: str, names: Sequence[str], positions: Sequence[str]) -> dict[str, Any]:
    """The order of applicants and positions, and what says how it was drawn."""
    return {
        "place_n": draw(seed, round_, names),
        "rank_m": draw(seed, round_, positions),
        "draw": Draw(seed.hex(), round_, pool_digest(round_, names)),
    }


def _has_ties(applicants: Iterable[Any], positions: Iterable[Mapping[str, Any]]) -> bool:
    lists = chain(applicants, (one["prefs"] for one in positions))
    return any(len(group) > 1 for groups in lists for group in groups)


def _both_sides(wished: Ints, ordered: Ints) -> tuple[Ints, Ints]:
    """Of pairs that one side names, which the other names too, and where it does."""
    sort = np.argsort(ordered, kind="stable")
    at = np.searchsorted(ordered[sort], wished)
    at[at == len(sort)] = 0
    known = np.flatnonzero(ordered[sort][at] == wished) if len(sort) else np.empty(0, np.int64)
    return known, sort[at[known]]


def _starts(owner: Ints, n: int) -> Ints:
    return np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=n))]).astype(np.int64)


def _keys(idx: Ints, group: Ints, place: Ints, m: int) -> NDArray[np.uint32]:
    """Within each position the last has key 1, the one before it 2, and so on."""
    sort = np.lexsort((-place, -group, idx))
    key = np.empty(len(idx), np.uint32)
    key[sort] = np.arange(len(idx)) - _starts(idx, m)[idx[sort]] + 1
    return key


def _pools(positions: Sequence[Mapping[str, Any]], owner: Ints, idx: Ints, n: int) -> Pools | None:
    pools = [(j, pool) for j, one in enumerate(positions) for pool in one.get("reserved") or ()]
    if not pools:
        return None
    of = {(j, i): g for g, (j, pool) in enumerate(pools) for i in pool["applicants"]}
    of_e = [of.get(pair, -1) for pair in zip(idx.tolist(), owner.tolist(), strict=True)]
    return Pools(
        np.array(of_e, np.int32),
        np.array([pool["seats"] for _, pool in pools], np.int32),
        np.array([j for j, _ in pools], np.int32),
    )


def _regions(
    given: Sequence[Mapping[str, Any]], positions: Sequence[Mapping[str, Any]], rank_m: Ints
) -> Regions | None:
    if not given:
        return None
    inner_first = sorted(given, key=lambda one: (len(one["positions"]), sorted(one["positions"]), one["cap"]))
    parents = np.full(len(given), -1, np.int32)
    inner = np.full(len(positions), -1, np.int32)
    top: dict[int, int] = {}  # position → its outermost region so far
    for number, one in enumerate(inner_first):
        for j in one["positions"]:
            if j in top:
                parents[top[j]] = number
            else:
                inner[j] = number
            top[j] = number
    return Regions(
        cap_r=np.array([one["cap"] for one in inner_first], np.int32),
        start_r=np.concatenate([[0], np.cumsum([len(one["positions"]) for one in inner_first])]).astype(np.int64),
        member=np.array([j for one in inner_first for j in one["positions"]], np.int32),
        parent_r=parents,
        inner_m=inner,
        target_m=np.array([one.get("target") or 0 for one in positions], np.int32),
        rank_m=rank_m,
    )


def _digest(given: Mapping[str, Any]) -> str:
    """SHA-256 of what counts in the lists, as compact JSON with sorted names."""
    counts = {name: given[name] for name in FIELDS if given.get(name) is not None}
    counts["positions"] = [
        {name: one[name] for name in OF_POSITION if one.get(name) is not None} for one in given["positions"]
    ]
    text = json.dumps(counts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(text.encode()).hexdigest()
