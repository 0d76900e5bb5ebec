"""Rows of unit length, as every encoder gives them."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["unit"]


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows (n, dimension) have unit length, in place; rows of zeros stay zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    np.divide(vectors, lengths, out=vectors, where=lengths > 0)
    return vectors
