"""The life of a docking round."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundStatus(models.TextChoices):
    QUEUED = "queued", _("waiting to run")
    RUNNING = "running", _("running")
    DONE = "done", _("finished")
    FAILED = "failed", _("failed")


MOVES = {
    RoundStatus.QUEUED: (RoundStatus.RUNNING, RoundStatus.FAILED),
    RoundStatus.RUNNING: (RoundStatus.DONE, RoundStatus.FAILED, RoundStatus.RUNNING),
    RoundStatus.FAILED: (RoundStatus.QUEUED,),
    RoundStatus.DONE: (),
}
