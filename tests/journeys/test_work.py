"""An officer looks after background work: on a phone and at a desk, in both languages."""

import pytest

from ronghe.docking.actions import open_round, run_round
from ronghe.docking.states import RoundStatus
from ronghe.jobs import actions
from ronghe.jobs.models import Job, Worker
from tests.doors import rounds


@pytest.mark.parametrize(
    "look",
    [{"language": "zh-hans", "width": 360, "theme": "dark"}, {"language": "en", "width": 1440, "theme": "light"}],
    ids=["zh-360-dark", "en-1440-light"],
)
def test_an_officer_stops_a_round_and_runs_it_again(reader, cast, look, monkeypatch):
    rounds.community(cast)
    broken = open_round(by=cast.officer, name="七月对接 · July")
    with monkeypatch.context() as patch:
        patch.setattr("ronghe.docking.actions.rounds.digest", lambda value: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run_round(round_id=broken.pk)
    waits = open_round(by=cast.officer, name="八月对接 · August")
    officer = reader(cast.officer, **look)
    officer.open("/work/").check()
    officer.page.locator(f"a[href$='/{waits.job_id}/stop/']").click()
    officer.check()
    officer.page.locator("main form button").click()
    officer.check()
    waits.refresh_from_db()
    assert waits.status == RoundStatus.FAILED
    officer.page.locator(f"a[href$='/{waits.job_id}/again/']").click()
    officer.page.locator("main form button").click()
    waits.refresh_from_db()
    assert waits.status == RoundStatus.QUEUED
    job = Job.objects.get(pk=waits.job_id)
    actions.enlist(name="a", host="pavilion-1")
    actions.advance(actions.begin(actions.begin(job)), 1, 3)
    officer.open("/work/").check()
    assert Worker.objects.count() == 1
