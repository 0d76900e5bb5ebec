"""Each act on a case asks for itself: somebody without a chair at it is refused, whatever its status."""

import pytest

from ronghe.docking import actions
from ronghe.docking.states import CaseStatus, Reason
from ronghe.lib.dates import days_from, today
from ronghe.lib.refusals import Refused
from tests.docking.cases import case

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
