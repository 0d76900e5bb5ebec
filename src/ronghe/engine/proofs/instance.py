"""The input as the verifier reads it: each applicant's choices in order, with keys, made anew from lists or arrays."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Instance", "compact", "has_to_draw", "instance_of"]

Longs = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Instance:
    """begin (n+1): where the choices of an applicant begin. where, key, pool (e): the position of a choice, its key
    there, and the pool of reserved seats that it may use, or −1. caps, targets, spots (m). fit (e) or None.
    """

    begin: Longs
    where: Longs
    key: Longs
    caps: Longs
    digest: str
    fit: Longs | None = None
    pool: Longs | None = None
    pools: tuple[tuple[int, int], ...] = ()  # (position, seats)
    regions: tuple[tuple[int, tuple[int, ...]], ...] = ()  # (cap, positions)
    targets: Longs | None = None
    spots: Longs | None = None  # the drawn order of positions
    dropped: int = 0
    lottery: Mapping[str, str] | None = None


def compact(value: Any) -> str:
    """JSON without spaces, names sorted."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def instance_of(given: Mapping[str, Any], seed: str | None) -> Instance:
    """What lists or arrays say under this seed (hex; None: no lottery was held)."""
    return _of_arrays(given, seed) if "indptr" in given else _of_lists(given, seed)


def has_to_draw(given: Mapping[str, Any]) -> bool:
    """True if something in these lists is for the lottery to decide. Arrays hold no ties."""
    if "indptr" in given:
        return False
    lists = chain(given["applicants"], (place["prefs"] for place in given["positions"]))
    is_tied = any(len(group) > 1 for groups in lists for group in groups)
    return is_tied or bool(given.get("regions")) or given.get("fit") is not None


def _of_arrays(given: Mapping[str, Any], seed: str | None) -> Instance:
    digest = hashlib.sha256()
    kinds = (("indptr", np.int64), ("idx", np.int32), ("key", np.uint32), ("fit", np.int32), ("cap", np.int32))
    for name, kind in kinds:
        if name in given:
            values = np.asarray(given[name]).astype(kind, copy=False)
            digest.update(b"%s %d\n" % (name.encode(), values.size))
            digest.update(np.ascontiguousarray(values.astype(values.dtype.newbyteorder("<"), copy=False)).data)
    for name in ("applicant_ids", "position_ids"):
        if name in given:
            digest.update(f"{name} {len(given[name])}\n".encode())
            digest.update("".join(f"{one}\n" for one in given[name]).encode())
    n = len(given["indptr"]) - 1
    return Instance(
        begin=np.asarray(given["indptr"], np.int64),
        where=given["idx"],
        key=given["key"],
        caps=np.asarray(given["cap"], np.int64),
        fit=given.get("fit"),
        digest=digest.hexdigest(),
        dropped=given.get("dropped", 0),
        lottery=None if seed is None else _lottery(seed, "", given.get("applicant_ids") or [str(i) for i in range(n)]),
    )


def _of_lists(given: Mapping[str, Any], seed: str | None) -> Instance:
    people, places = given["applicants"], given["positions"]
    round_ = given.get("round") or ""
    names = given.get("pseudonyms") or [str(i) for i in range(len(people))]
    lots = _lots(seed or "", round_, names)
    spots = _lots(seed or "", round_, [place.get("id", str(j)) for j, place in enumerate(places)])
    keys, named = _keys(people, places, lots)
    begin, where, key, fit = [0], [], [], []
    for i, groups in enumerate(people):
        worth = dict(zip(chain.from_iterable(groups), given["fit"][i], strict=True)) if given.get("fit") else {}
        for group in groups:
            kept = [j for j in group if i in keys[j]]
            kept.sort(key=spots.__getitem__)
            where += kept
            key += [keys[j][i] for j in kept]
            fit += [worth.get(j, 0) for j in kept]
        begin.append(len(where))
    pools = [(j, pool) for j, place in enumerate(places) for pool in place.get("reserved") or ()]
    of = {(i, j): g for g, (j, pool) in enumerate(pools) for i in pool["applicants"]}
    who = np.repeat(np.arange(len(people)), np.diff(begin)).tolist() if pools else []
    return Instance(
        begin=np.array(begin),
        where=np.array(where, np.int64),
        key=np.array(key, np.int64),
        caps=np.array([place["capacity"] for place in places], np.int64),
        fit=np.array(fit, np.int64) if given.get("fit") is not None else None,
        pool=np.array([of.get(pair, -1) for pair in zip(who, where, strict=True)], np.int64) if pools else None,
        pools=tuple((j, pool["seats"]) for j, pool in pools),
        regions=tuple((region["cap"], tuple(region["positions"])) for region in given.get("regions") or ()),
        targets=np.array([place.get("target") or 0 for place in places], np.int64),
        spots=np.array(spots, np.int64),
        dropped=named - 2 * len(where),
        digest=_digest(given),
        lottery=None if seed is None else _lottery(seed, round_, names),
    )


def _keys(people: Sequence[Any], places: Sequence[Any], lots: list[int]) -> tuple[list[dict[int, int]], int]:
    """(for each position the key of each applicant whom it and who names it, how many names stand in all lists)."""
    wanted = [set(chain.from_iterable(groups)) for groups in people]
    keys, named = [], sum(map(len, wanted))
    for j, place in enumerate(places):
        best_first = [i for group in place["prefs"] for i in sorted(group, key=lots.__getitem__)]
        both = [i for i in best_first if j in wanted[i]]
        keys.append({i: at for at, i in enumerate(reversed(both), 1)})
        named += len(best_first)
    return keys, named


def _lots(seed: str, round_: str, names: Sequence[str]) -> list[int]:
    """The place of each name in the drawn order."""
    code = [hmac.digest(bytes.fromhex(seed), f"{round_}{name}".encode(), "sha256") for name in names]
    place = [0] * len(names)
    for at, name in enumerate(sorted(range(len(names)), key=lambda one: (code[one], names[one].encode()))):
        place[name] = at
    return place


def _lottery(seed: str, round_: str, names: Sequence[str]) -> dict[str, str]:
    lines = "\n".join([round_, *sorted(names, key=str.encode), ""])
    return {"seed": seed, "round": round_, "pool": hashlib.sha256(lines.encode()).hexdigest()}


def _digest(given: Mapping[str, Any]) -> str:
    kept = {name: given.get(name) for name in ("applicants", "fit", "pseudonyms", "regions", "round")}
    kept["positions"] = [
        {
            name: place.get(name)
            for name in ("capacity", "id", "prefs", "reserved", "target")
            if place.get(name) is not None
        }
        for place in given["positions"]
    ]
    text = compact({name: value for name, value in kept.items() if value is not None})
    return hashlib.sha256(text.encode()).hexdigest()
