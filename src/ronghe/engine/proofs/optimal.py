"""Proof that a total fit is the largest: prices that leave no room above it (duality of linear programmes)."""

from typing import Any

import numpy as np

from ronghe.engine.proofs.instance import Instance

__all__ = ["are_prices", "room_above"]

MOST_FIT = 1000


def are_prices(prices: Any, m: int) -> bool:
    """True if these are whole prices of m positions, none above the largest fit."""
    return (
        isinstance(prices, list)
        and len(prices) == m
        and all(type(price) is int and 0 <= price <= MOST_FIT for price in prices)
    )


def room_above(instance: Instance, total: int, prices: list[int]) -> int:
    """How much larger than `total` the bound is that these prices set to every total fit: at 0, `total` is the largest.

    The bound: Σ capacity · price + Σ over applicants of the largest of 0 and fit − price.
    """
    assert instance.fit is not None
    left = instance.fit - np.array(prices, np.int64)[instance.where]
    some = np.flatnonzero(np.diff(instance.begin))
    gained = np.maximum(np.maximum.reduceat(left, instance.begin[some]), 0).sum() if some.size else 0
    paid = int(sum(c * p for c, p in zip(instance.caps.tolist(), prices, strict=True)))
    return paid + int(gained) - total
