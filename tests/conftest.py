"""What every test may ask for."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import settings

from ronghe.agreements.actions import ensure_templates
from ronghe.governance.actions import ensure_titles
from ronghe.postings.actions import ensure_kind_pairs
from ronghe.skills import editions
from tests import every_write
from tests.people import Cast
from tests.seals import open_ledger

every_write.watch()
settings.register_profile("rooms", deadline=None)  # how long a case takes says more of the machine than of the code
settings.load_profile("rooms")
_flush = TransactionTestCase._fixture_teardown


def _flush_with_open_ledger(self):
    """Tests that commit are cleaned up: the ledger refuses that, so its triggers rest; the default tables come back."""
    with open_ledger(connection):
        _flush(self)
    ensure_kind_pairs()
    ensure_titles()
    ensure_templates()


TransactionTestCase._fixture_teardown = _flush_with_open_ledger


@pytest.fixture(autouse=True)
def _in_english():
    """Sentences are compared in the language they were written in, whether or not the Chinese ones are compiled."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _every_write_is_logged():
    """No action that the test called changed the house without an entry in the ledger."""
    every_write.faults.clear()
    yield
    assert every_write.faults == []


@pytest.fixture(autouse=True)
def _fresh_counters():
    """What one test asked too often is not held against the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def _shipped_vocabulary():
    """No test reads with an edition that another test published and rolled back."""
    editions.forget()


@pytest.fixture
def cast(db):
    """Everyone of the cast, with their units."""
    return Cast()
