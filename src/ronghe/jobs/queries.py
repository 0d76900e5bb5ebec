"""Work under way."""

from ronghe.jobs.models import Job
from ronghe.jobs.states import JobStatus


def jobs_about(kind, about_id):
    """The jobs of this kind about this row, newest first."""
    return Job.objects.filter(kind=kind, about_id=about_id)


def unfinished_jobs():
    """What waits or runs, newest first."""
    return Job.objects.filter(status__in=[JobStatus.QUEUED, JobStatus.RUNNING])
