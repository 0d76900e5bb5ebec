"""Short texts against short texts — titles, occupations, skills: spelling and meaning, standardised and added.

A document may have several names: its first is what it means, and it is spelt as the nearest of all. A query may be
given in several pieces and is as near as the nearest of them. Where it is known of some texts which document is theirs,
that is learnt from.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.clauses import split
from ronghe.engine.company import Company
from ronghe.engine.encoders import Encoder, encoder
from ronghe.engine.errors import BadValue
from ronghe.engine.examples import MOST, kernel, learnt
from ronghe.engine.lexical import Lexicon
from ronghe.engine.text import fold

__all__ = ["MEANING", "SPELLING", "Names", "pieces_of", "rank"]

MEANING, SPELLING = "terms", 0.4  # the encoder of names, and what spelling weighs beside it; decision 0021
CHUNK = 16  # queries at a time
LONG = 60  # letters from which a query is a sentence, and its clauses speak for themselves
NOISE = 1e-6  # deviations below this are rounding, and say nothing
LEARNT = 100.0  # what examples weigh against deviations

Several = Sequence[str] | str


class Names:
    """Documents by their names, encoded once. Each document has one name or more.

    `using` are encoders whose cosines are added by their `weights` (1 each), `spelling` is the weight of what is
    written alike: the encoder of names and SPELLING, where neither is given. Each measure is standardised over all
    names (z-score) first, because their scales have nothing in common. With `every`, all names are what a document
    means, not only its first.
    """

    def __init__(
        self,
        documents: Sequence[Several],
        using: Sequence[Encoder] | None = None,
        spelling: float | None = None,
        weights: Sequence[float] | None = None,
        *,
        every: bool = False,
    ) -> None:
        self.names, self.starts = _flat(documents)
        self.meant = self.names if every else [self.names[start] for start in self.starts]
        self.encoders = [encoder(MEANING)] if using is None else using
        self.spelling = spelling if spelling is not None else SPELLING if using is None else 0.0
        self.weights = weights or [1.0] * len(self.encoders)
        self.vectors = [one.encode(self.meant) for one in self.encoders]
        self.lexicon = Lexicon(self.names) if self.spelling else None

    def __len__(self) -> int:
        return len(self.starts)

    def nearness(self, pieces: Sequence[str]) -> NDArray[np.floating]:
        """How near a text, given in pieces, is to each document (documents,), in deviations; higher is nearer."""
        nearest: NDArray[np.floating] = self.near(pieces, [one.encode(pieces) for one in self.encoders]).max(axis=0)
        return nearest

    def near(self, texts: Sequence[str], encoded: Sequence[NDArray[np.float32]]) -> NDArray[np.floating]:
        """How near each text is to each document (texts × documents). `encoded`: the texts' vectors."""
        sides = [w * _standard(q @ d.T) for w, q, d in zip(self.weights, encoded, self.vectors, strict=True)]
        near = np.zeros((len(texts), len(self)))
        if sides:
            near += sum(sides) if len(self.meant) == len(self) else np.maximum.reduceat(sum(sides), self.starts, axis=1)
        if self.lexicon:
            spelt = self.spelling * _standard(self.lexicon.nearness(texts))
            near += np.maximum.reduceat(spelt, self.starts, axis=1)
        return near

    def company(self) -> Company:
        """The documents by what they mean."""
        return Company(np.hstack(self.vectors) / np.sqrt(len(self.vectors)))


