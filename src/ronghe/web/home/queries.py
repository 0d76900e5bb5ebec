"""What the front page and Home show."""

from django.db.models import Count

from ronghe.docking.queries import ranked_for, rounds_visible_to
from ronghe.docking.rules import can_see_round
from ronghe.docking.states import RoundStatus
from ronghe.lib import regions
from ronghe.members.queries import units_of, units_visible_to
from ronghe.members.rules import is_auditor, is_official, is_secretariat
from ronghe.members.states import UnitKind
from ronghe.postings.queries import open_demands, open_supplies, postings_visible_to
from ronghe.postings.states import PostingStatus, Side
from ronghe.web.home.waiting import waiting_things

SHOWN = 12  # things that wait, on Home


def figures():
    """The community in four numbers, counted now."""
    units = units_visible_to(None)
    found = units.order_by().values_list("region", flat=True).distinct()
    return {
        "units": units.count(),
        "provinces": len({regions.province_of(code) for code in found}),
        "demands": open_demands().count(),
        "supplies": open_supplies().count(),
    }


def latest_postings(person, count=4):
    """(side, the newest postings of that side that `person` may read) for demands and supplies."""
    visible = postings_visible_to(person)
    return [(side.value, visible.filter(side=side)[:count]) for side in Side]


def kinds_of_unit():
    """How many units of each kind belong to the community; kinds without any are left out."""
    counts = dict(units_visible_to(None).order_by().values_list("kind").annotate(Count("pk")))
    return [{"code": k.value, "label": k.label, "count": counts[k.value]} for k in UnitKind if k.value in counts]


def waiting(person):
    """What waits for `person`, the most pressing first, and how much of their units is open."""
    things = waiting_things(person)
    units = list(units_of(person)[:6])
    demands, supplies = open_demands(), open_supplies()
    if units:
        demands, supplies = demands.filter(owner__in=units), supplies.filter(owner__in=units)
    return {
        "things": things[:SHOWN],
        "total": len(things),
        "units": units,
        "manages": is_secretariat(person),
        "audits": is_auditor(person),
        "oversees": is_secretariat(person) or is_official(person),
        "open": {"demands": demands.count(), "supplies": supplies.count()},
    }


def best_for(person, count=4):
    """(posting, its best counterpart now) for the newest open postings of the units that `person` acts for."""
    own = postings_visible_to(person).filter(owner__in=units_of(person), status=PostingStatus.OPEN)[:count]
    found = ((posting, ranked_for(posting, viewer=person, limit=1)) for posting in own)
    return [(posting, ranked[0] if ranked else None) for posting, ranked in found]


def newest(person, count=6):
    """The newest open postings of others that `person` may read."""
    others = postings_visible_to(person).exclude(owner__in=units_of(person))
    return others.filter(status=PostingStatus.OPEN)[:count]


def latest_rounds(person, count=3):
    """The newest rounds that `person` may see and that came to something, or will."""
    if not can_see_round(person, None):
        return []
    rounds = rounds_visible_to(person)
    return rounds.exclude(status__in=[RoundStatus.FAILED, RoundStatus.CANCELLED])[:count]
