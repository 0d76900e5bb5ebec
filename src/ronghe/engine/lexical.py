"""What short texts share in spelling: words and pieces of words, each weighed by how rare it is (tf–idf).

In alphabetic writing a word counts, and its pieces of three letters; in Chinese, Japanese and the like, one to three
characters in a row. Spärck Jones 1972, doi:10.1108/eb026526, with a square root over repeats.
"""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.text import fold

__all__ = ["Lexicon"]

RUN = re.compile(r"\w+")
LOGOGRAPHIC = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")
SIZES = (1, 2, 3)  # of pieces of logographic writing
PIECE = 3  # letters of alphabetic writing
WORD = 1.4  # what a whole word weighs beside a piece


def _parts(text: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for word in RUN.findall(fold(text)):
        logographic = LOGOGRAPHIC.search(word)
        if not logographic:
            found[f"={word}"] += 1
        sizes = SIZES if logographic else (PIECE,)
        edged = f" {word} "
        pieces = (edged[i : i + size] for size in sizes for i in range(len(edged) - size + 1))
        found.update(piece for piece in pieces if not piece.isspace())
    return found


class Lexicon:
    """Texts to compare others with. O(characters) to build; a comparison costs what is shared."""

    def __init__(self, texts: Sequence[str]) -> None:
        counted = [_parts(text) for text in texts]
        self.size = len(texts)
        self._numbers = {part: number for number, part in enumerate(sorted({part for one in counted for part in one}))}
        rows, parts, times = self._flat(counted)
        known = np.bincount(parts, minlength=len(self._numbers))
        whole = np.array([WORD if part[0] == "=" else 1 for part in self._numbers], np.float32)
        self._worth = whole * (np.log((1 + self.size) / (1 + known)).astype(np.float32) + 1)
        weights = self._unit(rows, parts, times, self.size)
        order = np.argsort(parts, kind="stable")
        self._rows, self._weights = rows[order], weights[order]
        self._starts = np.concatenate([[0], np.cumsum(known)])

    def nearness(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Cosines (texts × those of the lexicon), in [0, 1]; what the lexicon has never seen counts for nothing."""
        rows, parts, times = self._flat([_parts(text) for text in texts])
        near = np.zeros((len(texts), self.size), np.float32)
        for row, part, weight in zip(rows, parts, self._unit(rows, parts, times, len(texts)), strict=True):
            a, b = self._starts[part], self._starts[part + 1]
            near[row, self._rows[a:b]] += weight * self._weights[a:b]
        return near

    def _flat(self, counted: Sequence[Counter[str]]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """The known parts of all texts in one row: text, part, how often."""
        known = [
            (row, number, times)
            for row, one in enumerate(counted)
            for part, times in one.items()
            if (number := self._numbers.get(part)) is not None
        ]
        rows, parts, times = np.array(known, np.int64).reshape(-1, 3).T
        return rows, parts, times

    def _unit(
        self, rows: NDArray[np.int64], parts: NDArray[np.int64], times: NDArray[np.int64], n: int
    ) -> NDArray[np.float32]:
        """Weights under which every text that has a known part has length 1."""
        weights = np.sqrt(times) * self._worth[parts]
        lengths = np.sqrt(np.bincount(rows, weights**2, minlength=n))
        unit: NDArray[np.float32] = (weights / lengths[rows]).astype(np.float32)
        return unit
