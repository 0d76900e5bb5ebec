"""Every move of a case, by the real actions."""

import pytest

from ronghe.docking.states import CaseStatus
from tests.docking.cases import case


@pytest.mark.django_db
@pytest.mark.parametrize("status", CaseStatus.values)
def test_every_status_is_reached(cast, status):
    assert case(cast, status).status == status
