"""What people agreed to beside what is needed, and what they asked of the house."""

from django.db import models
from django.db.models import Q

from ronghe.members.models import Person
from ronghe.privacy.states import DECIDED, Optional, RequestKind, RequestStatus


class Consent(models.Model):
    """One person agreed to one optional thing, in one edition of its text, until it was withdrawn. Never rewritten."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    to = models.CharField(max_length=10, choices=Optional)
    version = models.CharField(max_length=10)  # of consents.py
    given_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    guardian = models.CharField(max_length=60, blank=True)  # who agreed for a minor
    relation = models.CharField(max_length=30, blank=True)
    statement = models.BinaryField(null=True, blank=True)  # the signed paper, as it came
    statement_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-given_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "to"], condition=Q(withdrawn_at__isnull=True), name="privacy_consent_once"
            ),
            models.CheckConstraint(
                condition=Q(guardian="", relation="", statement_digest="")
                | ~(Q(guardian="") | Q(relation="") | Q(statement_digest="")),
                name="privacy_guardian_whole",
            ),
        ]

    def __str__(self):
        return f"{self.to} {self.version}"


class DataRequest(models.Model):
    """One thing that a person asks about their data, or about what a machine proposed to them."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="data_requests")
    kind = models.CharField(max_length=10, choices=RequestKind)
    status = models.CharField(max_length=10, choices=RequestStatus, default=RequestStatus.WAITING)
    text = models.CharField(max_length=1000, blank=True)
    about_kind = models.CharField(max_length=40, blank=True)  # "docking.case"
    about_id = models.BigIntegerField(null=True, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    due = models.DateField()  # the last day for an answer
    escalated_at = models.DateTimeField(null=True, blank=True)  # since when every officer knows that it is late
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["due", "id"]
        indexes = [models.Index(fields=["status", "due"], name="privacy_request_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(status=RequestStatus.WAITING, kind=RequestKind.ERASURE),
                name="privacy_erasure_asked_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=DECIDED, decided_by__isnull=False, decided_at__isnull=False)
                | (~Q(status__in=DECIDED) & Q(decided_by__isnull=True, decided_at__isnull=True, answer="")),
                name="privacy_decided_by_whom",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"
