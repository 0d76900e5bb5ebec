"""The house of the matrix, made once for all its tests."""

import pytest

from tests.permissions.matrix import standing


@pytest.fixture(scope="package")
def house(django_db_setup, django_db_blocker):
    """A community with a row of every kind."""
    with django_db_blocker.unblock(), standing() as made:
        yield made
