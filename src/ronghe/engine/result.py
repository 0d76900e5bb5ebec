"""What a docking found, as frozen values: pairs with their parts, reasons and what would change them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Pair", "Reason", "Result", "Stop"]


@dataclass(frozen=True, slots=True)
class Reason:
    """A code with its facts, such as `place.same_province` or `skills.missing {skills}`. Pages make the sentence."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pair:
    """One supply put before one demand.

    `rank` is the place in the list that it comes in; `standing` the supply's place among all for the demand, which is
    the same except in a list of demands for one supply. `score` is in [0, 1], higher is better. `parts` gives each
    criterion's value in [0, 1], None where nothing is known; `uncertainty` is the share of the weight on those.
    `matched` skills are asked and offered, the very same; `partial` ones are answered by something related (a kind of
    it, something broader); `missing` are the required ones that the offer does not name, answered in part or not.
    """

    demand: str
    supply: str
    rank: int
    standing: int
    score: float
    uncertainty: float
    parts: Mapping[str, float | None]
    matched: tuple[str, ...]
    partial: tuple[str, ...]
    missing: tuple[str, ...]
    reasons: tuple[Reason, ...]
    changes: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """One supply that a hard rule keeps from one demand: what it would score in [0, 1], and the rule."""

    demand: str
    supply: str
    score: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class Result:
    """The pairs of every demand, best first, in the order of the problem's demands."""

    pairs: Mapping[str, tuple[Pair, ...]]
    encoder: str

    def of(self, demand: str) -> tuple[Pair, ...]:
        """The pairs of one demand, best first; empty where nothing may dock with it."""
        return self.pairs.get(demand, ())

    def __len__(self) -> int:
        return sum(map(len, self.pairs.values()))
