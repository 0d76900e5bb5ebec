"""The counterparts of a posting as pages show them: chips, parts of the score, a sentence why, one what would help."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ronghe.docking.queries import Ranked, news_for, ranked_for, shortfall_for
from ronghe.lib.regions import province_of
from ronghe.postings.models import Posting
from ronghe.postings.rules import is_current
from ronghe.postings.states import PostingStatus
from ronghe.skills.bridge import label
from ronghe.web.docking.sentences import better, listed, why

SHOWN = 10
MORE = 30
CHIPS = {"has": 6, "part": 3, "lack": 4}  # so many of each before the rest is only counted


@dataclass(frozen=True)
class Offer:
    """A counterpart, with the demand and the supply of the pair by name."""

    ranked: Ranked
    demand: Posting
    supply: Posting
    is_new: bool

    @property
    def posting(self):
        return self.ranked.posting

    @property
    def bar(self):
        return bar(self.ranked)

    @property
    def chips(self):
        """The first few of each state, and how many more of it there are: (number, "rest", state)."""
        found = chips(self.ranked, self.demand)
        for state, most in CHIPS.items():
            same = [chip for chip in found if chip[1] == state]
            yield from same[:most]
            if len(same) > most:
                yield len(same) - most, "rest", state

    @property
    def why(self):
        return why(self.ranked.reasons)

    @property
    def better(self):
        return better(self.ranked.changes)


@dataclass(frozen=True)
class Docking:
    """What docks with a posting now. `near` is the province asked for; `is_preview`: the posting is not open yet; `at`:
    since when it is docked with everything open, None where it waits for that."""

    offers: list[Offer]
    shortfall: dict[str, Any] | None
    nobody: str  # names of required skills that no shown counterpart covers
    near: str
    is_preview: bool
    is_over: bool
    more: bool
    at: datetime | None = None


def docked(posting, viewer, query):
    """The counterparts of `posting` that `viewer` may see, in the province or the whole country as `query` says."""
    near = province_of(posting.region) if posting.region and query.get("near") == "province" else ""
    if posting.status not in (PostingStatus.OPEN, PostingStatus.DRAFT) or _is_past(posting):
        return Docking([], None, "", near, False, True, False)
    limit = MORE if query.get("more") else SHOWN
    ranked = ranked_for(posting, viewer=viewer, limit=limit + 1, province=near or None)
    news = news_for(posting, viewer=viewer)
    offers = [_offer(posting, one, news.new) for one in ranked[:limit]]
    more = len(ranked) > limit and limit < MORE
    return Docking(
        offers,
        shortfall_for(posting, ranked[:limit]),
        _nobody(posting, ranked),
        near,
        not is_current(posting),
        False,
        more,
        news.at,
    )


def bar(ranked):
    """[(criterion, what it adds)] that adds up to the score: what is not known is in it as it was counted."""
    unknown = ranked.score - sum(value for _name, value in ranked.bar)
    return [*ranked.bar, ("unknown", unknown)] if unknown > 1e-6 else ranked.bar


def chips(ranked, demand):
    """(label, state, note) of every asked skill, in the order of the demand: has, part (through what), lack."""
    places = {skill.skill: place for place, skill in enumerate(demand.skills.all())}
    through = {r.facts["skill"]: label(r.facts["through"]) for r in ranked.reasons if r.code == "skills.partial"}
    states = (("has", ranked.matched), ("part", ranked.partial), ("lack", ranked.missing))
    return [
        (label(skill), state, through.get(skill, ""))
        for state, skills in states
        for skill in sorted(skills, key=lambda one: places.get(one, 0))
    ]


def _offer(posting, ranked, new):
    pair = (posting, ranked.posting) if posting.is_demand else (ranked.posting, posting)
    return Offer(ranked, *pair, is_new=ranked.posting.pk in new)


def _nobody(posting, ranked):
    """Names of the skills that every counterpart lacks."""
    if not posting.is_demand or not ranked:
        return ""
    lacking = set.intersection(*(set(one.missing) for one in ranked))
    return listed([skill.skill for skill in posting.skills.all() if skill.skill in lacking], 6)


def _is_past(posting):
    return posting.status == PostingStatus.OPEN and not is_current(posting)
