"""A pytest plugin for `mutations.py`: which tests call which checked function, or the tests with one check taken away.

RONGHE_CALLED names the file that learns, for each function with a check, the tests that call it. RONGHE_REMOVED names
the check that is taken away.
"""

import json
import os
from contextlib import ExitStack
from pathlib import Path

import pytest

kept, hits, callers = ExitStack(), set(), {}  # a removal that nobody keeps ends at once, and the check is back


def pytest_collection_finish(session):
    if "RONGHE_REMOVED" in os.environ:
        _remove(os.environ["RONGHE_REMOVED"])
    else:
        from tests.permissions.mutation import every_mutant, watched

        kept.enter_context(watched(list(every_mutant()), hits))


def _remove(name):
    from tests.permissions.mutation import every_mutant, means

    module = "ronghe." + name.split(":")[0]
    mutant = next(one for one in every_mutant(module) if one.name == name and one.module == module)
    kept.enter_context(means(_officer))
    kept.enter_context(mutant.removed())


def _officer():
    from ronghe.members.queries import secretariat_people

    return next(iter(secretariat_people()), None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    hits.clear()
    yield
    for function in hits:
        callers.setdefault(" ".join(function), []).append(item.nodeid)
    return True


def pytest_sessionfinish():
    kept.close()
    if "RONGHE_CALLED" in os.environ:
        Path(os.environ["RONGHE_CALLED"]).write_text(json.dumps(callers), "utf-8")
