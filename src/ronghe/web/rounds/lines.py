"""The demands of a round on one page, each with its best offers."""

from collections import defaultdict
from dataclasses import dataclass

from ronghe.docking.models import Proposal
from ronghe.docking.queries import proposals_of
from ronghe.postings.models import Posting
from ronghe.skills.bridge import labels
from ronghe.web.rounds.summary import Line

SHOWN = 3  # offers of a demand; the others are folded
CHIPS = 4
ORDERS = {
    "score": lambda line: line.score or 0,
    "short": lambda line: line.short,
}


@dataclass
class Offer:
    """A proposal with the words and the bar that a page shows."""

    proposal: Proposal
    bar: list[tuple[str, float]]
    matched: list[str]
    missing: list[str]

    @property
    def rest(self):
        """How many more skills are missing than the chips say."""
        return max(len(self.proposal.lacking) - len(self.missing), 0)


@dataclass
class Row:
    demand: Posting
    line: Line
    offers: list[Offer]

    @property
    def best(self):
        return self.offers[:SHOWN]

    @property
    def others(self):
        return self.offers[SHOWN:]


def ordered(summary, keys, sort):
    """The keys of these demands in the order that the address asks for; as in the round, where it asks for none."""
    order = ORDERS.get(sort.removeprefix("-"))
    chosen = set(keys)
    found = [key for key in summary.lines if key in chosen]
    return sorted(found, key=lambda key: order(summary.lines[key]), reverse=sort.startswith("-")) if order else found


def rows_of(round_, viewer, summary, keys):
    """The rows of these demands, in this order, with the offers that `viewer` may see."""
    offers = defaultdict(list)
    for proposal in proposals_of(round_, viewer).filter(demand__in=keys):
        offers[proposal.demand_id].append(_offer(proposal, round_.weights))
    demands = Posting.objects.select_related("owner").in_bulk(list(keys))
    return [Row(demands[key], summary.lines[key], offers[key]) for key in keys]


def _offer(proposal, shares):
    bar = [(name, shares[name] * value) for name, value in proposal.parts.items() if value is not None]
    matched = labels(proposal.matched[:CHIPS])
    return Offer(proposal, bar, matched, labels(proposal.lacking[: max(CHIPS - len(matched), 2)]))
