"""Rounds, what they proposed, what stayed unmet, and where people set aside what a rule or a round said."""

from django.db.models import Q

from ronghe.docking.models import Case, Proposal, Round
from ronghe.docking.states import RoundStatus
from ronghe.members.rules import is_secretariat
from ronghe.postings.queries import postings_visible_to


def rounds_visible_to(person):
    """Rounds, latest first; members see those that are announced or published. Their inputs are left unread."""
    rounds = Round.objects.defer("inputs").select_related("by", "published_by")
    if is_secretariat(person):
        return rounds
    told = Q(status=RoundStatus.CANCELLED, opens__isnull=False, finished_at=None)  # who was invited sees what became
    return rounds.filter(told | Q(status__in=[RoundStatus.ANNOUNCED, RoundStatus.PUBLISHED]))


def proposals_of(round_, viewer):
    """The proposals of a round between postings this reader may see, by demand and rank.

    What was set aside is shown to the secretariat only.
    """
    seen = postings_visible_to(viewer).values("pk")
    found = Proposal.objects.filter(round=round_, demand__in=seen, supply__in=seen)
    found = found if is_secretariat(viewer) else found.filter(struck_at=None)
    return found.select_related("demand__owner", "supply__owner").order_by("demand_id", "rank")


def unmet_of_round(round_, viewer):
    """Demand (key) → why nobody met it in the round, of the demands this reader may see."""
    seen = postings_visible_to(viewer).values("pk")
    return {row.demand_id: row for row in round_.unmet.filter(demand__in=seen)}


def struck_proposals():
    """What people set aside before rounds were published, latest first."""
    struck = Proposal.objects.filter(struck_at__isnull=False).order_by("-struck_at", "-pk")
    return struck.select_related("round", "demand__owner", "supply__owner", "struck_by").defer("round__inputs")


def overriding_cases():
    """The cases that the secretariat proposed although a rule stopped them, latest first."""
    return Case.objects.exclude(override="").select_related("demand__owner", "supply__owner", "by")
