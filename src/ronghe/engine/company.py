"""Documents in company: where many are right for one query, what lies among right ones is right more often.

A random walk with restart from the query's own scores over each document's nearest others (Pan et al. 2004,
doi:10.1145/1014052.1014135).
"""

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.pairing import top_k

__all__ = ["Company"]

NEAREST, KEPT, STEPS, SHARPNESS = 15, 0.7, 3, 1.5


class Company:
    """Each document's nearest others, by vectors of unit length (documents × dimension). O(documents²)."""

    def __init__(self, vectors: NDArray[np.float32]) -> None:
        def cosines(rows: slice, columns: slice) -> NDArray[np.floating]:
            near = vectors[rows] @ vectors[columns].T
            near[np.arange(rows.start, rows.stop)[:, None] == np.arange(columns.start, columns.stop)] = -np.inf
            return near

        n = len(vectors)
        best = [list(row) for row in top_k(cosines, n, n, NEAREST)]
        self._from = np.repeat(np.arange(n), [len(row) for row in best])
        self._to = np.array([place for row in best for place in row], np.int64)
        strength = np.maximum(np.einsum("ij,ij->i", vectors[self._from], vectors[self._to]), 0) ** 2
        whole = np.bincount(self._from, strength, minlength=n)
        self._strength = strength / np.where(whole > 0, whole, 1)[self._from]

    def support(self, scores: NDArray[np.floating]) -> NDArray[np.floating]:
        """Scores (queries × documents) in deviations → the same, with what each document's company says added."""
        restart = np.exp(SHARPNESS * scores)
        walked = restart
        for _ in range(STEPS):
            walked = restart + KEPT * self._step(walked)
        supported: NDArray[np.floating] = np.log(walked) / SHARPNESS
        return supported

    def _step(self, scores: NDArray[np.floating]) -> NDArray[np.floating]:
        """Half of what is passed on to the nearest, half of what these have."""
        there, back = np.zeros_like(scores), np.zeros_like(scores)
        for row, on, of in zip(scores, there, back, strict=True):
            on += np.bincount(self._to, row[self._from] * self._strength, minlength=len(row))
            of += np.bincount(self._from, row[self._to] * self._strength, minlength=len(row))
        return (there + back) / 2
