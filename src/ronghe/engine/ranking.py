"""Short texts against short texts — titles, occupations, skills: characters and meaning, standardised and added."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.encoders import Encoder
from ronghe.engine.pairing import top_k

__all__ = ["rank"]

CHUNK = 64  # queries at a time
NOISE = 1e-6  # deviations below this are rounding, and say nothing


def rank(
    queries: Sequence[str],
    documents: Sequence[str],
    using: Sequence[Encoder],
    *,
    top: int = 100,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[list[tuple[int, float]]]:
    """For each query its best documents as (place, score), best first; higher is better, 0 is an average document.

    Each encoder's cosines are standardised over the documents of a query (z-score) and added, because the encoders'
    scales have nothing in common. O(queries × documents).
    """
    encoded = [(one.encode(queries), one.encode(documents)) for one in using]
    done = 0
    for a in range(0, len(queries), CHUNK):
        scores = np.round(sum(_standard(q[a : a + CHUNK] @ d.T) for q, d in encoded), 5)
        if not len(documents):
            scores = scores.reshape(len(queries[a : a + CHUNK]), 0)

        def block(rows: slice, columns: slice, scores: NDArray[np.floating] = scores) -> NDArray[np.floating]:
            return scores[rows, columns]

        for row, best in enumerate(top_k(block, len(scores), len(documents), top)):
            done += 1
            yield [(int(place), float(scores[row, place])) for place in best]
        if progress:
            progress(done, len(queries))


def _standard(cosine: NDArray[np.floating]) -> NDArray[np.floating]:
    """Rows with mean 0 and deviation 1."""
    if not cosine.shape[1]:
        return cosine
    deviation = cosine.std(axis=1, keepdims=True)
    standard: NDArray[np.floating] = (cosine - cosine.mean(axis=1, keepdims=True)) / np.where(
        deviation > 0, deviation, 1
    )
    return standard
