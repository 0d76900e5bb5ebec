"""Proof that a total fit is the largest: prices that leave no room above it (duality of linear programmes)."""

from typing import Any

import numpy as np

from ronghe.engine.proofs.instance import Instance

__all__ = ["MOST_FIT", "are_prices", "gap_of"]

MOST_FIT = 1000
MOST_SCALE = 2**40


def are_prices(prices: Any, scale: Any, m: int) -> bool:
    """True if these are whole prices of m positions, in parts of `scale` to one unit of fit, none of them absurd."""
    return (
        type(scale) is int
        and 1 <= scale <= MOST_SCALE
        and isinstance(prices, list)
        and len(prices) == m
        and all(type(price) is int and 0 <= price <= (MOST_FIT + 1) * scale for price in prices)
    )


def gap_of(instance: Instance, total: int, prices: list[int], scale: int) -> int:
    """What no total fit can exceed, less `total`, in parts of `scale`: below `scale`, `total` is the largest.

    The bound: Σ capacity · price + Σ over applicants of the largest of 0 and fit − price.
    """
    assert instance.fit is not None
    price = np.array(prices, np.int64)
    left = instance.fit.astype(np.int64) * scale
    left -= price[instance.where]
    some = np.flatnonzero(np.diff(instance.begin))
    best = np.maximum(np.maximum.reduceat(left, instance.begin[some]), 0) if some.size else np.empty(0, np.int64)
    high, low = int((best >> 32).sum()), int((best & 0xFFFFFFFF).sum())
    room: int = sum(c * p for c, p in zip(instance.caps.tolist(), prices, strict=True))
    return room + (high << 32) + low - total * scale
