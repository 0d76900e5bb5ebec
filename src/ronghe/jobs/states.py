"""The life of a job, and how long a worker may be silent."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobStatus(models.TextChoices):
    QUEUED = "queued", _("queued")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("stopped")


MOVES = {
    JobStatus.QUEUED: (JobStatus.RUNNING, JobStatus.FAILED, JobStatus.CANCELLED),
    JobStatus.RUNNING: (JobStatus.DONE, JobStatus.FAILED, JobStatus.RUNNING, JobStatus.QUEUED, JobStatus.CANCELLED),
    JobStatus.FAILED: (JobStatus.QUEUED,),
    JobStatus.CANCELLED: (JobStatus.QUEUED,),
    JobStatus.DONE: (),
}

BEAT = timedelta(seconds=5)  # a worker says so often that it lives
LEASE = timedelta(
    seconds=30
)  # silent for so long, it is dead: six beats, and more than a writer of SQLite waits (20 s)
ATTEMPTS = 5  # what killed its worker so often is not begun again