def rank(
    queries: Sequence[Several],
    documents: Sequence[Several],
    using: Sequence[Encoder] | None = None,
    *,
    spelling: float | None = None,
    examples: Sequence[tuple[str, int]] = (),
    alike: bool = False,
    top: int = 100,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[list[tuple[int, float]]]:
    """For each query its best documents as (place, score), best first; higher is better.

    `using` and `spelling`: as in `Names`. `examples` are (text, place of its document): what they teach is added.
    `alike`: a query has many right documents, so that those which are alike support each other; needs an encoder.
    O(pieces × names), and O(examples³). Raises BadValue for an example of no document, and for a `top` below 1.
    """
    if top < 1:
        raise BadValue(f"top is {top}; give a number from 1 up")
    pieces, piece_starts = _flat(queries)
    names = Names(documents, using, spelling)
    encoded = [one.encode(pieces) for one in names.encoders]
    taught = _Taught(examples, names) if examples else None
    company = names.company() if alike and len(names) and names.vectors else None
    for a in range(0, len(queries), CHUNK):
        b = min(a + CHUNK, len(queries))
        rows = slice(piece_starts[a], piece_starts[b] if b < len(queries) else len(pieces))
        scores: NDArray[np.floating] = np.zeros((b - a, len(documents)))
        if len(documents):
            near = names.near(pieces[rows], [vectors[rows] for vectors in encoded])
            scores = np.maximum.reduceat(near, piece_starts[a:b] - piece_starts[a], axis=0)
            scores = company.support(_standard(scores)) if company else scores
            if taught:
                firsts = piece_starts[a:b]
                scores = scores + taught.says([pieces[i] for i in firsts], [vectors[firsts] for vectors in encoded])
            scores = np.round(scores, 5)
        for row in scores:
            best = np.argsort(-row, kind="stable")[:top]
            yield [(int(place), float(row[place])) for place in best]
        if progress:
            progress(b, len(queries))


class _Taught:
    """What examples say of new texts."""

    def __init__(self, examples: Sequence[tuple[str, int]], names: Names) -> None:
        texts, places = zip(*sorted(examples), strict=True)
        if min(places) < 0 or max(places) >= len(names):
            wrong = min(places) if min(places) < 0 else max(places)
            raise BadValue(f"an example belongs to document {wrong}, of {len(names)}")
        with_names = len(texts) + len(names) <= MOST
        self._vectors = [one.encode(texts) for one in names.encoders]
        if with_names:
            texts += tuple(names.meant)
            self._vectors = [np.vstack(pair) for pair in zip(self._vectors, names.vectors, strict=True)]
        documents = np.concatenate([places, np.arange(len(names)) if with_names else []]).astype(np.int64)
        self._lexicon = Lexicon(texts) if names.lexicon else None
        among = self._likeness(texts, self._vectors)
        self._weights = LEARNT * learnt(among, documents, len(names), len(examples))

    def says(self, texts: Sequence[str], encoded: Sequence[NDArray[np.float32]]) -> NDArray[np.floating]:
        """(texts × documents): near LEARNT where an example says yes, near 0 where none says anything."""
        said: NDArray[np.floating] = self._likeness(texts, encoded) @ self._weights
        return said

    def _likeness(self, texts: Sequence[str], encoded: Sequence[NDArray[np.float32]]) -> NDArray[np.float64]:
        cosines = [q @ v.T for q, v in zip(encoded, self._vectors, strict=True)]
        return kernel(cosines, [self._lexicon.nearness(texts)] if self._lexicon else [])


def pieces_of(text: str) -> list[str]:
    """A query as `rank` takes it: the text, and the clauses of a long one."""
    if len(text) <= LONG:
        return [text]
    clauses = (text[clause.start : clause.end].strip() for clause in split(fold(text)))
    return [text, *(clause for clause in clauses if 2 < len(clause) < len(text))]


def _flat(texts: Sequence[Several]) -> tuple[list[str], NDArray[np.int64]]:
    """All of them in one row, and where each one's begin."""
    several = [[some] if isinstance(some, str) else list(some) for some in texts]
    lengths = np.array([len(some) for some in several], np.int64)
    return [one for some in several for one in some], np.cumsum(lengths) - lengths


def _standard(measure: NDArray[np.floating]) -> NDArray[np.floating]:
    """Rows with mean 0 and deviation 1; a row in which all are the same is 0."""
    deviation = measure.std(axis=1, keepdims=True)
    standard: NDArray[np.floating] = (measure - measure.mean(axis=1, keepdims=True)) / np.where(
        deviation > NOISE, deviation, 1
    )
    return standard
