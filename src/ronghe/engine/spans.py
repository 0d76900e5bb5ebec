"""Stretches of English job ads that name a skill or something to know, whether any vocabulary has them or not.

A small network looks at each word with two neighbours on either side: what USE makes of it (`encoders/use_words.py`),
its letters, and the sentence as a whole. A conditional random field (Lafferty et al. 2001) for each kind then takes the
likeliest row of beginnings and continuations. Trained by `scripts/train_spans.py` on SkillSpan (Zhang et al. 2022,
doi:10.18653/v1/2022.naacl-main.366), whose annotators marked English ads of technology and of a job board.
"""

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.encoders.use_words import WordVectors

__all__ = ["KINDS", "Span", "SpanReader"]

WEIGHTS = Path(__file__).parent / "data" / "spans.npz"
KINDS = ("knowledge", "skill")
OUT, BEGIN, INSIDE = range(3)
N_LETTERS, N_SIGNS = 2**14, 2**17  # places that features are hashed to
SENTENCE = re.compile(r"[^\n]+?(?:[.!?;](?=\s)|$|(?=\n))")
WORD = re.compile(r"\w+(?:[-.+#&'/]\w+)*[+#]*|[^\w\s]")
LONGEST = 120  # words of a sentence; a longer one is read in stretches

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:end]` names something of this kind, one of KINDS."""

    start: int
    end: int
    kind: str


class SpanReader:
    """Reads English. Other languages give nothing sensible."""

    def __init__(self, weights: Mapping[str, NDArray[np.floating]] | None = None) -> None:
        if weights is None:
            with np.load(WEIGHTS, allow_pickle=False) as kept:
                weights = {name: kept[name] for name in kept.files}
        self._weights = {name: array.astype(np.float32) for name, array in weights.items()}
        self._vectors = WordVectors()

    def read(self, text: str) -> list[Span]:
        """Spans in the order of the text; one of a kind never touches another of it. About 100 sentences a second."""
        found = []
        for sentence in SENTENCE.finditer(text):
            places = [word.span() for word in WORD.finditer(text, *sentence.span())]
            for a in range(0, len(places), LONGEST):
                some = places[a : a + LONGEST]
                for first, last, kind in self.of_words([text[start:end] for start, end in some]):
                    found.append(Span(some[first][0], some[last - 1][1], kind))
        return sorted(found, key=lambda span: (span.start, span.end, span.kind))

    def of_words(self, words: Sequence[str]) -> list[tuple[int, int, str]]:
        """(first word, word after the last, kind) of the spans of one sentence that is cut into words already."""
        if not words:
            return []
        vectors, sentence = self._vectors.encode(words)
        scores = scored(self._weights, vectors, sentence[None], letters(words), signs(words), np.zeros(len(words), int))
        found = []
        for place, kind in enumerate(KINDS):
            moves, start = self._weights["moves"][place], self._weights["start"][place]
            tags = likeliest(scores[:, 3 * place : 3 * place + 3], moves, start)
            found += [(first, last, kind) for first, last in runs(tags)]
        return found


def scored(
    weights: Mapping[str, Floats],
    vectors: Floats,
    sentences: Floats,
    letters: NDArray[np.int64],
    signs: NDArray[np.int64],
    of: NDArray[np.int64],
) -> Floats:
    """Scores (words, 6) of OUT, BEGIN and INSIDE for each kind. `of` is the sentence of each word."""
    w = weights
    own = np.maximum(vectors @ w["word"] + w["letters"][letters].sum(axis=1) @ w["spelt"] + w["word_at"], 0)
    whole = np.tanh(sentences @ w["sentence"] + w["sentence_at"])
    near = np.maximum(np.hstack([around(own, of, 2), whole[of]]) @ w["near"] + w["near_at"], 0)
    last = np.maximum(around(near, of, 1) @ w["last"] + w["last_at"], 0)
    scores: Floats = last @ w["out"] + w["out_at"] + w["signs"][signs].sum(axis=1)
    return scores


def around(rows: Floats, of: NDArray[np.int64], reach: int) -> Floats:
    """Each word's row with those of its neighbours of the same sentence beside it, 0 where there is none."""
    n, width = rows.shape
    wide = np.zeros((n, (2 * reach + 1) * width), np.float32)
    for column, step in enumerate(range(-reach, reach + 1)):
        here, there = beside(of, step)
        wide[here, column * width : (column + 1) * width] = rows[there]
    return wide


def beside(of: NDArray[np.int64], step: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Words that have another of their sentence `step` further on, and these."""
    here = np.arange(max(0, -step), len(of) - max(0, step))
    here = here[of[here] == of[here + step]] if len(here) else here
    return here, here + step


def likeliest(scores: Floats, moves: Floats, start: Floats) -> list[int]:
    """The row of tags with the highest sum (Viterbi); INSIDE follows BEGIN or INSIDE only."""
    moves, best = moves.copy(), scores[0] + start
    moves[OUT, INSIDE] = best[INSIDE] = -1e9
    came = []
    for row in scores[1:]:
        sums = best[:, None] + moves
        came.append(sums.argmax(axis=0))
        best = sums.max(axis=0) + row
    tags = [int(best.argmax())]
    for back in reversed(came):
        tags.append(int(back[tags[-1]]))
    return tags[::-1]


def runs(tags: Sequence[int]) -> list[tuple[int, int]]:
    """Each BEGIN with the INSIDE that follow it."""
    starts = [place for place, tag in enumerate(tags) if tag == BEGIN]
    ends = []
    for start in starts:
        end = start + 1
        while end < len(tags) and tags[end] == INSIDE:
            end += 1
        ends.append(end)
    return list(zip(starts, ends, strict=True))


def letters(words: Sequence[str]) -> NDArray[np.int64]:
    """Places of what each word is made of (words, 5): itself, its ends, its shape."""
    rows = []
    for word in words:
        low = word.lower()
        rows.append([f"w={low}", f"e3={low[-3:]}", f"b3={low[:3]}", f"e2={low[-2:]}", f"s={shape(word)}"])
    return _hashed(rows, N_LETTERS)


def signs(words: Sequence[str]) -> NDArray[np.int64]:
    """Places of what speaks for or against a tag at each word (words, 25): words and shapes around, pairs, ends."""
    low, shapes = [word.lower() for word in words], [shape(word) for word in words]

    def at(row: Sequence[str], place: int) -> str:
        return row[place] if 0 <= place < len(row) else "#"

    rows = []
    for i, word in enumerate(low):
        row = ["always", "first" if i == 0 else "later"]
        row += [f"w{step}={at(low, i + step)}" for step in range(-3, 4)]
        row += [f"ww-={at(low, i - 1)} {word}", f"ww+={word} {at(low, i + 1)}"]
        row += [f"s{step}={at(shapes, i + step)}" for step in (-1, 0, 1)]
        row += [f"ss-={at(shapes, i - 1)} {shapes[i]}", f"ss+={shapes[i]} {at(shapes, i + 1)}"]
        row += [f"e{n}={word[-n:]}" for n in (2, 3, 4)] + [f"b{n}={word[:n]}" for n in (3, 4)]
        row += [f"e-={at(low, i - 1)[-3:]}", f"e+={at(low, i + 1)[-3:]}"]
        row += [f"sss={at(shapes, i - 1)}{shapes[i]}{at(shapes, i + 1)}", f"long={min(len(word), 12)}"]
        rows.append(row)
    return _hashed(rows, N_SIGNS)


def shape(word: str) -> str:
    """Capitals X, others x, digits 0, each run once, at most six signs: "Node.js" → "Xx.x"."""
    plain = re.sub(r"[^\W\d_]", lambda letter: "X" if letter[0].isupper() else "x", re.sub(r"\d", "0", word))
    return re.sub(r"(.)\1+", r"\1", plain)[:6]


def _hashed(rows: Sequence[Sequence[str]], size: int) -> NDArray[np.int64]:
    return np.array([[zlib.crc32(name.encode("utf-8", "replace")) % size for name in row] for row in rows], np.int64)
