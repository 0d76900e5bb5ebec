"""Docking, as pages read it: who fits a posting now, and why."""

from dataclasses import dataclass, replace
from typing import Any

from ronghe.docking.bridge import Reason, best_pairs, weighing
from ronghe.docking.states import FITS
from ronghe.docking.stops import why_not
from ronghe.lib.dates import today
from ronghe.lib.regions import province_of
from ronghe.postings.models import Posting
from ronghe.postings.queries import counterpart_kinds, postings_visible_to
from ronghe.postings.rules import is_current
from ronghe.postings.states import PostingStatus

__all__ = [
    "FITS", "MOST", "Ranked", "Reason", "counterparts", "pair_for", "ranked_for", "shortfall_for", "weighing",
    "why_not",
]  # fmt: skip

MOST = 200  # counterparts at once


@dataclass(frozen=True)
class Ranked:
    """A counterpart of a posting: its place, its score cut into weighted parts, and why."""

    rank: int
    standing: int  # of the supply among all for the demand
    posting: Posting
    score: float
    uncertainty: float
    parts: dict[str, float | None]
    bar: list[tuple[str, float]]  # (criterion, what it adds to the score), unknown ones left out
    matched: list[str]
    partial: list[str]
    missing: list[str]
    extra: list[str]  # skills the supply has that nobody asked for here
    reasons: list[Reason]
    changes: list[Reason]

    @property
    def percent(self):
        return round(100 * self.score)


def counterparts(posting, *, viewer, province=None):
    """The open postings of the other side that this reader may see and whose kind docks with this one."""
    side = postings_visible_to(viewer).filter(
        kind__in=counterpart_kinds(posting.kind), status=PostingStatus.OPEN, valid_until__gte=today()
    )
    if province:
        side = side.filter(region__startswith=province_of(province)[:2])
    return side


def ranked_for(posting, *, viewer, limit=10, province=None):
    """The best counterparts of a posting now, computed live from every open posting, best first."""
    rows = counterparts(posting, viewer=viewer, province=province).prefetch_related("skills").in_bulk()
    if not rows:
        return []
    pairs, shares = best_pairs(posting, among=rows, limit=min(limit, MOST))
    return [
        _ranked(pair, rows[int(pair.supply if posting.is_demand else pair.demand)], posting, shares) for pair in pairs
    ]


def pair_for(demand, supply, *, viewer):
    """This one pair as `ranked_for` has it; None where it does not dock. `rank` is 0 beyond the first 200."""
    if is_current(supply):
        posting, other = demand, supply
    elif is_current(demand):
        posting, other = supply, demand
    else:
        return None
    near = next((r for r in ranked_for(posting, viewer=viewer, limit=MOST) if r.posting.pk == other.pk), None)
    if near:
        return near
    pairs, shares = best_pairs(posting, among=[other.pk], limit=1)
    return replace(_ranked(pairs[0], other, posting, shares), rank=0) if pairs else None


def _ranked(pair, counterpart, posting, shares) -> Ranked:
    supply = counterpart if posting.is_demand else posting
    asked = {*pair.matched, *pair.partial, *pair.missing}
    return Ranked(
        rank=pair.rank,
        standing=pair.standing,
        posting=counterpart,
        score=pair.score,
        uncertainty=pair.uncertainty,
        parts=dict(pair.parts),
        bar=[(name, shares[name] * value) for name, value in pair.parts.items() if value is not None],
        matched=list(pair.matched),
        partial=list(pair.partial),
        missing=[skill for skill in pair.missing if skill not in pair.partial],
        extra=[s.skill for s in supply.skills.all() if s.mode != "excluded" and s.skill not in asked],
        reasons=list(pair.reasons),
        changes=list(pair.changes),
    )


def shortfall_for(posting, ranked) -> dict[str, Any] | None:
    """{wanted, available, short, offers}: what fitting offers add up to against what is wanted; None if not counted."""
    if not posting.is_demand or not posting.quantity:
        return None
    fitting = [r.posting.quantity for r in ranked if (r.parts["skills"] or 0) >= FITS and r.posting.quantity]
    available = sum(fitting)
    return {
        "wanted": posting.quantity,
        "available": min(available, posting.quantity),
        "short": max(posting.quantity - available, 0),
        "offers": len(fitting),
    }
