"""A problem as arrays, made once: the one place that fixes the order of every axis.

Axes, by the last letters of a name: d demands, s supplies, c concepts (skills that some demand asks for), v places of a
text vector. Numbers that nobody gave are NaN.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from ronghe.engine.encoders import Encoder
from ronghe.engine.problem import Posting, Problem
from ronghe.engine.regions import city_of, province_of, regions

__all__ = ["Arrays", "Block", "offered"]

DESIRED_SHARE = 0.15  # of the skills criterion, where a demand has both required and desired skills
TRANSVERSAL = 1 / 3  # of a skill's weight, for what every demand asks and no course is named after
NO_PLACE, ALL_CITIES, NOBODY = 0, -1, -1

Places = slice | Sequence[int] | NDArray[np.int64]


@dataclass(frozen=True)
class Block:
    """Some demands against some supplies: what the criteria see.

    ask_dc: share of each concept in a demand, rows sum to 1 (or 0 where no skill was read). have_sc: credit in [0, 1]
    that a supply earns for each concept. reads_s: 1 where the supply has any skill. text_dv, text_sv: unit rows. The
    rest is (n,).
    """

    ask_dc: NDArray[np.floating]
    have_sc: NDArray[np.floating]
    reads_s: NDArray[np.floating]
    text_dv: NDArray[np.floating]
    text_sv: NDArray[np.floating]
    province_d: NDArray[np.int32]
    province_s: NDArray[np.int32]
    city_d: NDArray[np.int32]
    city_s: NDArray[np.int32]
    start_d: NDArray[np.floating]
    start_s: NDArray[np.floating]
    quantity_d: NDArray[np.floating]
    quantity_s: NDArray[np.floating]
    kept_s: NDArray[np.floating]
    ended_s: NDArray[np.floating]
    level_d: NDArray[np.floating]
    level_s: NDArray[np.floating]
    kind_d: NDArray[np.int32]
    kind_s: NDArray[np.int32]
    owner_d: NDArray[np.int32]
    owner_s: NDArray[np.int32]
    end_s: NDArray[np.floating]
    docks: NDArray[np.bool_]  # (demand kinds, supply kinds): which go together
    marks: tuple[float, float]  # the encoder's cosine for unrelated and for equal texts

    def allowed_ds(self) -> NDArray[np.bool_]:
        """(n_demands, n_supplies): False where a hard rule keeps the pair apart, as `Problem.stop` says one by one."""
        allowed = self.docks[self.kind_d[:, None], self.kind_s[None, :]]
        allowed &= (self.owner_d[:, None] != self.owner_s[None, :]) | (self.owner_d[:, None] == NOBODY)
        with np.errstate(invalid="ignore"):
            allowed &= ~(self.end_s[None, :] < self.start_d[:, None])
        return allowed

    def cut(self, rows: Places, columns: Places, dtype: DTypeLike = np.float64) -> "Block":
        """The block of these demands and these supplies; `dtype` float32 for the sweep, float64 for what is shown."""
        cut = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name not in ("marks", "docks"):
                value = value[rows] if field.name.endswith(("_d", "_dc", "_dv")) else value[columns]
                value = value.astype(dtype, copy=False) if value.dtype.kind == "f" else value
            cut[field.name] = value
        return Block(**cut)


class Arrays:
    """Every demand and supply of a problem, ready to be cut into blocks. O(postings × (concepts + dimension))."""

    def __init__(
        self,
        problem: Problem,
        encoder: Encoder,
        text_dv: NDArray[np.float32] | None = None,
        text_sv: NDArray[np.float32] | None = None,
    ) -> None:
        self.problem, self.encoder = problem, encoder
        self.text_dv = encoder.encode([d.words for d in problem.demands]) if text_dv is None else text_dv
        self.text_sv = encoder.encode([s.words for s in problem.supplies]) if text_sv is None else text_sv
        self.concepts = sorted({use.skill for d in problem.demands for use in d.used("required", "desired")})
        self.place_c = {skill: c for c, skill in enumerate(self.concepts)}

    @cached_property
    def rarity(self) -> dict[str, float]:
        """Inverse document frequency of each skill over the demands: log((1 + n) / (1 + those that ask for it)) + 1.

        Over the demands alone, so that no offer changes what anything weighs.
        """
        demands = self.problem.demands
        times = Counter(skill for d in demands for skill in {use.skill for use in d.used("required", "desired")})
        return {skill: math.log((1 + len(demands)) / (1 + times[skill])) + 1 for skill in times}

    @cached_property
    def weights(self) -> dict[str, float]:
        """What each skill counts beside the others that are asked: its rarity; a transversal one a third of it."""
        transversal = self.problem.taxonomy.is_transversal
        return {skill: rare * (TRANSVERSAL if transversal(skill) else 1.0) for skill, rare in self.rarity.items()}

    def ask(self, demand: Posting) -> dict[str, float]:
        """Skill → its share of what a demand asks; shares add up to 1. Empty where no skill was read."""
        required, desired = demand.used("required"), demand.used("desired")
        both = bool(required) and bool(desired)
        shares: dict[str, float] = {}
        for uses, part in ((required, 1 - DESIRED_SHARE if both else 1.0), (desired, DESIRED_SHARE if both else 1.0)):
            total = sum(self.weights[use.skill] for use in uses)
            for use in uses:
                shares[use.skill] = shares.get(use.skill, 0) + part * self.weights[use.skill] / total
        return shares

    def ask_row(self, demand: Posting) -> NDArray[np.float64]:
        """(n_concepts,) shares of one demand."""
        row = np.zeros(len(self.concepts))
        for skill, share in self.ask(demand).items():
            row[self.place_c[skill]] = share
        return row

    def have_row(self, skills: Iterable[str]) -> NDArray[np.float64]:
        """(n_concepts,) credits that these skills earn together."""
        row = np.zeros(len(self.concepts))
        for skill in skills:
            for c, credit in self._earns.get(skill, ()):
                row[c] = max(row[c], credit)
        return row

    @cached_property
    def _earns(self) -> dict[str, list[tuple[int, float]]]:
        """Offered skill → the concepts it earns credit for."""
        earns: dict[str, list[tuple[int, float]]] = {}
        for c, asked in enumerate(self.concepts):
            for offered, credit in self.problem.taxonomy.answers(asked).items():
                earns.setdefault(offered, []).append((c, credit))
        return earns

    @cached_property
    def whole(self) -> Block:
        """All demands against all supplies, in double precision."""
        demands, supplies = self.problem.demands, self.problem.supplies
        places = [_places(side) for side in (demands, supplies)]
        return Block(
            ask_dc=np.array([self.ask_row(d) for d in demands]).reshape(len(demands), len(self.concepts)),
            have_sc=np.array([self.have_row(offered(s)) for s in supplies]).reshape(len(supplies), len(self.concepts)),
            reads_s=np.array([float(bool(offered(s))) for s in supplies]),
            text_dv=np.asarray(self.text_dv, np.float64),
            text_sv=np.asarray(self.text_sv, np.float64),
            province_d=places[0][0],
            province_s=places[1][0],
            city_d=places[0][1],
            city_s=places[1][1],
            start_d=_numbers([d.start.toordinal() if d.start else None for d in demands]),
            start_s=_numbers([s.start.toordinal() if s.start else None for s in supplies]),
            quantity_d=_numbers([d.quantity for d in demands]),
            quantity_s=_numbers([s.quantity for s in supplies]),
            kept_s=_numbers([s.record[0] if s.record and s.record[1] else None for s in supplies]),
            ended_s=_numbers([s.record[1] if s.record and s.record[1] else None for s in supplies]),
            level_d=_numbers([d.level for d in demands]),
            level_s=_numbers([s.level for s in supplies]),
            end_s=_numbers([s.end.toordinal() if s.end else None for s in supplies]),
            **self._rules(),
            marks=(self.encoder.unrelated, self.encoder.same),
        )

    def _rules(self) -> dict[str, NDArray[Any]]:
        """Kinds and owners as numbers, and the table of what docks with what; kind 0 is none, which docks with all."""
        demands, supplies, compatible = self.problem.demands, self.problem.supplies, self.problem.compatible
        asked = [None, *dict.fromkeys(d.kind for d in demands if d.kind)]
        given = [None, *dict.fromkeys(s.kind for s in supplies if s.kind)]
        owners = {owner: i for i, owner in enumerate(dict.fromkeys(p.owner for p in (*demands, *supplies) if p.owner))}
        docks = [[not a or not o or o in compatible.get(a, ()) for o in given] for a in asked]
        return {
            "kind_d": np.array([asked.index(d.kind or None) for d in demands], np.int32),
            "kind_s": np.array([given.index(s.kind or None) for s in supplies], np.int32),
            "owner_d": np.array([owners.get(d.owner or "", NOBODY) for d in demands], np.int32),
            "owner_s": np.array([owners.get(s.owner or "", NOBODY) for s in supplies], np.int32),
            "docks": np.array(docks, bool),
        }


def offered(supply: Posting) -> list[str]:
    """The skills that a supply offers."""
    return [use.skill for use in supply.used("required", "desired")]


def _numbers(values: Sequence[float | None]) -> NDArray[np.float64]:
    return np.array([math.nan if value is None else value for value in values], float)


def _places(postings: Sequence[Posting]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Province and city of each posting as numbers; NO_PLACE: may be anywhere, ALL_CITIES: a whole province."""
    provinces = [int(province_of(p.region)) if p.region in regions() else NO_PLACE for p in postings]
    cities = [int(city_of(p.region) or ALL_CITIES) if p.region in regions() else NO_PLACE for p in postings]
    return np.array(provinces, np.int32), np.array(cities, np.int32)
