"""What confirmed examples teach: texts of which it is known which document is theirs.

Kernel ridge regression (Saunders et al. 1998): exact, one solution, no chance. The documents' own names are examples
too, which are trusted less.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["MOST", "kernel", "learnt"]

RIDGE, RIDGE_OF_NAMES = 0.2, 2.0
MOST = 8000  # examples and names together that are solved for at once; beyond it, examples alone


def kernel(cosines: Sequence[NDArray[np.floating]], spelling: Sequence[NDArray[np.floating]]) -> NDArray[np.float64]:
    """How much one text tells of another: the mean of likenesses. Cosines of meaning are squared, signs kept.

    Far neighbours, of which there are many, then say little.
    """
    measures = [*(cosine * np.abs(cosine) for cosine in cosines), *spelling]
    mean: NDArray[np.float64] = np.mean(measures, axis=0, dtype=np.float64)
    return mean


def learnt(
    likeness: NDArray[np.float64], documents: NDArray[np.int64], n_documents: int, n_examples: int
) -> NDArray[np.float64]:
    """Weights (texts × documents), with which the likeness of a new text to these texts says its document.

    `likeness` is among the texts, examples before names, `documents` the place of each one's document. O(texts³).
    """
    ridge = np.where(np.arange(len(documents)) < n_examples, RIDGE, RIDGE_OF_NAMES)
    belongs = np.zeros((len(documents), n_documents))
    belongs[np.arange(len(documents)), documents] = 1
    return np.linalg.solve(likeness + np.diag(ridge), belongs)
