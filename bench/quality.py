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

from ronghe.engine import encoder
from ronghe.engine.clauses import split
from ronghe.engine.ranking import rank
from ronghe.engine.text import fold

SAMPLES = 2000  # of the bootstrap
ENCODERS = ("chars", "use")


@dataclass(frozen=True)
class Set:
    """A judged set: what is ranked, by which measure, and the figure to reach."""

    name: str
    what: str
    measure: str
    documents: str  # file beside the sets; "" for the set's own corpus
    found: Callable  # (texts of the queries, documents) → for each query its documents' ids, best first
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


def by_title(queries, documents):
    """Titles against titles."""
    using = [encoder(name) for name in ENCODERS]
    ids = [row["id"] for row in documents]
    for best in rank(queries, [row["text"] for row in documents], using, top=200):
        yield [ids[place] for place, _ in best]


def by_forms(queries, documents):
    """A document is as near as the nearest of its names."""
    yield from _by_best(queries, documents, lambda text: [text])


def by_clauses(queries, documents):
    """A document is as near as the nearest of its names is to the nearest clause."""

    def clauses(text):
        pieces = [text[clause.start : clause.end].strip() for clause in split(fold(text))]
        return [text, *(piece for piece in pieces if 2 < len(piece) < len(text))]

    yield from _by_best(queries, documents, clauses)


def _by_best(queries, documents, pieces_of):
    using = [encoder(name) for name in ENCODERS]
    names = [(row["id"], form) for row in documents for form in dict.fromkeys([row["text"], *row.get("aliases", ())])]
    pieces = [(number, piece) for number, text in enumerate(queries) for piece in pieces_of(text)]
    found = defaultdict(dict)
    ranked = rank([piece for _, piece in pieces], [form for _, form in names], using, top=200)
    for (number, _), best in zip(pieces, ranked, strict=True):
        for place, score in best:
            document = names[place][0]
            found[number][document] = max(score, found[number].get(document, score))
    for number in range(len(queries)):
        yield sorted(found[number], key=found[number].get, reverse=True)


SETS = (
    Set("title_rank_fr", "job titles, French", "MAP", "", by_title, average_precision, 0.485),
    Set("title_rank_ja", "job titles, Japanese", "MAP", "", by_title, average_precision, 0.465),
    Set("occ_norm_zh", "ad title → occupation, Chinese", "acc@1", "csco2022.jsonl", by_forms, first, 0.62),
    Set(
        "skill_link_en", "sentence → skill, English", "RP@10", "esco110_skills_en.jsonl", by_clauses, r_precision, 0.64
    ),
)


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def measured(one, folder):
    """Seconds, and the measure of each query that has something relevant, by its subset."""
    queries = lines(folder / one.name / "queries.jsonl")
    documents = lines(folder / one.documents if one.documents else folder / one.name / "corpus.jsonl")
    relevant = defaultdict(set)
    for line in (folder / one.name / "qrels.tsv").read_text("utf-8").splitlines():
        query, _, document, grade = line.split("\t")
        relevant[query].update([document] if int(grade) > 0 else [])
    began, scores = time.monotonic(), defaultdict(list)
    for query, best in zip(queries, one.found([row["text"] for row in queries], documents), strict=True):
        if relevant[query["id"]]:
            scores[query.get("subset", "")].append(one.score(best, relevant[query["id"]]))
    return time.monotonic() - began, scores


def interval(scores):
    """The middle 95 % of the means of samples drawn with replacement."""
    chance = np.random.default_rng(13)
    means = np.array(scores)[chance.integers(0, len(scores), (SAMPLES, len(scores)))].mean(axis=1)
    return np.quantile(means, [0.025, 0.975])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sets", nargs="*", help=f"of {', '.join(one.name for one in SETS)} (default: all)")
    given = parser.parse_args()
    print(f"{'set':32}{'measure':9}{'found':>7}{'95 %':>16}{'goal':>7}{'queries':>9}{'seconds':>9}")
    for one in SETS:
        if given.sets and one.name not in given.sets:
            continue
        seconds, scores = measured(one, given.folder)
        every = [score for some in scores.values() for score in some]
        groups = {"": every} | (scores if len(scores) > 1 else {})
        for group, some in groups.items():
            low, high = interval(some)
            what, goal = (f"  {group}", "") if group else (one.what, one.goal)
            spread = f"{low:.3f} – {high:.3f}"
            print(f"{what:32}{one.measure:9}{np.mean(some):7.3f}{spread:>16}{goal:>7}{len(some):>9}{seconds:>9.0f}")


if __name__ == "__main__":
    main()
