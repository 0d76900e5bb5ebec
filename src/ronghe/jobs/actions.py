"""The only writer of jobs. Each step asks the row what it is now, so that a step done twice is harmless."""

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ronghe.jobs.models import Job
from ronghe.jobs.states import MOVES, JobStatus
from ronghe.lib.moves import check_move


def queue(*, by, kind, about_id):
    """A job of this kind waits. The caller hands the work itself to the queue, on commit."""
    return Job.objects.create(by_id=by.pk if by else None, kind=kind, about_id=about_id)


def begin(job):
    """The job runs, from the start: also one that a dead worker left running."""
    return _move(job, JobStatus.RUNNING, done=0, error="", started_at=timezone.now(), finished_at=None)


def advance(job, done, total):
    """Readers see how far the job is. One update; inside a long transaction nobody would see it before the end."""
    job.done, job.total = done, total
    Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING).update(done=done, total=total)


def finish(job):
    """The job is done."""
    return _move(job, JobStatus.DONE, finished_at=timezone.now())


def fail(job, error):
    """The job failed, and says why."""
    return _move(job, JobStatus.FAILED, error=str(error), finished_at=timezone.now())


def retry(job):
    """The failed job waits again."""
    return _move(job, JobStatus.QUEUED, done=0, error="", started_at=None, finished_at=None)


@transaction.atomic
def reap(older_than):
    """What has been running for longer than `older_than` (a timedelta) waits again. Returns how many tasks and jobs.

    Its worker is taken for dead. Should it live, the work is done twice: tasks are idempotent.
    """
    before = timezone.now() - older_than
    tasks = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=before)
    jobs = Job.objects.filter(status=JobStatus.RUNNING, started_at__lt=before)
    return (
        tasks.update(status=TaskResultStatus.READY, started_at=None),
        jobs.update(status=JobStatus.QUEUED, started_at=None),
    )


@transaction.atomic
def _move(job, to, **columns):
    job.refresh_from_db(from_queryset=Job.objects.select_for_update())
    check_move(MOVES, job.status, to)
    job.status = to
    for name, value in columns.items():
        setattr(job, name, value)
    job.save(update_fields=["status", *columns])
    return job
