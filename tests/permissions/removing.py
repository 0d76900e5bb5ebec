"""A pytest plugin for `mutations.py`: the tests run with the check that RONGHE_REMOVED names taken away."""

import os
from contextlib import ExitStack


def pytest_collection_finish(session):
    from tests.permissions.mutation import every_mutant, means

    name = os.environ["RONGHE_REMOVED"]
    module = "ronghe." + name.split(":")[0]
    mutant = next(one for one in every_mutant(module) if one.name == name and one.module == module)
    kept = session.config.removed = ExitStack()  # one that nobody keeps ends at once, and the check is back
    kept.enter_context(means(None))
    kept.enter_context(mutant.removed())
