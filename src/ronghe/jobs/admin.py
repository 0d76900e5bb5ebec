from django.contrib import admin

from ronghe.jobs.models import Job, Worker
from ronghe.lib.admins import ReadingAdmin


@admin.register(Job)
class JobAdmin(ReadingAdmin):
    list_display = ["id", "kind", "about_id", "status", "done", "total", "attempts", "created_at", "finished_at"]
    list_filter = ["kind", "status"]


@admin.register(Worker)
class WorkerAdmin(ReadingAdmin):
    list_display = ["name", "host", "started_at", "beat_at"]
