"""Clauses in which no written form was found → the skill that they name in other words, or nothing.

A clause is compared with the names of every skill by characters and meaning, as `ranking` does: standardised cosines,
weighted and added, the best over the names of a skill. It is compared with what else clauses are about (`beside.py`)
in the same way. Most clauses name no skill, so below a threshold there is no answer. What is linked quotes its clause,
and is marked as in need of confirmation.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log1p

import numpy as np

from ronghe.engine.beside import BESIDE
from ronghe.engine.encoders import Encoder, encoder
from ronghe.engine.ranking import Names
from ronghe.engine.reading import Mention, Reader, one_each
from ronghe.engine.text import fold
from ronghe.engine.unread import pieces

__all__ = ["SURE_ENOUGH", "Likeness", "Linker"]

MEASURES = {"chars": 0.3, "terms": 1.0}  # encoder → weight. Spelling by rarity, as ranking has it, is too sure here

# Logistic regression on 863 judged clauses with the shipped vocabulary and the default encoders (bench/linking.py,
# decision 0023). With other encoders or a much smaller vocabulary the numbers do not hold.
CONSTANT, PER_MARGIN, PER_LEAD, PER_LENGTH = -4.78, 0.34, 0.43, 0.67
SURE_ENOUGH = 0.5  # of what is answered from here on, two in three were right, cross-validated
KEPT = 5000  # clauses whose answer is remembered: who writes changes few of them at a time
HAN = re.compile(r"[\u4e00-\u9fff]")
SIGNS = re.compile(r"^\W+|[^\w+#]+$")  # bullets and full stops at the ends, which say nothing
WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """The skill that a clause is nearest to, and how clearly.

    In deviations: `margin`, by how much it leads the next skill; `lead`, by how much it leads what is no skill, below 0
    where that is nearer. `length`: log(1 + Chinese characters + 2 × words).
    """

    skill: str
    margin: float
    lead: float
    length: float

    @property
    def confidence(self) -> float:
        """How often such a clause names the skill, in (0, 1)."""
        weight = CONSTANT + PER_MARGIN * self.margin + PER_LEAD * self.lead + PER_LENGTH * self.length
        return 1 / (1 + exp(-weight))


class Linker:
    """Reads as its reader does, and links what that leaves. Building encodes the names of all skills: a minute or so.

    A clause's answer depends on the clause alone, so no other sentence of the text changes it.
    """

    def __init__(
        self,
        reader: Reader,
        using: Sequence[tuple[Encoder, float]] = (),
        least: float = SURE_ENOUGH,
    ) -> None:
        self.reader, self.least = reader, least
        named = [skill for skill in reader.taxonomy.values() if skill.forms]
        self._skills = [skill.id for skill in named]
        forms = [list(dict.fromkeys(map(fold, skill.forms))) for skill in named]
        encoders, weights = zip(*(using or [(encoder(name), weight) for name, weight in MEASURES.items()]), strict=True)
        self._names = Names([*forms, *BESIDE], encoders, weights=weights, every=True)
        self._nearest = lru_cache(maxsize=KEPT)(self._work_out)

    def read(self, text: str) -> list[Mention]:
        """One mention for each skill, in the order of the text; a skill that has a written form there is not linked."""
        mentions = self.reader.mentions(text)
        said = {mention.skill for mention in mentions}
        linked = [link for link in self._links(text, mentions) if link.skill not in said]
        return one_each([*mentions, *linked])

    def _links(self, text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
        for piece in pieces(text, [mention.start for mention in mentions]):
            quote, clause = text[piece.start : piece.end], piece.clause
            near = None if piece.fate else self.nearest(quote)
            if near and near.confidence >= self.least:
                sure = round(near.confidence, 3)
                yield Mention(near.skill, piece.start, piece.end, quote, clause.mode, clause.level, sure, linked=True)

    def nearest(self, clause: str) -> Likeness | None:
        """The skill that a clause is nearest to, however far; None where there are no two skills to choose from."""
        return self._nearest(SIGNS.sub("", fold(clause)))

    def _work_out(self, clause: str) -> Likeness | None:
        if len(self._skills) < 2:
            return None
        scores = self._names.nearness([clause])
        skills, beside = scores[: len(self._skills)], scores[len(self._skills) :]
        first, second = float(skills.max()), float(np.partition(skills, -2)[-2])
        length = log1p(len(HAN.findall(clause)) + 2 * len(WORD.findall(clause)))
        skill = self._skills[int(skills.argmax())]
        return Likeness(skill, round(first - second, 3), round(first - float(beside.max()), 3), length)
