"""Every route asked by everyone: the answer is the declared one, and no answer holds what its reader may not read.

Here a sample, always the same; every cell by `make permissions`.
"""

import pytest

from tests.permissions.matrix import Report, cells_of, is_sampled
from tests.permissions.roles import ROLES
from tests.permissions.tables import areas

pytestmark = pytest.mark.django_db
SEEN = Report().seen


@pytest.mark.parametrize("area", areas())
def test_everyone_gets_what_the_table_says(house, area):
    report = house.judged(cell for cell in cells_of(area) if is_sampled(cell))
    SEEN.update(report.seen)
    assert not report.faults, "\n".join(report.faults)


def test_what_is_secret_is_read_by_those_who_may(house):
    """Otherwise its absence from other answers would say nothing."""
    assert set(house.world.secrets) - set(SEEN) == set()


def test_the_sample_asks_every_route_and_every_role():
    every, sampled = list(cells_of()), [cell for cell in cells_of() if is_sampled(cell)]
    assert {cell.route for cell in sampled} == {cell.route for cell in every}
    assert {cell.line for cell in sampled} == {cell.line for cell in every}
    assert {cell.role for cell in sampled} == set(ROLES)
