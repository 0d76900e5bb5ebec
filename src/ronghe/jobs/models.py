"""Long work as people see it, and the workers that do it. The queue itself is django-tasks'."""

from django.db import models
from django.db.models.functions import Now

from ronghe.jobs.states import JobStatus


class Job(models.Model):
    kind = models.CharField(max_length=40)  # "docking.round"
    about_id = models.BigIntegerField(null=True)  # the row it works on
    by_id = models.BigIntegerField(null=True)
    task = models.UUIDField(null=True)  # what does it, in the queue
    status = models.CharField(max_length=10, choices=JobStatus, default=JobStatus.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)  # times a worker began it, since somebody asked for it last
    retries = models.PositiveSmallIntegerField(default=0)  # times somebody asked for it again
    stop_by_id = models.BigIntegerField(null=True)  # who asked it to stop
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return f"{self.kind} {self.about_id} {self.status}"

    @property
    def is_over(self):
        return self.status not in (JobStatus.QUEUED, JobStatus.RUNNING)

    @property
    def percent(self):
        return 100 if self.status == JobStatus.DONE else (100 * self.done // self.total if self.total else 0)


class Worker(models.Model):
    """A process that works off the queue and says every few seconds that it lives."""

    name = models.CharField(max_length=64, unique=True)  # as the queue knows it
    host = models.CharField(max_length=255)
    started_at = models.DateTimeField(db_default=Now())  # by the clock of the database, as the beats
    beat_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["started_at", "name"]

    def __str__(self):
        return self.name
