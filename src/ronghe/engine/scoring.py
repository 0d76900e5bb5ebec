"""Criteria × weights → one score in [0, 1]; an unknown value counts as its criterion's neutral one."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.arrays import Block
from ronghe.engine.criteria import CRITERIA

__all__ = ["DIGITS", "exact", "parts", "rounded", "totals", "weigh"]

DIGITS = 6  # of what is printed: a score is the weighted sum of the printed parts, to this many digits


def totals(block: Block, shares: Mapping[str, float]) -> NDArray[np.floating]:
    """(n_demands, n_supplies) scores for the sweep; −inf where a hard rule keeps the pair apart."""
    total = np.zeros((len(block.kind_d), len(block.kind_s)), block.ask_dc.dtype)
    for name, share in shares.items():
        if share:
            value = CRITERIA[name].score(block)
            total += share * np.where(np.isnan(value), CRITERIA[name].NEUTRAL, value).astype(total.dtype, copy=False)
    total[~block.allowed_ds()] = -np.inf
    return total


def parts(block: Block, shares: Mapping[str, float]) -> dict[str, NDArray[np.floating]]:
    """Criterion → (n_demands, n_supplies) values in [0, 1] to `DIGITS` digits, NaN where unknown."""
    return {name: np.round(CRITERIA[name].score(block), DIGITS) for name in shares}


def exact(values: Mapping[str, NDArray[np.floating]], shares: Mapping[str, float]) -> NDArray[np.floating]:
    """The scores that follow from printed parts, to `DIGITS` digits."""
    total = sum(
        share * np.where(np.isnan(values[name]), CRITERIA[name].NEUTRAL, values[name]) for name, share in shares.items()
    )
    return np.round(total, DIGITS)


def weigh(value: Mapping[str, float | None], shares: Mapping[str, float]) -> float:
    """The score of one pair from its parts: what anyone with a pencil gets."""
    total = 0.0
    for name, share in shares.items():
        known = value[name]
        total += share * (CRITERIA[name].NEUTRAL if known is None else known)
    return rounded(total)


def rounded(value: float) -> float:
    """`value` to `DIGITS` digits, a half rounded as arrays round it: one number has one print."""
    return float(np.round(value, DIGITS))
