"""Long work, as people see it: what it is, how far it is, how it ended. The queue itself is django-tasks'."""

from django.db import models

from ronghe.jobs.states import JobStatus


class Job(models.Model):
    kind = models.CharField(max_length=40)  # "docking.round"
    about_id = models.BigIntegerField(null=True)  # the row it works on
    by_id = models.BigIntegerField(null=True)
    status = models.CharField(max_length=10, choices=JobStatus, default=JobStatus.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return f"{self.kind} {self.about_id} {self.status}"

    @property
    def percent(self):
        return 100 if self.status == JobStatus.DONE else (100 * self.done // self.total if self.total else 0)
