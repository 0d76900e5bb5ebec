"""Short texts against short texts — titles, occupations, skills: characters and meaning, standardised and added.

A document may have several names and is as near as the nearest of them; a query may be given in several pieces and is
as near as the nearest of them. Where it is known of some texts which document is theirs, that is learnt from.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.clauses import split
from ronghe.engine.encoders import Encoder, encoder
from ronghe.engine.errors import BadValue
from ronghe.engine.pairing import top_k
from ronghe.engine.text import fold

__all__ = ["HYBRID", "Names", "pieces_of", "rank"]

HYBRID = {"chars": 0.3, "terms": 1.0}  # encoder → its weight where names are compared, decision 0021
CHUNK = 16  # queries at a time
LONG = 60  # letters from which a query is a sentence, and its clauses speak for themselves
RIDGE = 0.3  # of the kernel ridge regression over examples
NOISE = 1e-6  # deviations below this are rounding, and say nothing
LEARNT = 30.0  # what a document's examples weigh against deviations

Several = Sequence[str] | str


def rank(
    queries: Sequence[Several],
    documents: Sequence[Several],
    using: Sequence[Encoder],
    *,
    weights: Sequence[float] | None = None,
    examples: Sequence[tuple[str, int]] = (),
    top: int = 100,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[list[tuple[int, float]]]:
    """For each query its best documents as (place, score), best first; higher is better.

    Each encoder's cosines are standardised over the names of all documents (z-score), weighted and added, because the
    encoders' scales have nothing in common. `examples` are (text, place of its document): kernel ridge regression over
    the same encoders adds what they teach. O(pieces × names), and O(examples³). Raises BadValue for an example of no
    document.
    """
    pieces, piece_starts = _flat(queries)
    names, name_starts = _flat(documents)
    encoded = [(one.encode(pieces), one.encode(names)) for one in using]
    shares = weights or [1.0] * len(using)
    learnt = _learnt(examples, len(documents), using)
    done = 0
    for a in range(0, len(queries), CHUNK):
        b = min(a + CHUNK, len(queries))
        rows = slice(piece_starts[a], piece_starts[b] if b < len(queries) else len(pieces))
        scores: NDArray[np.floating] = np.zeros((b - a, len(documents)))
        if len(documents):
            near = _nearness([(q[rows], d) for q, d in encoded], shares, name_starts)
            scores = np.maximum.reduceat(near, piece_starts[a:b] - piece_starts[a], axis=0)
            scores = np.round(scores + learnt([q[piece_starts[a:b]] for q, _ in encoded]), 5)

        def block(rows: slice, columns: slice, scores: NDArray[np.floating] = scores) -> NDArray[np.floating]:
            return scores[rows, columns]

        for row, best in enumerate(top_k(block, len(scores), len(documents), top)):
            done += 1
            yield [(int(place), float(scores[row, place])) for place in best]
        if progress:
            progress(done, len(queries))


def _nearness(
    encoded: Sequence[tuple[NDArray[np.float32], NDArray[np.float32]]],
    shares: Sequence[float],
    name_starts: NDArray[np.int64],
) -> NDArray[np.floating]:
    """How near each text is to each document's nearest name (texts × documents), in deviations; higher is nearer.

    `encoded` has, for each encoder, the vectors of texts and of all documents' names; each document has one or more.
    """
    near = sum(share * _standard(q @ d.T) for share, (q, d) in zip(shares, encoded, strict=True))
    nearest: NDArray[np.floating] = np.maximum.reduceat(near, name_starts, axis=1)
    return nearest


class Names:
    """Documents by their names, encoded once, for who asks again and again. Each document has one name or more.

    `using` are encoders with their weights; HYBRID, if none are given.
    """

    def __init__(self, documents: Sequence[Several], using: Sequence[tuple[Encoder, float]] = ()) -> None:
        names, self._starts = _flat(documents)
        using = using or [(encoder(name), share) for name, share in HYBRID.items()]
        self._encoders, self._shares = zip(*using, strict=True)
        self._vectors = [one.encode(names) for one in self._encoders]

    def nearness(self, pieces: Sequence[str]) -> NDArray[np.floating]:
        """How near a text, given in pieces, is to each document (documents,): `rank`'s scores, without examples."""
        encoded = [(one.encode(pieces), names) for one, names in zip(self._encoders, self._vectors, strict=True)]
        nearest: NDArray[np.floating] = _nearness(encoded, self._shares, self._starts).max(axis=0)
        return nearest


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


def _learnt(
    examples: Sequence[tuple[str, int]], n_documents: int, using: Sequence[Encoder]
) -> Callable[[Sequence[NDArray[np.float32]]], NDArray[np.floating] | float]:
    """Vectors of queries, one array for each encoder → what the examples say (queries × documents), 0 without any."""
    if not examples:
        return lambda _: 0.0
    places = np.array([place for _, place in examples], np.int64)
    if places.min() < 0 or places.max() >= n_documents:
        raise BadValue(f"an example belongs to document {places.max()}, of {n_documents}")
    vectors = [one.encode([text for text, _ in examples]) / np.sqrt(len(using)) for one in using]
    kernel = sum(v @ v.T for v in vectors) + RIDGE * np.eye(len(examples))
    belongs = np.zeros((len(examples), n_documents))
    belongs[np.arange(len(examples)), places] = LEARNT
    learnt = np.linalg.solve(kernel, belongs)

    def scores(queries: Sequence[NDArray[np.float32]]) -> NDArray[np.floating]:
        likeness = sum(q @ v.T for q, v in zip(queries, vectors, strict=True)) / np.sqrt(len(using))
        found: NDArray[np.floating] = likeness @ learnt
        return found

    return scores


def _standard(cosine: NDArray[np.floating]) -> NDArray[np.floating]:
    """Rows with mean 0 and deviation 1."""
    deviation = cosine.std(axis=1, keepdims=True)
    standard: NDArray[np.floating] = (cosine - cosine.mean(axis=1, keepdims=True)) / np.where(
        deviation > NOISE, deviation, 1
    )
    return standard
