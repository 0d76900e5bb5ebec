"""What the background worker is handed: nothing but the wish that what is due be sent."""

from django_tasks import task


@task()
def deliver_letters():
    """What is due has been tried, also when another worker was at it before."""
    from ronghe.notices import actions  # the actions enqueue this task

    actions.deliver()
