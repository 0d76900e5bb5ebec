"""How a unit comes in: its application, the papers with it, and what was said about it."""

import secrets

from django.db import models
from django.db.models import Q

from ronghe.members.models.units import Person, Unit, in_language
from ronghe.members.states import ApplicationStatus, Segment, UnitKind


def new_token():
    """An address that nobody guesses: 256 bits."""
    return secrets.token_urlsafe(32)


class Application(models.Model):
    """One legal entity asks to be a member. Columns that a unit has too are named as there."""

    token = models.CharField(max_length=43, unique=True, default=new_token, editable=False)  # of its tracking page
    kind = models.CharField(max_length=30, choices=UnitKind)
    uscc = models.CharField("USCC", max_length=18, db_index=True)  # not unique: nobody blocks another's application
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=200, blank=True)
    region = models.CharField(max_length=6)  # GB/T 2260
    segment = models.CharField(max_length=20, choices=Segment, blank=True)
    staff = models.PositiveIntegerField(null=True, blank=True)
    about_zh = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    contact_name = models.CharField(max_length=60)
    contact_email = models.EmailField()
    contact_phone = models.CharField(max_length=30, blank=True)
    consent_version = models.CharField(max_length=20, blank=True)  # of consent.py; none where an officer entered it
    consent_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=ApplicationStatus, default=ApplicationStatus.SUBMITTED)
    status_at = models.DateTimeField()  # since when it is so: the clock of whoever acts next
    resolution = models.CharField(max_length=60, blank=True)  # the number of the council's
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="applications")
    forgotten_at = models.DateTimeField(null=True, blank=True)  # since when it holds no personal data any more
    search = models.TextField(blank=True, editable=False)  # folded text of everything a search should find
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["status", "status_at"], name="members_application_waits")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ApplicationStatus.ADMITTED, unit__isnull=False)
                | (~Q(status=ApplicationStatus.ADMITTED) & Q(unit__isnull=True)),
                name="members_admitted_as_unit",
            ),
            models.CheckConstraint(
                condition=Q(consent_version="", consent_at__isnull=True)
                | (~Q(consent_version="") & Q(consent_at__isnull=False)),
                name="members_consent_when",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return in_language(self.name_zh, self.name_en)

    @property
    def about(self):
        return in_language(self.about_zh, self.about_en)

    @property
    def number(self):
        """What people call it by: 2026-0012."""
        return f"{self.created_at:%Y}-{self.pk:04}"


class Material(models.Model):
    """One paper that came with an application, as it came."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="materials")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=60)
    file = models.BinaryField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "digest"], name="members_material_once"),
        ]

    def __str__(self):
        return self.name


class Remark(models.Model):
    """Something the secretariat said about an application: to the applicant, or among itself."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="remarks")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField()
    for_applicant = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.text[:60]
