"""The life of a job, also of one whose worker died."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ronghe.jobs import actions, queries
from ronghe.jobs.models import Job
from ronghe.jobs.states import JobStatus
from ronghe.lib.refusals import Refused

HOUR = timedelta(hours=1)


@pytest.fixture
def job(cast):
    return actions.queue(by=cast.officer, kind="docking.round", about_id=5)


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
    assert (actions.retry(job).status, job.error, job.finished_at) == (JobStatus.QUEUED, "", None)


def test_progress_after_the_end_changes_nothing(job):
    stale = Job.objects.get(pk=actions.begin(job).pk)
    actions.finish(job)
    actions.advance(stale, 1, 9)
    job.refresh_from_db()
    assert (job.done, job.total, job.status) == (0, 0, JobStatus.DONE)


@pytest.mark.parametrize("step", [actions.begin, actions.finish, actions.retry])
def test_a_done_job_stays_done(job, step):
    actions.finish(actions.begin(job))
    with pytest.raises(Refused):
        step(job)


def test_the_clock_queues_too(db):
    assert actions.queue(by=None, kind="x", about_id=None).by_id is None


def task(started_at):
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        started_at=started_at,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="x.y",
        backend_name="default",
        run_after=timezone.now(),
        exception_class_path="",
        traceback="",
    )


def test_the_work_of_a_dead_worker_waits_again(job, cast):
    now = timezone.now()
    dead, alive = task(now - 2 * HOUR), task(now)
    fresh = actions.begin(actions.queue(by=None, kind="x", about_id=1))
    actions.begin(job)
    Job.objects.filter(pk=job.pk).update(started_at=now - 2 * HOUR)
    assert actions.reap(HOUR) == (1, 1)
    for row, status in ((dead, "READY"), (alive, "RUNNING"), (job, "queued"), (fresh, "running")):
        row.refresh_from_db()
        assert row.status == status
    assert actions.begin(job).status == JobStatus.RUNNING
