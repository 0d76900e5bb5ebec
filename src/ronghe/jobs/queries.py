"""Work under way, and who does it."""

from django.db.models.functions import Now
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ronghe.jobs import states
from ronghe.jobs.models import Job, Worker
from ronghe.jobs.states import JobStatus


def jobs_about(kind, about_id):
    """The jobs of this kind about this row, newest first."""
    return Job.objects.filter(kind=kind, about_id=about_id)


def unfinished_jobs():
    """What waits or runs, newest first."""
    return Job.objects.filter(status__in=[JobStatus.QUEUED, JobStatus.RUNNING])


def cancelled_jobs():
    """What somebody stopped, newest first."""
    return Job.objects.filter(status=JobStatus.CANCELLED)


def waiting_tasks():
    """What a worker would take up now, jobs and small things alike."""
    return DBTaskResult.objects.ready()


def living_workers():
    """The workers that beat within the lease, by the clock of the database, the eldest first."""
    return Worker.objects.filter(beat_at__gte=Now() - states.LEASE)


def silent_workers():
    """The workers that are taken for dead."""
    return Worker.objects.filter(beat_at__lt=Now() - states.LEASE)


def is_stalled():
    """True where work waits and no worker lives to take it up."""
    return waiting_tasks().exists() and not living_workers().exists()


def left_tasks(seen_by, among=DBTaskResult.objects):
    """The running tasks (of `among`) whose workers are not there any more, as a list. Whoever looks is there.

    Tasks are read first: who has one was there before it.
    """
    running = list(among.filter(status=TaskResultStatus.RUNNING))
    living = {seen_by, *living_workers().values_list("name", flat=True)} if running else set()
    return [task for task in running if not living.intersection(task.worker_ids[-1:])]
