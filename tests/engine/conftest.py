"""What the engine's tests share: a small taxonomy of their own and its reader. No database."""

from pathlib import Path

import pytest
from hypothesis import settings

from ronghe.engine import Reader, read_taxonomy

settings.register_profile("engine", max_examples=60, deadline=None, derandomize=True)  # same cases, same verdict
settings.load_profile("engine")

CASES = Path(__file__).parent / "cases"


@pytest.fixture(scope="session")
def taxonomy():
    return read_taxonomy(CASES / "taxonomy.jsonl")


@pytest.fixture(scope="session")
def reader(taxonomy):
    return Reader(taxonomy)
