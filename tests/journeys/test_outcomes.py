"""The funnel and the weights, fit to read in every look."""

import pytest

from ronghe.docking import actions
from ronghe.docking.states import CaseStatus
from tests.docking.cases import case
from tests.docking.test_learning import kept, lost, pair  # noqa: F401
from tests.journeys.conftest import LOOKS

pytestmark = pytest.mark.django_db(transaction=True)


@LOOKS
def test_every_page_is_fit_to_read(reader, cast, pair, look):  # noqa: F811
    case(cast, CaseStatus.NEGOTIATING)
    for _ in range(12):
        kept(pair)
        lost(pair)
    made = actions.propose_weights(by=cast.officer)
    officer = reader(cast.officer, **look)
    for path in ("", "weights/", f"weights/{made.pk}/"):
        officer.open(f"/outcomes/{path}").check()
    assert officer.open("/outcomes/").page.locator(".came a").count() == 7
