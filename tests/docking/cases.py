"""Cases of the cast, brought to a status by the real actions."""

from datetime import timedelta

from ronghe.agreements import actions as agreements
from ronghe.docking import actions
from ronghe.docking.models import Case
from ronghe.docking.states import CaseStatus, Origin, Reason, Seat
from ronghe.lib.dates import today
from ronghe.postings.states import Kind
from tests import people
from tests.agreements import made

PDF = b"%PDF-1.7 made up"
MARKS = {"quality": 5, "timeliness": 4, "cooperation": 5, "again": True}


def demand(cast, **columns):
    return people.posting(cast.owner, cast.enterprise, **columns)


def supply(cast, **columns):
    given = {"kind": Kind.PROGRAMME, "title": "数字媒体艺术设计", "text": "专业", **columns}
    return people.posting(cast.editor, cast.school, **given)


def proposed(cast, **columns):
    """A case that the secretariat put to both sides."""
    given = {"by": cast.officer, "origin": Origin.SECRETARIAT, "basis": {}, **columns}
    given.setdefault("demand", None)
    given.setdefault("supply", None)
    given["demand"] = given["demand"] or demand(cast)
    given["supply"] = given["supply"] or supply(cast)
    return actions.propose(**given)


def sign(cast, agreement):
    """Everyone has approved and signed; the case does not know yet."""
    agreements.submit_for_approval(by=cast.owner, agreement=agreement)
    made.approve_all(cast, agreement)
    by_unit = {cast.enterprise.pk: cast.owner, cast.school.pk: made.dean(cast)}
    for party in agreement.parties.order_by("position"):
        made.sign(by_unit[party.unit_id], agreement, party.position)
    return agreement


def draft(cast, case, **columns):
    """The draft of the case's agreement, by the enterprise, complete but for signatures."""
    parties = list(reversed(made.parties(cast)))
    owed = made.owed(party=1, text="提供岗位", target=None, measure="")
    given = {"values": made.values(), "parties": parties, "obligations": owed, "end": today() + timedelta(days=365)}
    given.setdefault("type", made.kind())
    return actions.draft_case_agreement(by=cast.owner, case=case, **{**given, **columns})


def signed_by_stroke(agreement):
    """In force without typesetting and signatures, for tests of what comes after: the only write past the actions."""
    from django.utils import timezone

    agreement.status, agreement.status_at = "in_force", timezone.now()
    agreement.save(update_fields=["status", "status_at"])


def case(cast, status=CaseStatus.PROPOSED, **columns):
    """A case that came to `status` the way cases do (signing itself is left out: it takes seconds)."""
    one = proposed(cast, **columns)
    last, leave = BRANCHES.get(status, (status, None))
    for step, bring in WAY.items():
        if one.status == last:
            break
        bring(cast, one)
        one.refresh_from_db()
        assert one.status == step
    if leave:
        leave(cast, one)
    return Case.objects.get(pk=one.pk)


def _agree(cast, one):
    signed_by_stroke(draft(cast, one))
    one.refresh_from_db()
    actions.settle_agreement(agreement=one.agreement)


def _deliver(cast, one):
    for milestone in one.milestones.all():
        report(cast, milestone)
        actions.accept_milestone(by=cast.editor if milestone.seat == Seat.DEMAND else cast.owner, milestone=milestone)
    actions.accept(by=cast.owner, case=one)


def _evaluate(cast, one):
    actions.evaluate(by=cast.owner, case=one, **MARKS)
    actions.evaluate(by=cast.editor, case=one, **MARKS)


def report(cast, milestone, **columns):
    by = cast.owner if milestone.seat == Seat.DEMAND else cast.editor
    return actions.report_milestone(by=by, milestone=milestone, achieved=milestone.target, **columns)


WAY = {  # status → how a case comes to it from the one before
    CaseStatus.INTERESTED: lambda cast, one: actions.express_interest(by=cast.owner, case=one),
    CaseStatus.NEGOTIATING: lambda cast, one: actions.express_interest(by=cast.editor, case=one),
    CaseStatus.AGREED: _agree,
    CaseStatus.APPROVED: lambda cast, one: actions.approve(by=cast.officer, case=one),
    CaseStatus.DELIVERING: lambda cast, one: actions.begin_delivery(by=cast.editor, case=one),
    CaseStatus.ACCEPTED: _deliver,
    CaseStatus.EVALUATED: _evaluate,
    CaseStatus.ARCHIVED: lambda cast, one: actions.archive(by=cast.officer, case=one),
}
BRANCHES = {  # status → (where it leaves the way, how)
    CaseStatus.RETURNED: (
        CaseStatus.AGREED,
        lambda cast, one: actions.return_case(by=cast.officer, case=one, code=Reason.PAPERS, text="缺附件"),
    ),
    CaseStatus.DECLINED: (
        CaseStatus.PROPOSED,
        lambda cast, one: actions.decline(by=cast.editor, case=one, code=Reason.TIMING),
    ),
    CaseStatus.WITHDRAWN: (
        CaseStatus.PROPOSED,
        lambda cast, one: actions.withdraw(by=cast.officer, case=one, text="重复"),
    ),
    CaseStatus.EXPIRED: (
        CaseStatus.PROPOSED,
        lambda cast, one: actions.lapse_due(today=one.due + timedelta(days=1)),
    ),
    CaseStatus.TERMINATED: (
        CaseStatus.DELIVERING,
        lambda cast, one: actions.terminate(by=cast.owner, case=one, code=Reason.CHANGED, text="停产"),
    ),
}
