"""What a round found is reviewed, proposal by proposal, then published."""

from django.db import transaction
from django.utils import timezone

from ronghe.docking import rules
from ronghe.docking.actions.common import said
from ronghe.docking.actions.proposing import propose_many
from ronghe.docking.actions.rounds import hold_round, move_round
from ronghe.docking.states import RoundStatus
from ronghe.ledger import actions as ledger
from ronghe.members.queries import people_of
from ronghe.notices import actions as notices


@transaction.atomic
def strike_proposal(*, by, proposal, reason):
    """The proposal is set aside for this reason: it is published to nobody and becomes no case. Counted as an override.

    What the round found, and its digest, stay. Locks the round; one ledger entry.
    """
    round_ = hold_round(proposal.round_id)
    rules.check_can_review_round(by, round_)
    proposal.struck_reason = said(reason, rules.WHY_STRUCK, 300)
    return _judge(by, proposal, "proposal.struck", timezone.now())


@transaction.atomic
def restore_proposal(*, by, proposal):
    """The proposal that was set aside is as the round found it. Locks the round; one ledger entry."""
    round_ = hold_round(proposal.round_id)
    rules.check_can_review_round(by, round_)
    proposal.refresh_from_db()
    if proposal.struck_at is None:
        return proposal
    proposal.struck_reason = ""
    return _judge(by, proposal, "proposal.restored", None)


def _judge(by, proposal, what, at):
    proposal.struck_by, proposal.struck_at = (by, at) if at else (None, None)
    proposal.save(update_fields=["struck_reason", "struck_by", "struck_at"])
    facts = {"demand": proposal.demand_id, "supply": proposal.supply_id}
    ledger.record(by=by, what=what, on=proposal.round, private={"reason": proposal.struck_reason}, **facts)
    return proposal


@transaction.atomic
def publish_round(*, by, round_):
    """Members see the round, and its best offers are cases that wait for both sides' answers. Locks the round.

    For each demand the first `put` proposals that were not set aside, as far as `propose_many` may put them. Units
    with new cases are told of them, those whose demands nobody meets are told that.
    """
    round_ = hold_round(round_.pk)
    rules.check_can_publish_round(by, round_)
    published = move_round(round_.pk, RoundStatus.PUBLISHED, published_at=timezone.now(), published_by=by)
    cases = propose_many(proposals=_put(published), round_=published)
    struck = published.proposals.filter(struck_at__isnull=False).count()
    facts = {"result": published.result_digest, "cases": len(cases), "struck": struck}
    ledger.record(by=by, what="round.published", on=published, **facts)
    _tell_unmet(published)
    return published


def _put(round_):
    """The proposals that the published round puts before both sides: the first few of each demand that stand."""
    left = {}
    for proposal in round_.proposals.filter(struck_at=None).select_related("demand__owner", "supply__owner"):
        left.setdefault(proposal.demand_id, round_.put)
        if left[proposal.demand_id]:
            left[proposal.demand_id] -= 1
            yield proposal


def _tell_unmet(round_):
    """The people of each unit know how many of its demands nobody meets."""
    units = {}
    for unmet in round_.unmet.select_related("demand__owner"):
        units.setdefault(unmet.demand.owner, []).append(unmet)
    for unit, found in sorted(units.items(), key=lambda item: item[0].pk):
        to = [person.pk for person in people_of(unit)]
        path = f"/rounds/{round_.pk}/?only=unmet"
        notices.send(to=to, code="round.unmet", path=path, name=round_.name, count=len(found))
