from django.contrib import admin

from ronghe.jobs.models import Job
from ronghe.lib.admins import ReadingAdmin


@admin.register(Job)
class JobAdmin(ReadingAdmin):
    list_display = ["id", "kind", "about_id", "status", "done", "total", "created_at", "finished_at"]
    list_filter = ["kind", "status"]
