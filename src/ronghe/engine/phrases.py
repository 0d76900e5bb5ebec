"""Phrases that several texts share: n-grams of tokens, without those that only chance puts together.

Cohesion is the ratio of pointwise mutual information (Church and Hanks 1990, Computational Linguistics 16(1)), the
least over every cut of the phrase in two.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ronghe.engine.text import fold

__all__ = ["COHESION", "SWALLOWED", "Counted", "Gram", "Run", "phrases", "tokens", "written"]

Gram = tuple[str, ...]

COHESION = 5.0  # the parts of a phrase stand together so many times as often as chance would have them, or more
SWALLOWED = 0.8  # a phrase of which one longer phrase has this share of the texts is left to the longer one
TOKEN = re.compile(r"[\u4e00-\u9fff]|[a-z0-9](?:[a-z0-9+#']|[.\-/](?=[a-z0-9]))*")
BREAK = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens side by side. `source`: the number of the text; `piece`: of whatever the run was taken from."""

    source: int
    piece: int
    tokens: Gram


@dataclass(frozen=True, slots=True)
class Counted:
    """A phrase: how often it stands, in how many texts, and the first piece that holds it."""

    gram: Gram
    count: int
    texts: int
    first: int


def tokens(text: str) -> Iterator[Gram]:
    """The runs of tokens of a text: each Chinese character is one, and each Latin word; signs end a run, blanks do not.

    >>> list(tokens("会用 Blender、做短剧"))
    [('会', '用', 'blender'), ('做', '短', '剧')]
    """
    folded, run, stop = fold(text), list[str](), 0
    for found in TOKEN.finditer(folded):
        if run and BREAK.search(folded, stop, found.start()):
            yield tuple(run)
            run = []
        run.append(found.group())
        stop = found.end()
    if run:
        yield tuple(run)


def written(gram: Gram) -> str:
    """The phrase as one writes it: blanks between Latin words only."""
    return re.sub(r"(?<=[\u4e00-\u9fff]) | (?=[\u4e00-\u9fff])", "", " ".join(gram))


def phrases(runs: Sequence[Run], stands: Callable[[Gram], bool], *, longest: int, least: int = 2) -> list[Counted]:
    """Phrases of up to `longest` tokens in `least` texts or more, most texts first. Runs of one text stand together.

    `stands` says whether a phrase may begin, end and be as it does. O(tokens × longest); only n-grams whose two
    shorter parts are frequent are counted (Agrawal and Srikant 1994, apriori).
    """
    frequent = _count(runs, longest, least)
    total = sum(len(run.tokens) for run in runs)
    kept = [one for one in frequent.values() if stands(one.gram) and _cohesion(one, frequent, total) >= COHESION]
    return sorted(_longest(kept), key=lambda one: (-one.texts, -one.count, one.gram))


def _count(runs: Sequence[Run], longest: int, least: int) -> dict[Gram, Counted]:
    frequent: dict[Gram, Counted] = {}
    for length in range(1, longest + 1):
        level = {gram: one for gram, one in _level(runs, length, frequent).items() if one.texts >= least}
        if not level:
            break
        frequent |= level
    return frequent


def _level(runs: Sequence[Run], length: int, shorter: Mapping[Gram, Counted]) -> dict[Gram, Counted]:
    """The n-grams of one length whose parts are frequent."""
    count, texts = Counter[Gram](), Counter[Gram]()
    first, last = dict[Gram, int](), dict[Gram, int]()
    for run in runs:
        for start in range(len(run.tokens) - length + 1):
            gram = run.tokens[start : start + length]
            if length > 1 and not (gram[1:] in shorter and gram[:-1] in shorter):
                continue
            count[gram] += 1
            texts[gram] += last.get(gram) != run.source
            last[gram] = run.source
            first.setdefault(gram, run.piece)
    return {gram: Counted(gram, count[gram], texts[gram], first[gram]) for gram in count}


def _cohesion(one: Counted, frequent: Mapping[Gram, Counted], total: int) -> float:
    """How much oftener than by chance the parts stand together, in (0, ∞); a single token holds by itself."""
    cuts = ((frequent[one.gram[:cut]], frequent[one.gram[cut:]]) for cut in range(1, len(one.gram)))
    return min((one.count * total / (left.count * right.count) for left, right in cuts), default=COHESION)


def _longest(kept: Sequence[Counted]) -> list[Counted]:
    """Those that are more than a part of one longer phrase."""
    inside = Counter[Gram]()
    for one in kept:
        for length in range(1, len(one.gram)):
            for start in range(len(one.gram) - length + 1):
                part = one.gram[start : start + length]
                inside[part] = max(inside[part], one.texts)
    return [one for one in kept if inside[one.gram] < SWALLOWED * one.texts]
