import pytest

from tests.placements.cast import Placing


@pytest.fixture
def placing(cast):
    """A round that was announced, and everyone who may take part."""
    return Placing(cast)
