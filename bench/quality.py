"""Quality of reading and ranking on sets that others judged, in one table with confidence intervals. See README.md.

    python bench/quality.py FOLDER [SET …]

FOLDER holds a folder for each set: `queries.jsonl` {id, text}, `qrels.tsv` (query, 0, document, grade), and the
documents {id, text, aliases?}: a `corpus.jsonl` of the set, or a classification beside the sets.
"""

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from docking import judged

from ronghe.engine import encoder
from ronghe.engine.ranking import MEANING, SPELLING, pieces_of, rank
from ronghe.engine.spans import KINDS, SpanReader

SAMPLES = 2000  # of the bootstrap
FOLDS = 10  # of the cross-validation
OWN = "own"  # the demonstration's judged pairs, shipped
SPANS = "skill_span_en"  # tokens and gold spans


@dataclass(frozen=True)
class Set:
    """A judged set: what is ranked, by which measure, and the figure to reach."""

    name: str
    what: str
    measure: str
    documents: str  # file beside the sets; "" for the set's own corpus
    found: Callable  # (texts of the queries, documents, relevant ids of each, encoders) → its ids, best first
    score: Callable  # (ids best first, relevant ids) → 0 … 1
    goal: float


def average_precision(best, relevant):
    """Precision at each relevant document, averaged over all that are relevant."""
    hits = [place for place, one in enumerate(best, 1) if one in relevant]
    return sum(count / place for count, place in enumerate(hits, 1)) / len(relevant)


def first(best, relevant):
    """1 if the first is relevant."""
    return float(best[0] in relevant) if best else 0.0


def r_precision(best, relevant):
    """Relevant ones among the first ten, of as many as there could be."""
    return len(relevant.intersection(best[:10])) / min(10, len(relevant))


def named(documents):
    """The documents' ids, and the names of each."""
    names = [list(dict.fromkeys([row["text"], *row.get("aliases", ())])) for row in documents]
    return [row["id"] for row in documents], names


def by_names(queries, documents, _relevant, using):
    """What `ronghe skills rank` does."""
    ids, names = named(documents)
    for best in rank(list(map(pieces_of, queries)), names, using, spelling=SPELLING, top=len(ids)):
        yield [ids[place] for place, _ in best]


def by_company(queries, documents, _relevant, using):
    """… with --alike: many documents are right for a query."""
    ids, names = named(documents)
    for best in rank(list(map(pieces_of, queries)), names, using, spelling=SPELLING, alike=True, top=len(ids)):
        yield [ids[place] for place, _ in best]


def by_examples(queries, documents, relevant, using):
    """… with examples: each tenth of the queries is ranked with the other nine tenths as examples."""
    ids, names = named(documents)
    place_of = {one: place for place, one in enumerate(ids)}
    part = np.random.default_rng(1).integers(0, FOLDS, len(queries))
    found = [None] * len(queries)
    for fold in range(FOLDS):
        examples = [
            (query, place_of[one])
            for query, some, of in zip(queries, relevant, part, strict=True)
            if of != fold
            for one in some
        ]
        asked = np.flatnonzero(part == fold)
        ranked = rank([queries[q] for q in asked], names, using, spelling=SPELLING, examples=examples, top=len(ids))
        for q, best in zip(asked, ranked, strict=True):
            found[q] = [ids[place] for place, _ in best]
    yield from found


SETS = (
    Set("title_rank_fr", "job titles, French", "MAP", "", by_company, average_precision, 0.485),
    Set("title_rank_ja", "job titles, Japanese", "MAP", "", by_company, average_precision, 0.465),
    Set("occ_norm_zh", "ad title → occupation, Chinese", "acc@1", "csco2022.jsonl", by_names, first, None),
    Set("occ_norm_zh", "  … with examples, 10 folds", "acc@1", "csco2022.jsonl", by_examples, first, 0.62),
    Set("skill_link_en", "sentence → skill, English", "RP@10", "esco110_skills_en.jsonl", by_names, r_precision, 0.64),
)


