"""Messages to people, kept as rows in the same transaction as what they tell of."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ronghe.notices.states import Language, LetterStatus


class Notice(models.Model):
    """One message for one person: a template's code and its facts; the page makes the sentence."""

    person_id = models.BigIntegerField()
    code = models.CharField(max_length=60)  # "round.finished"
    facts = models.JSONField(default=dict)
    path = models.CharField(max_length=200, blank=True)  # where the reader goes from here
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["person_id", "read_at"], name="notices_unread")]

    def __str__(self):
        return f"{self.code} → {self.person_id}"


class Letter(models.Model):
    """One e-mail to one address: a code with its facts, and the way to where the reader goes from here.

    Secrets (a tracking address, a link that sets a password) stand in `path` and nowhere else: it is emptied when the
    letter is sent, so that the table keeps none.
    """

    to = models.EmailField()
    language = models.CharField(max_length=10, choices=Language)
    code = models.CharField(max_length=60)  # "application.returned"
    facts = models.JSONField(default=dict)
    path = models.CharField(max_length=300, blank=True)
    once = models.CharField(max_length=120, blank=True)  # a second letter with the same is not written
    status = models.CharField(max_length=10, choices=LetterStatus, default=LetterStatus.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    useless_at = models.DateTimeField(null=True, blank=True)  # when its link stops working
    last_error = models.CharField(max_length=200, blank=True)
    delivery = models.UUIDField(default=uuid4, unique=True, editable=False)  # in the Message-ID: a second copy is known
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["status", "next_try_at"], name="notices_letter_due"),
            models.Index(fields=["to", "code"], name="notices_letter_to"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["once"], condition=~Q(once=""), name="notices_letter_once"),
            models.CheckConstraint(
                condition=Q(status=LetterStatus.SENT, sent_at__isnull=False, path="")
                | (~Q(status=LetterStatus.SENT) & Q(sent_at__isnull=True)),
                name="notices_sent_without_secret",
            ),
        ]

    def __str__(self):
        return f"{self.code} → {self.to}"
