"""Motions, the open ballots on them, and what was resolved."""

from django.db import models
from django.db.models import Q

from ronghe.governance.models.meetings import AgendaItem, Meeting, Proxy
from ronghe.governance.states import Choice, MotionKind, MotionStatus, Outcome
from ronghe.members.models import Person, Unit, in_language


class Motion(models.Model):
    """What a meeting is asked to decide, by which rule; after closing, the roll and the result that follows from it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="motions")
    item = models.ForeignKey(AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="motions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=MotionKind, default=MotionKind.OTHER)
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=200, blank=True)
    text_zh = models.TextField()
    text_en = models.TextField(blank=True)
    payload = models.JSONField(default=dict, blank=True)  # what it does once resolved: content.py says how it looks
    rule = models.JSONField(default=dict)  # counting.Rule as plain values
    electorate = models.JSONField(null=True, blank=True)  # who may vote with which titles, frozen at the opening
    status = models.CharField(max_length=10, choices=MotionStatus, default=MotionStatus.DRAFT)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    roll = models.JSONField(null=True, blank=True)  # published: the result can be recounted from it alone
    roll_digest = models.CharField(max_length=64, blank=True)  # SHA-256 of its canonical JSON, also in the ledger
    result = models.JSONField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="governance_motion_position"),
            models.CheckConstraint(
                condition=Q(status__in=[MotionStatus.DRAFT, MotionStatus.WITHDRAWN]) | Q(electorate__isnull=False),
                name="governance_motion_electorate",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[MotionStatus.CLOSED, MotionStatus.RESOLVED])
                | (Q(roll__isnull=False, result__isnull=False) & ~Q(outcome="")),
                name="governance_motion_counted",
            ),
        ]

    def __str__(self):
        return in_language(self.title_zh, self.title_en)

    @property
    def text(self):
        return in_language(self.text_zh, self.text_en)


class Ballot(models.Model):
    """The open vote of one unit on one motion. It stands once it is cast."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="ballots")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="ballots")
    choice = models.CharField(max_length=8, choices=Choice)
    weight = models.CharField(max_length=20)  # exact: "3" or "5/2"
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    proxy = models.ForeignKey(Proxy, on_delete=models.PROTECT, null=True, blank=True, related_name="ballots")
    is_recorded = models.BooleanField(default=False)  # by the secretariat, at the table
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["motion", "unit"], name="governance_ballot_once")]

    def __str__(self):
        return f"{self.unit}: {self.choice}"


class Resolution(models.Model):
    """What was resolved, under a number of its year. Written once."""

    number = models.CharField(max_length=20, unique=True)  # 2026-003
    motion = models.OneToOneField(Motion, on_delete=models.PROTECT, related_name="resolution")
    result = models.JSONField()
    date = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    adopted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]

    def __str__(self):
        return f"{self.number} {self.motion}"
