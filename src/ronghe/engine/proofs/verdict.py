"""Everything that must be true of a published result, asked in turn."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ronghe.engine.proofs.instance import Instance, Longs, compact, has_to_draw, instance_of
from ronghe.engine.proofs.optimal import are_prices, room_above
from ronghe.engine.proofs.stable import better_for_all, cutoffs_of, first_block, walk

__all__ = ["Verdict", "prove"]

OF_RESULT = {"assignment", "matched", "total_fit", "certificate"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """`holds`, and why or why not: a code with its facts (docs/reference/formats.md)."""

    holds: bool
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


class _Broken(Exception):
    """Stops at the first thing that is not so."""

    def __init__(self, code: str, **facts: Any) -> None:
        self.verdict = Verdict(False, code, facts)


def prove(given: Mapping[str, Any], result: Mapping[str, Any], seed: bytes | None = None) -> Verdict:
    """Whether `result` (as its file has it) is what it says, for lists or arrays that were read and checked.

    `seed` is what was publicly drawn; without it, the certificate's own is believed. Without a certificate the
    assignment must be stable.
    """
    try:
        return _proved(given, result, None if seed is None else seed.hex())
    except _Broken as broken:
        return broken.verdict


def _proved(given: Mapping[str, Any], result: Mapping[str, Any], drawn: str | None) -> Verdict:
    certificate = result.get("certificate", {})
    _so(set(result) <= OF_RESULT and isinstance(certificate, dict), "fields")
    seed = _seed(certificate) if certificate else drawn
    _so(drawn in (None, seed), "another_seed")
    instance = instance_of(given, seed)
    _same(certificate, {"input": instance.digest})
    _so(not certificate or seed is not None or not has_to_draw(given), "stated", field="lottery")
    _so(instance.fit is not None or "total_fit" not in result, "fields")
    assignment = _assignment(result, instance)
    got, denied, of = walk(instance, assignment)
    lost = np.flatnonzero((assignment >= 0) & (got < 0))
    _so(not lost.size, "not_eligible", applicant=_first(lost), position=_first(assignment[lost]))
    loads = np.bincount(assignment[got >= 0], minlength=len(instance.caps))
    _within_limits(instance, loads)
    total = None if instance.fit is None else int(instance.fit[got[got >= 0]].sum(dtype=np.int64))
    is_fit = certificate.get("kind") == "fit"
    if is_fit:
        _has_no_gap(instance, total, certificate)
        proof, code = {"prices": certificate["prices"]}, "largest"
    else:
        proof, code = _is_stable(instance, assignment, got, denied, of, loads)
    sums = {"matched": int((got >= 0).sum()), **({} if total is None else {"total_fit": total})}
    _same(result, sums if certificate else {name: sums.get(name) for name in {*sums} & {*result}})
    if certificate:
        found: dict[str, Any] = {"kind": "fit" if is_fit else "stable", "version": 1, "input": instance.digest}
        found |= {"dropped": instance.dropped, "lottery": instance.lottery, "loads": loads.tolist(), **proof}
        _is_sealed(result, certificate, found)
    return Verdict(True, code, {"applicants": len(got), **sums})


def _is_sealed(result: Mapping[str, Any], certificate: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    """The certificate states what was found and nothing else, and its seal is that of the whole result."""
    _same(certificate, found)
    _so(set(certificate) == {*found, "seal"}, "fields")
    bare = {name: value for name, value in certificate.items() if name != "seal"}
    _same(certificate, {"seal": hashlib.sha256(compact({**result, "certificate": bare}).encode()).hexdigest()})


def _so(holds: Any, code: str, **facts: Any) -> None:
    if not holds:
        raise _Broken(code, **facts)


def _same(stated: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    """Each of these is stated as it was found, if anything is stated at all."""
    for name, value in found.items():
        _so(not stated or (name in stated and compact(stated[name]) == compact(value)), "stated", field=name)


def _first(values: Any) -> int | None:
    return int(values[0]) if len(values) else None


def _seed(certificate: Mapping[str, Any]) -> str | None:
    """The seed of the lottery, in small hex letters as it must be written; None where none was held."""
    lottery = certificate.get("lottery")
    if lottery is None:
        return None
    seed = lottery.get("seed") if isinstance(lottery, dict) else None
    _so(
        isinstance(seed, str) and len(seed) % 2 == 0 and set(seed) <= set("0123456789abcdef"), "stated", field="lottery"
    )
    return str(seed)


def _assignment(result: Mapping[str, Any], instance: Instance) -> Longs:
    stated, n, m = result.get("assignment"), len(instance.begin) - 1, len(instance.caps)
    _so(isinstance(stated, list) and len(stated) == n and {*map(type, stated)} <= {int}, "stated", field="assignment")
    seats: list[int] = list(stated or ())
    if seats and not -1 <= min(seats) <= max(seats) < m:
        outside = next(i for i, j in enumerate(seats) if not -1 <= j < m)
        _so(False, "not_eligible", applicant=outside, position=seats[outside])
    return np.array(seats, np.int64)


def _within_limits(instance: Instance, loads: Longs) -> None:
    over = np.flatnonzero(loads > instance.caps)
    _so(
        not over.size, "over_capacity", position=_first(over), load=_first(loads[over]), cap=_first(instance.caps[over])
    )
    for number, (cap, inside) in enumerate(instance.regions):
        load = int(loads[list(inside)].sum())
        _so(load <= cap, "over_regional_cap", region=number, load=load, cap=cap)


def _is_stable(
    instance: Instance, assignment: Longs, got: Longs, denied: Longs, of: Longs, loads: Longs
) -> tuple[dict[str, Any], str]:
    """(what the certificate must then state, what is proved). Stops at a blocking pair or a ring of better seats."""
    cutoffs, reserved = cutoffs_of(instance, got, loads)
    block = first_block(instance, denied, of, cutoffs, reserved)
    _so(block is None, "blocking_pair", **dict(zip(("applicant", "position"), block or (), strict=False)))
    proof: dict[str, Any] = {"cutoffs": cutoffs.tolist()}
    if instance.pools:
        proof["reserved"] = reserved.tolist()
    if instance.pools or instance.regions:
        return proof, "stable"
    ring = better_for_all(instance, denied, of, assignment)
    _so(not ring, "not_the_applicants_best", moves=[{"applicant": i, "position": j} for i, j in ring])
    return proof, "stable_and_best"


def _has_no_gap(instance: Instance, total: int | None, certificate: Mapping[str, Any]) -> None:
    prices = certificate.get("prices")
    _so(are_prices(prices, len(instance.caps)) and total is not None, "stated", field="prices")
    gap = room_above(instance, total or 0, prices or [])
    _so(gap == 0, "gap", gap=gap)
