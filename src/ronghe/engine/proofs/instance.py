"""The input as the verifier reads it: each applicant's choices in order, with keys, made anew from lists or arrays."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Instance", "compact", "instance_of"]

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


def _of_arrays(given: Mapping[str, Any], seed: str | None) -> Instance:
    digest = hashlib.sha256()
    kinds = (("indptr", np.int64), ("idx", np.int32), ("key", np.uint32), ("fit", np.int32), ("cap", np.int32))
    for name, kind in kinds:
        if name in given:
            values = np.asarray(given[name]).astype(kind, copy=False)
            digest.update(b"%s %d\n" % (name.encode(), values.size))
            digest.update(np.ascontiguousarray(values.astype(values.dtype.newbyteorder("<"), copy=False)).data)
    n = len(given["indptr"]) - 1
    return Instance(
        begin=np.asarray(given["indptr"], np.int64),
        where=given["idx"],
        key=given["key"],
        caps=np.asarray(given["cap"], np.int64),
        fit=given.get("fit"),
        digest=digest.hexdigest(),
        lottery=None if seed is None else _lottery(seed, "", [str(i) for i in range(n)]),
    )


def _of_lists(given: Mapping[str, Any], seed: str | None) -> Instance:
    people, places = given["applicants"], given["positions"]
    round_ = given.get("round") or ""
    names = given.get("pseudonyms") or [str(i) for i in range(len(people))]
    lots = _lots(seed or "", round_, names)
    spots = _lots(seed or "", round_, [place.get("id", str(j)) for j, place in enumerate(places)])
    wanted = {(i, j) for i, groups in enumerate(people) for group in groups for j in group}
    keys: dict[tuple[int, int], int] = {}
    one_sided = 0
    for j, place in enumerate(places):
        best_first = [i for group in place["prefs"] for i in sorted(group, key=lots.__getitem__)]
        both = [i for i in best_first if (i, j) in wanted]
        one_sided += len(best_first) - len(both)
        keys.update({(i, j): len(both) - at for at, i in enumerate(both)})
    begin, pairs, fit = [0], [], []
    for i, groups in enumerate(people):
        worth = iter(given["fit"][i]) if given.get("fit") else iter(())
        for group in groups:
            with_fit = [(j, next(worth, None)) for j in group]
            kept = sorted((one for one in with_fit if (i, one[0]) in keys), key=lambda one: spots[one[0]])
            pairs += [(i, j) for j, _ in kept]
            fit += [worth for _, worth in kept]
        begin.append(len(pairs))
    pools = [(j, pool) for j, place in enumerate(places) for pool in place.get("reserved") or ()]
    of = {(i, j): g for g, (j, pool) in enumerate(pools) for i in pool["applicants"]}
    return Instance(
        begin=np.array(begin),
        where=np.array([j for _, j in pairs], np.int64),
        key=np.array([keys[pair] for pair in pairs], np.int64),
        caps=np.array([place["capacity"] for place in places], np.int64),
        fit=np.array(fit, np.int64) if given.get("fit") is not None else None,
        pool=np.array([of.get(pair, -1) for pair in pairs], np.int64),
        pools=tuple((j, pool["seats"]) for j, pool in pools),
        regions=tuple((region["cap"], tuple(region["positions"])) for region in given.get("regions") or ()),
        targets=np.array([place.get("target") or 0 for place in places], np.int64),
        spots=np.array(spots, np.int64),
        dropped=one_sided + len(wanted) - len(pairs),
        digest=_digest(given),
        lottery=None if seed is None else _lottery(seed, round_, names),
    )


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
