"""One pair, criterion by criterion: the table adds up to the score, and what is not known is said in words."""

from dataclasses import dataclass
from functools import cached_property

from ronghe.docking.queries import Ranked, Reason, weighing
from ronghe.postings.models import Posting
from ronghe.postings.states import SkillMode
from ronghe.skills.bridge import exists, taxonomy
from ronghe.web.docking.offers import bar, chips
from ronghe.web.docking.sentences import listed, sentence
from ronghe.web.postings.reading import of_rows, spans
from ronghe.web.words import CRITERIA


@dataclass(frozen=True)
class Row:
    """One criterion: how much it counts, what it is (None: not known), what it is counted as and adds."""

    code: str
    weight: float
    value: float | None
    counted: float
    said: list[str]

    @property
    def name(self):
        return CRITERIA.get(self.code, self.code)

    @property
    def adds(self):
        return self.weight * self.counted


@dataclass(frozen=True)
class Comparison:
    demand: Posting
    supply: Posting
    ranked: Ranked | None
    stops: list[Reason]

    @cached_property
    def rows(self):
        said = self._said()
        values = self.ranked.parts if self.ranked else {}
        return [
            Row(code, weight, values[code], neutral if values[code] is None else values[code], said.get(code, []))
            for code, (weight, neutral) in weighing().items()
            if code in values
        ]

    @property
    def total(self):
        return sum(row.adds for row in self.rows)

    @property
    def unknown(self):
        return [row for row in self.rows if row.value is None]

    @property
    def lowest(self):
        """The score if everything unknown turned out worst."""
        return self.total - sum(row.adds for row in self.unknown)

    @property
    def highest(self):
        return self.lowest + sum(row.weight for row in self.unknown)

    @property
    def bar(self):
        return bar(self.ranked)

    @property
    def chips(self):
        return chips(self.ranked, self.demand)

    @property
    def extra(self):
        return listed(self.ranked.extra, 12)

    @property
    def stopped_by(self):
        return [sentence(stop) for stop in self.stops]

    @property
    def changes(self):
        return [sentence(change) for change in self.ranked.changes] if self.ranked else []

    def demand_spans(self):
        """Where the demand names what is covered, in part, or missing; without a score, what it asks."""
        return [span | {"state": self._state(span)} for span in _spans(self.demand)]

    def supply_spans(self):
        """Where the offer names what the demand asks (or what stands for it in part), and what else it has."""
        return [span | {"state": self._stands_for(span)} for span in _spans(self.supply)]

    def _state(self, span):
        if span["mode"] == SkillMode.EXCLUDED:
            return "excluded"
        if self.ranked is None:
            return "plain"
        return (
            "has"
            if span["skill"] in self.ranked.matched
            else "part"
            if span["skill"] in self.ranked.partial
            else "lack"
        )

    def _stands_for(self, span):
        if self.ranked is None:
            return "plain"
        through = {r.facts["through"] for r in self.ranked.reasons if r.code == "skills.partial"}
        return (
            "part"
            if span["skill"] in through
            else "has"
            if _covers(span["skill"], set(self.ranked.matched))
            else "plain"
        )

    def _said(self):
        """Criterion → sentences: a reason's code begins with its criterion."""
        said: dict[str, list[str]] = {}
        for reason in self.ranked.reasons if self.ranked else ():
            said.setdefault(reason.code.split(".")[0], []).append(sentence(reason))
        return said


def _spans(posting):
    return spans(of_rows(posting.skills.all()))


def _covers(skill, matched):
    """True if having `skill` is having one of `matched`: itself, or something narrower."""
    return exists(skill) and not matched.isdisjoint(taxonomy().steps_up(skill))
