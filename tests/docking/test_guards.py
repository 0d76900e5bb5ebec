"""Each act on a case asks for itself: somebody without a chair at it is refused, whatever its status."""

import pytest

from ronghe.docking import actions
from ronghe.docking.states import CaseStatus, Reason
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
