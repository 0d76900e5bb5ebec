"""What outcomes say about the weights: pure functions, so that anyone can do the sum again.

Each weight moves by how far apart its criterion stood in dockings that were kept and in those that were not, drawn to
nothing while there are few, and by a fifth at most: a proposal for people to look at, not a fit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

DRAWN = 40  # outcomes at which the difference counts half
GAIN = 2.0  # a difference of 0.1 between kept and not, fully trusted, moves a weight by a fifth
MOST = 0.2  # of itself, that a weight moves at once
START = 0.05  # the share of a criterion that had none, once it tells kept from not
LEAST, LEAST_EACH = 20, 5  # outcomes at all, and of each kind, before anything is proposed
DIGITS = 4


@dataclass(frozen=True)
class Outcome:
    """One docking that ended: was it kept, and what the criteria said when it was proposed (None: not known)."""

    case: int
    kept: bool
    parts: Mapping[str, float | None]


@dataclass(frozen=True)
class Moved:
    """One weight: its share before and after, and the means of its criterion in kept dockings and in the others."""

    before: float
    after: float
    kept: float | None
    lost: float | None
    known: int  # outcomes in which the criterion was known


def is_enough(outcomes: Sequence[Outcome]) -> bool:
    """True if there are outcomes enough, of both kinds, to propose anything."""
    kept = sum(outcome.kept for outcome in outcomes)
    return len(outcomes) >= LEAST and min(kept, len(outcomes) - kept) >= LEAST_EACH


def moved_weights(before: Mapping[str, float], outcomes: Sequence[Outcome]) -> dict[str, Moved]:
    """Criterion → how its share would move; the shares after add up to 1 as those before do.

    Order of the outcomes changes nothing. A criterion that was never known in both kinds keeps its weight.
    """
    found = {name: _seen(name, outcomes) for name in before}
    raw = {name: _weight(share, *found[name]) for name, share in before.items()}
    total = sum(raw.values())
    return {name: Moved(share, round(raw[name] / total, DIGITS), *found[name]) for name, share in before.items()}


def _seen(name: str, outcomes: Sequence[Outcome]) -> tuple[float | None, float | None, int]:
    """Means of a criterion in kept dockings and in the others, and in how many it was known at all."""
    kept = [value for one in outcomes if one.kept and (value := one.parts.get(name)) is not None]
    lost = [value for one in outcomes if not one.kept and (value := one.parts.get(name)) is not None]
    return _mean(kept), _mean(lost), len(kept) + len(lost)


def _mean(values: list[float]) -> float | None:
    return round(fmean(sorted(values)), DIGITS) if values else None


def _weight(share: float, kept: float | None, lost: float | None, known: int) -> float:
    if kept is None or lost is None:
        return share
    trusted = (kept - lost) * known / (known + DRAWN)
    if not share:
        return START if trusted > 0 else 0.0
    return share * (1 + min(max(GAIN * trusted, -MOST), MOST))
