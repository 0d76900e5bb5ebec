"""The only writer of jobs and workers. Each step asks the row what it is now: a step done twice is harmless."""

from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ronghe.jobs import queries, states
from ronghe.jobs.endings import GivenUp, Stopped
from ronghe.jobs.models import Job, Worker
from ronghe.jobs.states import MOVES, JobStatus
from ronghe.lib.moves import check_move

# -- a job --


@transaction.atomic
def queue(*, by, kind, about_id, task):
    """A job of this kind waits, and so does `task` with the key `about_id`: in one transaction, so neither is lost."""
    job = Job.objects.create(by_id=by.pk if by else None, kind=kind, about_id=about_id)
    return _enqueue(job, task)


@transaction.atomic
def begin(job):
    """The job runs, from the start: also one that a dead worker left running.

    Raises Stopped where somebody asked for that, GivenUp where it was begun ATTEMPTS times; whoever does it fails it.
    """
    _lock(job)
    if job.stop_by_id:
        raise Stopped("Stopped by hand.")
    if job.attempts >= states.ATTEMPTS:
        raise _given_up(job.attempts)
    columns = {"done": 0, "error": "", "started_at": timezone.now(), "finished_at": None}
    return _move(job, JobStatus.RUNNING, attempts=job.attempts + 1, **columns)


def advance(job, done, total):
    """Readers see how far the job is. One update; inside a long transaction nobody would see it before the end.

    Raises Stopped where somebody asked for that.
    """
    job.done, job.total = done, total
    running = Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING)
    if not running.filter(stop_by_id=None).update(done=done, total=total) and running.exists():
        raise Stopped("Stopped by hand.")


def finish(job):
    """The job is done."""
    return _move(job, JobStatus.DONE, finished_at=timezone.now())


def fail(job, error):
    """The job failed, and says why; it is cancelled where the error is that somebody stopped it."""
    to = JobStatus.CANCELLED if isinstance(error, Stopped) else JobStatus.FAILED
    return _move(job, to, error=str(error), finished_at=timezone.now())


@transaction.atomic
def retry(job, *, task):
    """The job that failed or was cancelled waits again, with all its attempts before it."""
    columns = {"done": 0, "error": "", "started_at": None, "finished_at": None, "attempts": 0, "stop_by_id": None}
    _lock(job)
    return _enqueue(_move(job, JobStatus.QUEUED, retries=job.retries + 1, **columns), task)


@transaction.atomic
def stop(job, *, by):
    """What waits is cancelled; what runs is asked to stop, and does at its next report. Refused where it has ended."""
    _lock(job)
    check_move(MOVES, job.status, JobStatus.CANCELLED)
    job.stop_by_id = by.pk
    job.save(update_fields=["stop_by_id"])
    if job.status == JobStatus.QUEUED:
        DBTaskResult.objects.filter(pk=job.task, status=TaskResultStatus.READY).delete()
        fail(job, Stopped("Stopped by hand."))
    return job


# -- a worker --


def enlist(*, name, host):
    """The worker is among those that live."""
    return Worker.objects.create(name=name, host=host)


def beat(*, name):
    """The worker lives now. False where it was taken for dead meanwhile."""
    return bool(Worker.objects.filter(name=name).update(beat_at=Now()))


@transaction.atomic
def retire(*, name):
    """The worker has ended; what it still had waits again."""
    free(name=name)
    Worker.objects.filter(name=name).delete()


@transaction.atomic
def free(*, name):
    """What stands as running under this name waits again. For the worker itself, while it does nothing."""
    for task in DBTaskResult.objects.select_for_update().filter(status=TaskResultStatus.RUNNING):
        if task.worker_ids[-1:] == [name]:
            _free(task)


def reap(*, by):
    """Workers that were silent for the lease are gone, and their work waits again. Returns how many tasks.

    `by` is the worker that looks, and never among them. Reads where there is nothing to do. Should a silent one live
    after all, its next beat tells it, and it ends.
    """
    if not queries.silent_workers().exclude(name=by).exists() and not queries.left_tasks(by):
        return 0
    return _reap(by)


@transaction.atomic
def _reap(by):
    queries.silent_workers().exclude(name=by).delete()
    found = queries.left_tasks(by, DBTaskResult.objects.select_for_update(skip_locked=True))
    for task in found:
        _free(task)
    return len(found)


def _free(task):
    """The task waits again with its job; where it has been tried too often, both have failed.

    A job's `begin` refuses first, so that whoever does it can say so on its own rows; this is for all the others.
    """
    running = Job.objects.filter(task=task.pk, status=JobStatus.RUNNING)
    attempts = len(task.worker_ids)
    if attempts < states.ATTEMPTS or (attempts <= states.ATTEMPTS and Job.objects.filter(task=task.pk).exists()):
        task.status, task.started_at = TaskResultStatus.READY, None
        task.save(update_fields=["status", "started_at"])
        running.update(status=JobStatus.QUEUED, started_at=None)
        return
    error = _given_up(attempts)
    task.set_failed(error)
    for job in queries.unfinished_jobs().filter(task=task.pk):
        fail(job, error)


# -- parts --


def _given_up(attempts):
    return GivenUp(f"Begun {attempts} times, and every time its worker died.")


def _enqueue(job, task):
    job.task = UUID(task.enqueue(job.about_id).id)
    job.save(update_fields=["task"])
    return job


def _lock(job):
    job.refresh_from_db(from_queryset=Job.objects.select_for_update())


@transaction.atomic
def _move(job, to, **columns):
    _lock(job)
    check_move(MOVES, job.status, to)
    job.status = to
    for name, value in columns.items():
        setattr(job, name, value)
    job.save(update_fields=["status", *columns])
    return job
