"""Loops that numba compiles where it is installed, and that run as plain Python where it is not: same values out."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np

__all__ = ["compiled", "run"]

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """The function, compiled when it is first called, and kept beside the source for the next process."""
    try:
        from numba import njit
    except ImportError:  # it is an extra
        return function
    made: Any
    try:
        made = njit(cache=True)(function)
    except RuntimeError:  # no place to keep it
        made = njit(function)
    return cast(F, made)


def run(function: Callable[..., Any], *given: Any) -> Any:
    """Calls a compiled function on arrays, or a plain one on lists, which Python reads three times as fast.

    What it changes in its arrays is changed in them either way.
    """
    if hasattr(function, "py_func"):
        return function(*given)
    lists = [one.tolist() if isinstance(one, np.ndarray) else one for one in given]
    result = function(*lists)
    for array, values in zip(given, lists, strict=True):
        if isinstance(array, np.ndarray) and array.flags.writeable:
            array[...] = values
    return result
