"""Member units, the people who act for them, and in which role."""

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.translation import get_language

from ronghe.lib.ids import uscc_fault
from ronghe.members.states import COMMUNITY_ROLES, RoleName, Segment, UnitKind, UnitStatus


def in_language(zh, en):
    """The Chinese or the English text, after the reader's language; the other one where that is empty."""
    first, second = (zh, en) if (get_language() or "").startswith("zh") else (en, zh)
    return first or second


class PersonManager(BaseUserManager):
    def create_user(self, email, password=None, **columns):
        person = self.model(email=self.normalize_email(email), **columns)
        person.set_password(password)
        person.save()
        return person

    def create_superuser(self, email, password=None, **columns):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **columns)


class Person(AbstractUser):
    """Someone who signs in, by e-mail address."""

    username = None
    first_name = None
    last_name = None
    email = models.EmailField(unique=True)
    name_zh = models.CharField(max_length=60, blank=True)
    name_en = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=10, default="zh-hans")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = PersonManager()

    def __str__(self):
        return self.name or self.email

    @property
    def name(self):
        return in_language(self.name_zh, self.name_en)

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return str(self)


class Unit(models.Model):
    """A member unit: one legal entity of the community."""

    kind = models.CharField(max_length=30, choices=UnitKind)
    uscc = models.CharField("USCC", max_length=18, unique=True)  # unified social credit code, GB 32100
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=200, blank=True)
    short_zh = models.CharField(max_length=40, blank=True)
    short_en = models.CharField(max_length=60, blank=True)
    region = models.CharField(max_length=6)  # GB/T 2260
    segment = models.CharField(max_length=20, choices=Segment, blank=True)
    about_zh = models.TextField(blank=True)
    about_en = models.TextField(blank=True)
    staff = models.PositiveIntegerField(null=True, blank=True)
    contact_name = models.CharField(max_length=60, blank=True)
    contact_email = models.EmailField(blank=True)
    status = models.CharField(max_length=12, choices=UnitStatus, default=UnitStatus.ACTIVE)
    is_demonstration = models.BooleanField(default=False)
    search = models.TextField(blank=True, editable=False)  # folded text of everything a search should find
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name_zh"]
        indexes = [models.Index(fields=["kind", "region"], name="members_kind_region")]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return in_language(self.name_zh, self.name_en)

    @property
    def short(self):
        return in_language(self.short_zh or self.name_zh, self.short_en or self.name_en)

    @property
    def about(self):
        return in_language(self.about_zh, self.about_en)

    @property
    def uscc_is_valid(self):
        return uscc_fault(self.uscc) is None


class Role(models.Model):
    """What a person may do: for one unit, or (unit empty) for the community."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="roles")
    name = models.CharField(max_length=20, choices=RoleName)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "unit", "name"], name="members_role_once"),
            models.UniqueConstraint(
                fields=["person", "name"], condition=models.Q(unit__isnull=True), name="members_community_role_once"
            ),
            models.CheckConstraint(
                condition=models.Q(unit__isnull=True, name__in=COMMUNITY_ROLES)
                | (models.Q(unit__isnull=False) & ~models.Q(name__in=COMMUNITY_ROLES)),
                name="members_role_scope",
            ),
        ]

    def __str__(self):
        return f"{self.person} · {self.name}"
