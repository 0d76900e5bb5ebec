"""The allocation with the largest total fit, and the prices that prove it."""

from ronghe.engine.fitting.auction import fit

__all__ = ["fit"]
