"""A round in numbers, as one reader may know it: which demands stayed unmet and why, and how many are short."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from ronghe.docking.queries import FITS, proposals_of, unmet_of_round
from ronghe.postings.queries import postings_visible_to
from ronghe.postings.states import Side


@dataclass
class Line:
    """One demand of a round: how many offers it has, how good the best is, what is wanted and what is there."""

    kind: str
    wanted: int | None
    offers: int = 0
    score: float | None = None
    available: int = 0
    unmet: tuple[str, dict[str, Any]] | None = None  # (code, facts)

    @property
    def short(self):
        return max((self.wanted or 0) - self.available, 0)

    @property
    def covered(self):
        return min(self.available, self.wanted or 0)


@dataclass
class Summary:
    lines: dict[int, Line]  # by demand, in the order of the round
    hidden: int = 0  # demands that this reader may not see (any more)
    proposals: int = 0
    kinds: dict[str, Counter] = field(default_factory=dict)  # kind → wanted, covered, short, demands

    @property
    def unmet(self):
        return [key for key, line in self.lines.items() if line.unmet]

    @property
    def short(self):
        return [key for key, line in self.lines.items() if line.short]

    @property
    def whys(self):
        """How many stayed unmet for each reason, the commonest first."""
        return Counter(line.unmet[0] for line in self.lines.values() if line.unmet).most_common()

    def total(self, what):
        return sum(kind[what] for kind in self.kinds.values())


def summary_of(round_, viewer):
    """What `viewer` may know of the round; everything for the secretariat."""
    records = {int(record["id"]): record for record in round_.inputs["demands"]}
    seen = set(postings_visible_to(viewer).filter(side=Side.DEMAND, pk__in=records).values_list("pk", flat=True))
    lines = {key: Line(r["kind"], r["quantity"]) for key, r in records.items() if key in seen}
    summary = Summary(lines, hidden=len(records) - len(lines))
    _count_offers(summary, round_, viewer)
    for key, row in unmet_of_round(round_, viewer).items():
        if key in lines:
            lines[key].unmet = (row.code, row.facts)
    summary.kinds = _by_kind(lines.values())
    return summary


def _count_offers(summary, round_, viewer):
    quantities = {int(record["id"]): record["quantity"] or 0 for record in round_.inputs["supplies"]}
    offers = (
        proposals_of(round_, viewer)
        .filter(struck_at=None)
        .select_related(None)
        .values_list("demand_id", "supply_id", "score", "parts")
    )
    for demand, supply, score, parts in offers:
        line, skills = summary.lines[demand], parts.get("skills")
        line.offers += 1
        line.score = max(score, line.score or 0)
        if (skills or 0) >= FITS:
            line.available += quantities.get(supply, 0)
        summary.proposals += 1


def _by_kind(lines):
    """Of the demands that name a quantity: wanted, covered and short, by kind, the shortest first."""
    kinds = defaultdict(Counter)
    for line in lines:
        if line.wanted:
            kinds[line.kind].update(demands=1, wanted=line.wanted, covered=line.covered, short=line.short)
    return dict(sorted(kinds.items(), key=lambda row: -row[1]["short"]))
