"""What the background worker is handed: keys only, so that a task found again later finds the row as it is then."""

from django_tasks import task


@task()
def accept_import(import_id):
    """The file with this key is accepted, also when that was begun before by a worker that died."""
    from ronghe.intake import actions  # the actions enqueue this task

    actions.accept_queued(import_id=import_id)
