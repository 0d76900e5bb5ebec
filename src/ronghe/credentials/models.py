"""Credentials that anyone can verify: the issuer's keys, the lists of their statuses, the credentials themselves."""

from django.db import models
from django.db.models import Q

from ronghe.credentials.states import CredentialStatus, KeyStatus, Kind
from ronghe.lib.dates import today
from ronghe.members.models import Person, Unit, in_language


class IssuerKey(models.Model):
    """The public half of a key that signs credentials. The private half is a file of its own, never a row."""

    kid = models.CharField(max_length=43, unique=True)  # thumbprint of the public key (RFC 7638)
    x = models.CharField(max_length=43)  # the public key itself, Ed25519, base64url
    status = models.CharField(max_length=10, choices=KeyStatus, default=KeyStatus.CURRENT)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["status"], condition=Q(status=KeyStatus.CURRENT), name="credentials_one_current_key"
            ),
            models.CheckConstraint(
                condition=Q(status=KeyStatus.CURRENT, retired_at__isnull=True)
                | Q(status=KeyStatus.RETIRED, retired_at__isnull=False),
                name="credentials_key_retired_when",
            ),
        ]

    def __str__(self):
        return self.kid


class StatusList(models.Model):
    """A list of bits in which every credential has its place; published whole, so that asking betrays nothing."""

    number = models.PositiveIntegerField(unique=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]

    def __str__(self):
        return f"#{self.number}"


class Credential(models.Model):
    """One signed award: to a unit or to a person, under one title, until a day or for good."""

    number = models.CharField(max_length=16, unique=True)  # opaque; on the plaque, in the QR code, in the address
    kind = models.CharField(max_length=12, choices=Kind)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="credentials")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="credentials")
    holder_zh = models.CharField(max_length=120)  # names as they were signed
    holder_en = models.CharField(max_length=200, blank=True)
    title_zh = models.CharField(max_length=40)
    title_en = models.CharField(max_length=80)
    issuer_zh = models.CharField(max_length=120)
    issuer_en = models.CharField(max_length=200)
    issued_at = models.DateTimeField()
    valid_until = models.DateField(null=True, blank=True)  # the last day; empty = without end
    status = models.CharField(max_length=12, choices=CredentialStatus, default=CredentialStatus.ACTIVE)
    reason = models.CharField(max_length=300, blank=True)  # why it was revoked or replaced
    closed_at = models.DateTimeField(null=True, blank=True)  # when
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors")
    key = models.ForeignKey(IssuerKey, on_delete=models.PROTECT, related_name="credentials")
    status_list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="credentials")
    status_index = models.PositiveIntegerField()
    jwt = models.TextField()

    class Meta:
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["status_list", "status_index"], name="credentials_place_once"),
            models.CheckConstraint(
                condition=Q(kind=Kind.CERTIFICATE) | Q(unit__isnull=False), name="credentials_plaque_has_unit"
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(person__isnull=True), name="credentials_one_holder"
            ),
            models.CheckConstraint(
                condition=Q(status=CredentialStatus.ACTIVE, closed_at__isnull=True, successor__isnull=True)
                | Q(status=CredentialStatus.REVOKED, closed_at__isnull=False, successor__isnull=True)
                | Q(status=CredentialStatus.SUPERSEDED, closed_at__isnull=False, successor__isnull=False),
                name="credentials_closed_when",
            ),
        ]

    def __str__(self):
        return f"{self.title} · {self.holder}"

    @property
    def title(self):
        return in_language(self.title_zh, self.title_en)

    @property
    def holder(self):
        return in_language(self.holder_zh, self.holder_en)

    @property
    def issuer(self):
        return in_language(self.issuer_zh, self.issuer_en)

    @property
    def shown_number(self):
        """In groups of four, as people read and type it."""
        return "-".join(self.number[at : at + 4] for at in range(0, len(self.number), 4))

    @property
    def is_expired(self):
        return self.valid_until is not None and self.valid_until < today()

    @property
    def is_in_force(self):
        return self.status == CredentialStatus.ACTIVE and not self.is_expired
