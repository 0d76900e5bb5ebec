"""The life of a letter, and the languages it is written in."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LetterStatus(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("letter", "waiting")
    SENT = "sent", pgettext_lazy("letter", "sent")
    FAILED = "failed", pgettext_lazy("letter", "failed")


MOVES = {
    LetterStatus.WAITING: (LetterStatus.SENT, LetterStatus.FAILED),
    LetterStatus.FAILED: (LetterStatus.WAITING,),
    LetterStatus.SENT: (),
}


class Language(models.TextChoices):
    ZH = "zh-hans", _("Chinese")
    EN = "en", _("English")
    BOTH = "both", _("Chinese, then English")  # for people whose language nobody knows


ATTEMPTS = 6
WAITS = tuple(timedelta(minutes=minutes) for minutes in (2, 10, 60, 240, 960))  # after each failed attempt but the last
LEASE = timedelta(minutes=10)  # a letter that is being sent is nobody else's for so long; then its sender is dead
KEPT = timedelta(days=180)  # a letter that left or failed is forgotten after that
