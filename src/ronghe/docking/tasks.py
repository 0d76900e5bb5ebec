"""What the background worker is handed: keys only, so that a task found again later finds the row as it is then."""

from django_tasks import task


@task()
def run_round(round_id):
    """The round with this key is done, also when it was begun before by a worker that died."""
    from ronghe.docking import actions  # the actions enqueue this task

    actions.run_round(round_id=round_id)


@task()
def dock_news():
    """Whatever is new or changed is docked; with nothing new, nothing happens."""
    from ronghe.docking import actions  # the actions enqueue this task

    actions.dock_news()
