"""Background work on its page: who looks after it, what it says, what it stops and asks for again."""

import pytest
from django.db.models.functions import Now

from ronghe.docking.actions import open_round, run_round
from ronghe.docking.models import Round
from ronghe.docking.states import RoundStatus
from ronghe.jobs import actions, states
from ronghe.jobs.endings import Stopped
from ronghe.jobs.models import Job, Worker
from ronghe.jobs.states import JobStatus
from ronghe.ledger.models import Entry
from tests.doors import rounds
from tests.doors.test_rounds import words

OTHERS = ["official", "owner", "editor", "outsider"]


@pytest.fixture
def opened(cast):
    rounds.community(cast)
    return open_round(by=cast.officer, name="第一轮", top=5)


@pytest.fixture
def job(opened):
    return Job.objects.get(pk=opened.job_id)


@pytest.fixture
def broken(opened, monkeypatch):
    """The round failed, with a fault that must not run in a page."""
    with monkeypatch.context() as patch:
        patch.setattr("ronghe.docking.actions.rounds.digest", lambda value: {}["<b>no key</b>"])
        with pytest.raises(KeyError):
            run_round(round_id=opened.pk)
    return Job.objects.get(pk=opened.job_id)


# -- who --


@pytest.mark.parametrize("who", OTHERS)
def test_only_officers_look_after_work(who, job, cast, as_):
    client = as_(cast.by_name(who))
    assert client.get("/work/").status_code == 403
    for act in ("stop", "again"):
        assert client.get(f"/work/{job.pk}/{act}/").status_code == 403
        assert client.post(f"/work/{job.pk}/{act}/").status_code == 403
    job.refresh_from_db()
    assert job.status == JobStatus.QUEUED
    assert "/work/" not in words(client.get("/")) + client.get("/").content.decode()


@pytest.mark.parametrize("who", OTHERS)
def test_others_do_not_learn_what_work_there_is(who, job, cast, as_):
    client = as_(cast.by_name(who))
    for path in (f"/work/{job.pk}/delete/", "/work/999/stop/"):
        assert client.get(path).status_code == client.post(path).status_code == 403


def test_visitors_are_asked_to_sign_in(job, client):
    assert client.get("/work/").url.startswith("/account/login/")
    assert client.post(f"/work/{job.pk}/stop/").url.startswith("/account/login/")


# -- what --


def test_an_empty_page_says_what_comes_first(cast, as_):
    page = words(as_(cast.officer).get("/work/"))
    assert "No work yet" in page
    assert "No worker lives now" in page
    assert "Work waits" not in page


def test_waiting_work_without_a_worker_is_told_here_and_on_home(job, cast, as_):
    client = as_(cast.officer)
    assert "Work waits, and no worker lives" in words(client.get("/work/"))
    assert "Work waits: have a worker started" in words(client.get("/"))
    actions.enlist(name="a", host="pavilion")
    page = words(client.get("/work/"))
    assert "Work waits" not in page
    assert "pavilion" in page
    assert "Work waits" not in words(client.get("/"))


def test_a_worker_that_is_silent_is_shown_as_such(cast, as_):
    actions.enlist(name="a", host="pavilion")
    assert "silent" not in words(as_(cast.officer).get("/work/"))
    Worker.objects.update(beat_at=Now() - 2 * states.LEASE)
    assert "silent" in words(as_(cast.officer).get("/work/"))


def test_what_runs_shows_how_far_it_is(job, cast, as_):
    actions.advance(actions.begin(actions.begin(job)), 3, 4)
    page = as_(cast.officer).get("/work/")
    assert 'value="75"' in page.content.decode()
    assert "3 / 4" in words(page)
    assert "begun 2 times" in words(page)
    assert 'hx-trigger="every 5s"' in page.content.decode()


def test_what_failed_says_why_and_what_it_says_does_not_run(broken, cast, as_):
    page = as_(cast.officer).get("/work/?show=failed")
    assert "&lt;b&gt;no key" in page.content.decode()
    assert "<b>no key" not in page.content.decode()
    assert "hx-trigger" not in page.content.decode()
    assert "No such work" in words(as_(cast.officer).get("/work/?show=unfinished"))


def test_what_killed_its_workers_says_so(job, opened, cast, as_):
    for _turn in range(states.ATTEMPTS):
        actions.begin(job)
    with pytest.raises(Exception, match="every time its worker died"):
        run_round(round_id=opened.pk)
    opened.refresh_from_db()
    assert opened.status == RoundStatus.FAILED
    assert "Its worker died each time" in words(as_(cast.officer).get("/work/"))


def test_work_of_a_row_that_is_gone_is_shown_without_acts(job, opened, cast, as_):
    Round.objects.all().delete()
    page = as_(cast.officer).get("/work/")
    assert f"docking.round {opened.pk}" in words(page)
    assert "/stop/" not in page.content.decode()


# -- acts --


def test_what_waits_is_stopped_with_its_round_and_run_again(job, opened, cast, as_):
    client = as_(cast.officer)
    assert f"/work/{job.pk}/stop/" in client.get("/work/").content.decode()
    assert "Nothing half done stands" in words(client.get(f"/work/{job.pk}/stop/"))
    assert client.post(f"/work/{job.pk}/stop/").url == "/work/"
    opened.refresh_from_db()
    assert opened.status == RoundStatus.FAILED
    assert "Stopped by" in words(client.get("/work/"))
    assert "run it again" not in words(client.get("/")), "what an officer stopped does not wait for one"
    assert client.post(f"/work/{job.pk}/stop/").status_code == 403
    assert client.post(f"/work/{job.pk}/again/").url == "/work/"
    assert "asked for again once" in words(client.get("/work/"))
    assert run_round(round_id=opened.pk).result_digest
    assert client.post(f"/work/{job.pk}/again/").status_code == 403
    assert Entry.objects.filter(what="round.stopped").count() == 1


def test_what_runs_is_asked_to_stop_and_stops_at_its_next_report(job, opened, cast, as_, monkeypatch):
    client = as_(cast.officer)
    report = actions.advance

    def stop_then_report(*where):
        assert client.post(f"/work/{job.pk}/stop/").url == "/work/"
        assert "Asked to stop" in words(client.get("/work/"))
        assert client.post(f"/work/{job.pk}/stop/").status_code == 403
        report(*where)

    monkeypatch.setattr(actions, "advance", stop_then_report)
    with pytest.raises(Stopped):
        run_round(round_id=opened.pk)
    job.refresh_from_db()
    opened.refresh_from_db()
    assert (job.status, opened.status, opened.proposals.count()) == (JobStatus.CANCELLED, RoundStatus.FAILED, 0)


def test_what_failed_is_run_again_and_leaves_home(broken, cast, as_):
    client = as_(cast.officer)
    assert "The round stopped: run it again" in words(client.get("/"))
    assert client.post(f"/work/{broken.pk}/again/").url == "/work/"
    assert Round.objects.get().status == RoundStatus.QUEUED
    assert "The round stopped" not in words(client.get("/"))


def test_nothing_else_can_be_done(job, cast, as_):
    client = as_(cast.officer)
    assert client.post(f"/work/{job.pk}/delete/").status_code == 404
    assert client.post("/work/999/stop/").status_code == 404
    assert client.post("/work/").status_code == 405
