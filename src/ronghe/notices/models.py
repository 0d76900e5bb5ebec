"""Messages to people, kept as rows in the same transaction as what they tell of."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ronghe.notices.states import Channel, Language, LetterStatus, Rhythm

RHYTHM = {"max_length": 10, "choices": Rhythm, "default": Rhythm.DAILY}


class Notice(models.Model):
    """One message for one person: a template's code and its facts; the page makes the sentence."""

    person_id = models.BigIntegerField()
    code = models.CharField(max_length=60)  # "round.finished"
    facts = models.JSONField(default=dict)
    path = models.CharField(max_length=200, blank=True)  # where the reader goes from here
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)  # since when a letter tells of it

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["person_id", "read_at"], name="notices_unread"),
            models.Index(fields=["created_at"], name="notices_new", condition=Q(read_at=None, told_at=None)),
        ]

    def __str__(self):
        return f"{self.code} → {self.person_id}"


class Letter(models.Model):
    """One message by one channel: a code with its facts, and the way to where the reader goes from here.

    To an address outside, or to a person: `to` is then empty on every channel but mail, as a bot's key stands with the
    preferences of its owner only. Other secrets (a tracking address, a link that sets a password) stand in `path` and
    nowhere else: it is emptied when the letter is sent, so that the table keeps none.
    """

    channel = models.CharField(max_length=10, choices=Channel, default=Channel.MAIL)
    person_id = models.BigIntegerField(null=True, blank=True)
    to = models.EmailField(blank=True)
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
            models.Index(fields=["person_id", "channel"], name="notices_letter_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["once"], condition=~Q(once=""), name="notices_letter_once"),
            models.CheckConstraint(
                condition=Q(status=LetterStatus.SENT, sent_at__isnull=False, path="")
                | (~Q(status=LetterStatus.SENT) & Q(sent_at__isnull=True)),
                name="notices_sent_without_secret",
            ),
            models.CheckConstraint(
                condition=Q(channel=Channel.MAIL) | Q(person_id__isnull=False, to=""), name="notices_bots_are_owned"
            ),
        ]

    def __str__(self):
        return f"{self.code} → {self.to or self.channel}"


class Preference(models.Model):
    """What one person wants to be written, where and how often; the defaults hold for whoever has no row.

    Bot keys stand here as they were given: whoever has one can write to that chat and do nothing else. They are never
    shown, logged or copied, and go when their owner says so.
    """

    person_id = models.BigIntegerField(unique=True)
    mail = models.BooleanField(default=True)
    wecom = models.CharField(max_length=128, blank=True)
    dingtalk = models.CharField(max_length=128, blank=True)
    feishu = models.CharField(max_length=128, blank=True)
    only_acts = models.BooleanField(default=True)  # what waits for one's own act, and nothing else
    agreements = models.CharField(**RHYTHM)
    council = models.CharField(**RHYTHM)
    docking = models.CharField(**RHYTHM)
    membership = models.CharField(**RHYTHM)
    placements = models.CharField(**RHYTHM)
    other = models.CharField(**RHYTHM)

    def __str__(self):
        return str(self.person_id)


class UsedLink(models.Model):
    """A one-time link that has acted: its digest, not its token."""

    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=30)
    subject = models.BigIntegerField()
    person_id = models.BigIntegerField()
    used_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return f"{self.purpose} {self.subject}"
