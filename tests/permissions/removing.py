"""A pytest plugin for `mutations.py`: the tests run with the check that RONGHE_REMOVED names taken away."""

import os


def pytest_collection_finish(session):
    from tests.permissions.mutation import every_mutant, means

    name = os.environ["RONGHE_REMOVED"]
    module = "ronghe." + name.split(":")[0]
    mutant = next(one for one in every_mutant(module) if one.name == name and one.module == module)
    means(None).__enter__()
    mutant.removed().__enter__()
