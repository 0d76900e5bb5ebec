"""Workers at once: every pair is told once, whoever was first."""

from threading import Barrier

import pytest
from django.db import connection

from ronghe.docking import actions
from ronghe.docking.actions import continuous
from ronghe.docking.models import Fit, Look, Watch
from ronghe.notices.models import Notice
from tests.docking.test_bridge import order, programme
from tests.docking.test_continuous import CODES, told
from tests.governance.test_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("turn", range(3))
def test_three_workers_at_once_tell_once(cast, turn):
    actions.dock_news()
    order(cast), programme(cast), programme(cast, title="第二个专业")
    done = at_once(*[actions.dock_news] * 3)
    assert max(done) == 3
    assert len(told(cast.owner)) == 1
    assert len(told(cast.editor)) == 2
    assert Fit.objects.count() == 4
    assert Look.objects.count() == 3


def test_the_first_looks_of_all_make_one_watch(cast):
    order(cast), programme(cast)
    at_once(*[actions.dock_news] * 3)
    assert Watch.objects.count() == 1
    assert Notice.objects.filter(code__in=CODES).count() == 2


def test_without_the_lock_two_workers_would_both_settle_the_same_pairs(cast, monkeypatch):
    """Each looks for known pairs before the other's are committed: the row of the pair stops the second, loudly."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite: the transaction itself is the lock, so there is nothing to take away")
    actions.dock_news()
    order(cast), programme(cast)
    settling, fits = Barrier(2), continuous._fits
    monkeypatch.setattr(continuous, "_watch", lambda: Watch.objects.get(pk=1))
    monkeypatch.setattr(continuous, "_fits", lambda *given: (settling.wait(timeout=5), list(fits(*given)))[1])
    with pytest.raises(Exception, match="docking_fit_once"):
        at_once(*[actions.dock_news] * 2)
