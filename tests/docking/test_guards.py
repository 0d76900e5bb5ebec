"""Each act on a case asks for itself: somebody without a chair at it is refused, whatever its status."""

import pytest

from ronghe.docking import actions, rules
from ronghe.docking.lists.rules import can_read_list
from ronghe.docking.models import CaseFile
from ronghe.docking.states import CaseStatus, MilestoneStatus, Origin, Reason, RoundStatus
from ronghe.lib.dates import days_from, today
from ronghe.lib.refusals import Refused
from ronghe.members.actions import change_unit_status
from ronghe.members.states import UnitStatus
from tests.docking.cases import PDF, case, demand, report, supply

pytestmark = pytest.mark.django_db
S = CaseStatus
ACTS = {
    "express_interest": (S.PROPOSED, {}),
    "decline": (S.PROPOSED, {"code": Reason.CHANGED, "text": "不需要了"}),
    "withdraw": (S.INTERESTED, {"text": "不需要了"}),
    "approve": (S.AGREED, {}),
    "return_case": (S.AGREED, {"code": Reason.PAPERS, "text": "缺附件"}),
    "hand_in": (S.RETURNED, {"text": "已补"}),
    "begin_delivery": (S.APPROVED, {}),
    "terminate": (S.APPROVED, {"code": Reason.CHANGED, "text": "停产"}),
    "accept": (S.DELIVERING, {}),
    "archive": (S.EVALUATED, {}),
}


@pytest.mark.parametrize("name", ACTS)
def test_who_has_no_chair_acts_on_no_case(cast, name):
    status, given = ACTS[name]
    one = case(cast, status)
    for by in (cast.outsider, cast.official):
        with pytest.raises(Refused):
            getattr(actions, name)(by=by, case=one, **given)
    one.refresh_from_db()
    assert one.status == status


def test_milestones_are_the_two_sides_own(cast):
    one, due = case(cast, S.DELIVERING), days_from(today(), 20)
    given = {"seat": "supply", "title": "首批作品", "due": due}
    with pytest.raises(Refused):
        actions.plan_milestone(by=cast.outsider, case=one, **given)
    milestone = actions.plan_milestone(by=cast.owner, case=one, **given)
    for act, more in (
        (actions.revise_milestone, {"title": "改"}), (actions.remove_milestone, {}), (actions.report_milestone, {}),
    ):  # fmt: skip
        with pytest.raises(Refused):
            act(by=cast.outsider, milestone=milestone, **more)
    actions.report_milestone(by=cast.editor, milestone=milestone, note="完成")
    for act, more in ((actions.accept_milestone, {}), (actions.send_back_milestone, {"note": "少一件"})):
        for by in (cast.outsider, cast.editor):
            with pytest.raises(Refused):
                act(by=by, milestone=milestone, **more)


def test_official_lists_are_the_secretariats_and_of_days_to_come(cast):
    for by in (cast.owner, cast.official, cast.outsider):
        with pytest.raises(Refused):
            actions.draft_list(by=by, kind="talent")
    draft = actions.draft_list(by=cast.officer, kind="talent")
    with pytest.raises(Refused):
        actions.revise_list(by=cast.officer, official=draft, on=days_from(today(), -1))


def test_drafts_of_official_lists_are_read_by_the_secretariat_only(cast):
    draft = actions.draft_list(by=cast.officer, kind="talent")
    assert can_read_list(cast.officer, draft)
    for by in (cast.owner, cast.editor, cast.official, cast.outsider):
        assert not can_read_list(by, draft)


def test_rounds_are_stopped_and_run_again_by_the_secretariat(cast):
    demand(cast)
    supply(cast)
    round_ = actions.open_round(by=cast.officer, name="第一轮")
    for by in (cast.owner, cast.official, cast.outsider):
        with pytest.raises(Refused):
            actions.stop_round(by=by, round_=round_)
    round_.refresh_from_db()
    assert round_.status == RoundStatus.QUEUED
    round_ = actions.stop_round(by=cast.officer, round_=round_)
    assert round_.status == RoundStatus.FAILED
    for by in (cast.owner, cast.official, cast.outsider):
        with pytest.raises(Refused):
            actions.retry_round(by=by, round_=round_)
    round_.refresh_from_db()
    assert round_.status == RoundStatus.FAILED


def test_papers_are_added_by_who_has_a_chair_while_the_case_lives(cast):
    one = case(cast, S.DELIVERING)
    milestone = one.milestones.first()
    for of in (None, milestone):
        for by in (cast.outsider, cast.official):
            with pytest.raises(Refused):
                actions.attach_file(by=by, case=one, name="方案.pdf", data=PDF, milestone=of)
    actions.terminate(by=cast.owner, case=one, code=Reason.CHANGED, text="停产")
    for of in (None, milestone):
        with pytest.raises(Refused, match="while a case lives"):
            actions.attach_file(by=cast.editor, case=one, name="方案.pdf", data=PDF, milestone=of)
    assert not CaseFile.objects.exists()


def test_a_pair_in_a_live_case_is_not_offered_again(cast):
    one = case(cast, S.INTERESTED)
    for by, origin in ((cast.owner, Origin.PARTY), (cast.officer, Origin.SECRETARIAT)):
        assert not rules.can_propose(by, one.demand, one.supply, origin)
    actions.withdraw(by=cast.owner, case=one, text="重复")
    assert rules.can_propose(cast.owner, one.demand, one.supply)


def test_what_was_reported_is_not_accepted_after_the_end(cast):
    one = case(cast, S.DELIVERING)
    milestone = one.milestones.first()
    report(cast, milestone)
    actions.terminate(by=cast.owner, case=one, code=Reason.CHANGED, text="停产")
    by = cast.editor if milestone.seat == "demand" else cast.owner
    for act, more in ((actions.accept_milestone, {}), (actions.send_back_milestone, {"note": "少一件"})):
        with pytest.raises(Refused, match="while the case is being delivered"):
            act(by=by, milestone=milestone, **more)
    milestone.refresh_from_db()
    assert milestone.status == MilestoneStatus.REPORTED


def test_nothing_is_delivered_for_a_suspended_unit(cast):
    one = case(cast, S.APPROVED)
    change_unit_status(by=cast.officer, unit=cast.school, to=UnitStatus.SUSPENDED, reason="dues")
    with pytest.raises(Refused, match="nothing is done for it"):
        actions.begin_delivery(by=cast.editor, case=one)
    one.refresh_from_db()
    assert one.status == S.APPROVED
