"""The life of a job: what it was asked, how often it was begun, how it ended."""

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ronghe.docking.tasks import run_round
from ronghe.jobs import actions, queries, states
from ronghe.jobs.endings import GivenUp, Stopped
from ronghe.jobs.models import Job
from ronghe.jobs.states import JobStatus
from ronghe.lib.refusals import Refused


@pytest.fixture
def job(cast):
    return actions.queue(by=cast.officer, kind="docking.round", about_id=5, task=run_round)


def test_a_job_from_queue_to_done(job, cast):
    assert (job.status, job.by_id, job.percent) == (JobStatus.QUEUED, cast.officer.pk, 0)
    actions.begin(job)
    actions.advance(job, 3, 4)
    job.refresh_from_db()
    assert (job.status, job.percent) == (JobStatus.RUNNING, 75)
    assert list(queries.unfinished_jobs()) == list(queries.jobs_about("docking.round", 5)) == [job]
    actions.finish(job)
    assert (job.status, job.percent) == (JobStatus.DONE, 100)
    assert job.finished_at >= job.started_at
    assert not queries.unfinished_jobs()


def test_a_failed_job_says_why_and_may_wait_again(job):
    actions.fail(actions.begin(job), ValueError("no supplies"))
    assert (job.status, job.error) == (JobStatus.FAILED, "no supplies")
    first = job.task
    assert (actions.retry(job, task=run_round).status, job.error, job.finished_at) == (JobStatus.QUEUED, "", None)
    assert (job.retries, job.task != first) == (1, True)


def test_progress_after_the_end_changes_nothing(job):
    stale = Job.objects.get(pk=actions.begin(job).pk)
    actions.finish(job)
    actions.advance(stale, 1, 9)
    job.refresh_from_db()
    assert (job.done, job.total, job.status) == (0, 0, JobStatus.DONE)


def again(job):
    return actions.retry(job, task=run_round)


@pytest.mark.parametrize("step", [actions.begin, actions.finish, again])
def test_a_done_job_stays_done(job, step):
    actions.finish(actions.begin(job))
    with pytest.raises(Refused):
        step(job)


def test_the_clock_queues_too(db):
    assert actions.queue(by=None, kind="x", about_id=None, task=run_round).by_id is None


def test_a_job_and_its_task_wait_together(job):
    task = DBTaskResult.objects.get()
    assert (task.pk, task.status, task.args_kwargs["args"]) == (job.task, TaskResultStatus.READY, [5])


def test_what_waits_is_cancelled_with_its_task(job, cast):
    actions.stop(job, by=cast.officer)
    assert (job.status, job.stop_by_id) == (JobStatus.CANCELLED, cast.officer.pk)
    assert not DBTaskResult.objects.exists()
    assert (again(job).status, job.stop_by_id) == (JobStatus.QUEUED, None)
    assert queries.waiting_tasks().count() == 1


def test_what_runs_stops_at_its_next_report(job, cast):
    actions.stop(actions.begin(Job.objects.get()), by=cast.officer)
    with pytest.raises(Stopped) as stopped:
        actions.advance(job, 1, 9)
    assert actions.fail(job, stopped.value).status == JobStatus.CANCELLED
    with pytest.raises(Refused):
        actions.stop(job, by=cast.officer)


def test_a_wish_to_stop_outlives_the_worker(job, cast):
    actions.stop(actions.begin(job), by=cast.officer)
    with pytest.raises(Stopped):
        actions.begin(job)


def test_what_was_begun_too_often_is_not_begun_again(job):
    for _turn in range(states.ATTEMPTS):
        actions.begin(job)
    with pytest.raises(GivenUp, match="Begun 5 times, and every time its worker died"):
        actions.begin(job)
    again(actions.fail(job, GivenUp("…")))
    assert actions.begin(job).attempts == 1
