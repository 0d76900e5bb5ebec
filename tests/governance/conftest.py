import pytest

from tests.governance.council import Council


@pytest.fixture
def council(cast):
    """Six units with titles and their administrators."""
    return Council(cast)
