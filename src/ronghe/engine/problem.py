"""What a docking is about, as frozen values. A `Problem` checks itself, so that the arithmetic never has to.

Source of the kinds and of what docks with what: docs/reference/kinds.md.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from types import MappingProxyType
from typing import Any

from ronghe.engine.errors import BadValue
from ronghe.engine.taxonomy import Taxonomy

__all__ = [
    "COMPATIBLE",
    "DEMAND_KINDS",
    "SUPPLY_KINDS",
    "Demand",
    "Posting",
    "Problem",
    "SkillUse",
    "Supply",
    "Weights",
]

MODES = ("required", "desired", "excluded")

COMPATIBLE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "talent_order": ("programme", "cohort", "course"),
        "vacancy": ("programme", "cohort", "course"),
        "internship_wanted": ("internship_seats",),
        "technical_problem": ("research_team", "expert", "achievement", "laboratory"),
        "training_need": ("course", "teacher", "programme"),
        "course_development": ("programme", "course", "enterprise_mentor", "production_project"),
        "equipment_needed": ("equipment", "training_base", "practice_centre", "laboratory"),
        "mentor_needed": ("enterprise_mentor", "expert", "teacher"),
        "project_wanted": ("production_project",),
    }
)
DEMAND_KINDS = tuple(COMPATIBLE)
SUPPLY_KINDS = tuple(dict.fromkeys(kind for kinds in COMPATIBLE.values() for kind in kinds))


@dataclass(frozen=True, slots=True)
class SkillUse:
    """A skill as one posting has it. `level` is 1 (beginner) … 5 (expert), or None where nothing says."""

    skill: str
    mode: str = "required"
    level: int | None = None

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise BadValue(f"mode {self.mode!r} of skill {self.skill!r} is none of {', '.join(MODES)}")
        if self.level is not None and not _is_level(self.level):
            raise BadValue(f"level {self.level!r} of skill {self.skill!r} is not between 1 and 5")


@dataclass(frozen=True, slots=True)
class Posting:
    """One demand or supply. `region` is a GB/T 2260 code or None for anywhere; `kind` None docks with every kind.

    `record` is (kept, ended): how many of the owner's earlier dockings were accepted, of how many that ended.
    """

    id: str
    text: str
    title: str = ""
    kind: str | None = None
    region: str | None = None
    skills: tuple[SkillUse, ...] = ()
    level: int | None = None
    start: date | None = None
    end: date | None = None
    quantity: int | None = None
    owner: str | None = None
    record: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if not self.id:
            raise BadValue("a posting needs an id")
        if self.level is not None and not _is_level(self.level):
            raise BadValue(f"level {self.level!r} of {self.id!r} is not between 1 and 5")
        if self.quantity is not None and self.quantity < 1:
            raise BadValue(f"quantity {self.quantity} of {self.id!r} is not a positive whole number")
        if self.start and self.end and self.end < self.start:
            raise BadValue(f"{self.id!r} ends ({self.end}) before it starts ({self.start})")
        if self.record is not None and not 0 <= self.record[0] <= self.record[1]:
            raise BadValue(f"the record of {self.id!r} has {self.record[0]} kept of {self.record[1]} ended")

    @property
    def words(self) -> str:
        """Title and text, as an encoder reads them."""
        return f"{self.title}\n{self.text}" if self.title else self.text

    def used(self, *modes: str) -> tuple[SkillUse, ...]:
        """The skills in any of these modes, in order."""
        return tuple(use for use in self.skills if use.mode in modes)


class Demand(Posting):
    """What somebody needs."""

    __slots__ = ()


class Supply(Posting):
    """What somebody offers."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each criterion counts. None may be negative, not all may be zero; they are used in proportion.

    The defaults were chosen by hand on the demonstration pairs: see docs/decisions/0006.
    """

    skills: float = 0.50
    text: float = 0.20
    place: float = 0.10
    calendar: float = 0.08
    capacity: float = 0.08
    level: float = 0.04
    record: float = 0.0  # until a community has outcomes, and its secretariat adopts a weight for them

    def __post_init__(self) -> None:
        values = [getattr(self, f.name) for f in fields(self)]
        if not all(0 <= value < math.inf for value in values) or not sum(values) > 0:
            raise BadValue("weights must be numbers from 0 up, and at least one must be above zero")

    @classmethod
    def of(cls, shares: Mapping[str, float]) -> "Weights":
        """The weights that have these shares; what is not among them has none."""
        return cls(**{f.name: 0.0 for f in fields(cls)} | dict(shares))

    def shares(self) -> dict[str, float]:
        """Criterion → its share of the total, in (0, 1]; the shares add up to 1. What has no weight is left out."""
        total = sum(getattr(self, f.name) for f in fields(self))
        return {f.name: getattr(self, f.name) / total for f in fields(self) if getattr(self, f.name)}


@dataclass(frozen=True)
class Problem:
    """Everything a docking depends on, and nothing else: same problem, same bytes."""

    demands: tuple[Demand, ...]
    supplies: tuple[Supply, ...]
    taxonomy: Taxonomy
    weights: Weights = field(default_factory=Weights)
    compatible: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: COMPATIBLE)

    def __post_init__(self) -> None:
        _check_ids("demand", self.demands)
        _check_ids("supply", self.supplies)
        for posting in (*self.demands, *self.supplies):
            for use in posting.skills:
                if use.skill not in self.taxonomy:
                    raise BadValue(f"{posting.id!r} names the skill {use.skill!r}, which the taxonomy does not have")

    def may_dock(self, demand: Demand, supply: Supply) -> bool:
        """True unless a hard rule keeps the pair apart: kinds that do not go together, or one owner on both sides."""
        return self.stop(demand, supply) is None

    def stop(self, demand: Demand, supply: Supply) -> tuple[str, dict[str, Any]] | None:
        """The code and facts of the first hard rule that keeps the pair apart, or None."""
        if demand.owner and demand.owner == supply.owner:
            return "stop.own_unit", {}
        if demand.kind and supply.kind and supply.kind not in self.compatible.get(demand.kind, ()):
            return "stop.kind", {"demand": demand.kind, "supply": supply.kind}
        if demand.start and supply.end and supply.end < demand.start:
            return "stop.ended", {"end": supply.end.isoformat(), "start": demand.start.isoformat()}
        return None


def _is_level(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 5


def _check_ids(side: str, postings: Iterable[Posting]) -> None:
    seen: set[str] = set()
    for posting in postings:
        if posting.id in seen:
            raise BadValue(f"two {side} records have the id {posting.id!r}")
        seen.add(posting.id)
