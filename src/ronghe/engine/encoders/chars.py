"""Hashed character n-grams: always there, nothing to download, good at spelling, blind to meaning.

Each n-gram of the folded text adds its sign to one of `dimension` places (feature hashing,
doi:10.1145/1553374.1553516), with a square root over repeats.
"""

import zlib
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.encoders.unit import unit
from ronghe.engine.text import fold

__all__ = ["Chars"]


class Chars:
    name = "chars"
    dimension = 1024
    unrelated, same = 0.05, 0.75
    sizes = (1, 2, 3)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows (n, 1024)."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(vectors, texts, strict=True):
            for gram, times in self._grams(text).items():
                code = zlib.crc32(gram.encode("utf-8", "surrogatepass"))
                row[code % self.dimension] += times**0.5 if code & 0x80000000 else -(times**0.5)
        return unit(vectors)

    def _grams(self, text: str) -> Counter[str]:
        words = " " + " ".join(fold(text).split()) + " "
        return Counter(
            gram
            for size in self.sizes
            for i in range(len(words) - size + 1)
            if (gram := words[i : i + size]).strip() and (size > 1 or not gram.isascii())
        )