def spans(folder):
    """For each kind, the F1 of exact spans of the sentences in whose id `dev` stands; sentences with none count, too.

    The shipped network has learnt from the others.
    """
    gold = {row["id"]: row["spans"] for row in lines(folder / "gold_spans.jsonl")}
    rows = [row for row in lines(folder / "sentences.jsonl") if "-dev-" in row["id"]]
    began, reader = time.monotonic(), SpanReader()
    counts = {kind: [] for kind in KINDS}  # of each sentence: right, found, wanted
    for row in rows:
        read = set(reader.of_words(row["tokens"]))
        right = {(first, last, kind) for first, last, kind in gold[row["id"]]}
        for kind, some in counts.items():
            of_kind = [{span for span in spans if span[2] == kind} for spans in (read & right, read, right)]
            some.append([len(one) for one in of_kind])
    return time.monotonic() - began, counts


def f1(counts):
    """F1 of rows of (right, found, wanted)."""
    right, found, wanted = np.sum(counts, axis=-2).T
    return 2 * right / np.maximum(found + wanted, 1)


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


class Cached:
    """The encoder, with every text encoded once: folds and sets share names."""

    def __init__(self, one):
        self.one, self.known, self.dimension = one, {}, one.dimension

    def encode(self, texts):
        new = [text for text in dict.fromkeys(texts) if text not in self.known]
        self.known |= dict(zip(new, self.one.encode(new), strict=True))
        return np.array([self.known[text] for text in texts], np.float32).reshape(len(texts), self.dimension)


def measured(one, folder, using):
    """Seconds, and the measure of each query that has something relevant, by its subset."""
    queries = lines(folder / one.name / "queries.jsonl")
    documents = lines(folder / one.documents if one.documents else folder / one.name / "corpus.jsonl")
    relevant = defaultdict(set)
    for line in (folder / one.name / "qrels.tsv").read_text("utf-8").splitlines():
        query, _, document, grade = line.split("\t")
        relevant[query].update([document] if int(grade) > 0 else [])
    began, scores = time.monotonic(), defaultdict(list)
    texts, right = [row["text"] for row in queries], [relevant[row["id"]] for row in queries]
    for query, best in zip(queries, one.found(texts, documents, right, using), strict=True):
        if relevant[query["id"]]:
            scores[query.get("subset", "")].append(one.score(best, relevant[query["id"]]))
    return time.monotonic() - began, scores


def interval(scores, of=np.mean):
    """The middle 95 % of a figure (the mean) of samples drawn with replacement."""
    chance, scores = np.random.default_rng(13), np.array(scores)
    return np.quantile(
        [of(scores[chance.integers(0, len(scores), len(scores))]) for _ in range(SAMPLES)], [0.025, 0.975]
    )


def line(what, measure, figure, spread, goal, n, seconds):
    """One line of the table."""
    low, high = spread
    within = f"{low:.3f} – {high:.3f}"
    print(f"{what:32}{measure:9}{figure:7.3f}{within:>16}{goal:>7}{n:>9}{seconds:>9.0f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    names = ", ".join(dict.fromkeys([*(one.name for one in SETS), OWN, SPANS]))
    parser.add_argument("sets", nargs="*", help=f"of {names} (default: all)")
    parser.add_argument("--encoder", default=MEANING, help=f"beside spelling (default: {MEANING}; terms-e5 is finer)")
    given = parser.parse_args()
    using = [Cached(encoder(given.encoder))]
    print(f"{'set':32}{'measure':9}{'found':>7}{'95 %':>16}{'goal':>7}{'queries':>9}{'seconds':>9}")
    for one in SETS:
        if given.sets and one.name not in given.sets:
            continue
        seconds, scores = measured(one, given.folder, using)
        every = [score for some in scores.values() for score in some]
        groups = {"": every} | (scores if len(scores) > 1 else {})
        for group, some in groups.items():
            what, goal = (f"  {group}", "") if group else (one.what, one.goal or "")
            line(what, one.measure, np.mean(some), interval(some), goal, len(some), seconds)
    if not given.sets or OWN in given.sets:
        began = time.monotonic()
        scores, seconds = judged("use"), time.monotonic() - began
        for language, name in (("zh", "Chinese"), ("en", "English")):
            some = [score for score, of in scores if of == language]
            line(f"our own docking set, {name}", "nDCG@10", np.mean(some), interval(some), 0.95, len(some), seconds)
    if not given.sets or SPANS in given.sets:
        seconds, counts = spans(given.folder / SPANS)
        for kind, goal in (("knowledge", 0.52), ("skill", 0.32)):
            some = np.array(counts[kind])
            line(f"spans in ads, {kind}", "F1", f1(some), interval(some, f1), goal, len(some), seconds)


if __name__ == "__main__":
    main()
