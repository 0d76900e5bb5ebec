"""The house of the matrix outside pytest, for the long runs: on a database of its own that is gone afterwards."""

import logging
from contextlib import contextmanager

import django


@contextmanager
def house():
    """The House, with a test database around it."""
    django.setup()
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases, teardown_test_environment
    from django.utils import translation

    from tests.permissions.matrix import standing

    logging.disable(logging.CRITICAL)
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        with translation.override("en"), standing() as made:
            yield made
    finally:
        teardown_databases(databases, verbosity=0)
        teardown_test_environment()
