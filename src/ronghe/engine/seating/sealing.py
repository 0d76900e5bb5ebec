"""What is published with an allocation: enough to prove it, bound together by a digest."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.seating.problem import Allocation, Seating

__all__ = ["sealed"]

VERSION = 1


def sealed(
    problem: Seating, kind: str, seated_n: NDArray[np.bool_], choice_n: NDArray[np.int64], proof: Mapping[str, Any]
) -> Allocation:
    """The allocation in which each of `seated_n` has the choice `choice_n` (a place in idx_e), with its certificate."""
    chosen = choice_n[seated_n]
    assignment = np.full(problem.n, -1, np.int32)
    assignment[seated_n] = problem.idx_e[chosen]
    total = None if problem.fit_e is None else int(problem.fit_e[chosen].sum(dtype=np.int64))
    certificate = {
        "kind": kind,
        "version": VERSION,
        "input": problem.digest,
        "dropped": problem.dropped,
        "lottery": asdict(problem.draw) if problem.draw else None,
        "loads": np.bincount(assignment[seated_n], minlength=problem.m).tolist(),
        **proof,
    }
    allocation = Allocation(assignment, total, certificate)
    text = json.dumps(allocation.document(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return replace(allocation, certificate={**certificate, "seal": sha256(text.encode()).hexdigest()})
