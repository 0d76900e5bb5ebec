"""Agreements: what they say, who signs them, what was signed, and what was promised."""

import secrets

from django.db import models
from django.db.models import F, Q

from ronghe.agreements.states import (
    AgreementStatus,
    Decision,
    Language,
    Method,
    ObligationStatus,
)
from ronghe.members.models import Person, Unit, in_language

LETTERS = "ABCDEFGHIJKLMNOPQRST"
STEMS = "甲乙丙丁戊己庚辛壬癸"


def new_token():
    return secrets.token_urlsafe(32)


class AgreementType(models.Model):
    """A type of agreement, as the community calls it. The table is data."""

    code = models.CharField(max_length=40, unique=True)
    zh = models.CharField(max_length=60)
    en = models.CharField(max_length=100)
    rank = models.PositiveSmallIntegerField(default=0)
    needs_secretariat = models.BooleanField(default=True)  # its approval has a step of the secretariat's

    class Meta:
        ordering = ["rank", "code"]

    def __str__(self):
        return in_language(self.zh, self.en)


class Template(models.Model):
    """One version of the text of a type: fields to fill, articles with places for them, in two languages."""

    type = models.ForeignKey(AgreementType, on_delete=models.PROTECT, related_name="templates")
    version = models.PositiveIntegerField()
    fields = models.JSONField(default=list, blank=True)
    articles = models.JSONField(default=list, blank=True)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["type", "-version"]
        constraints = [models.UniqueConstraint(fields=["type", "version"], name="agreements_template_once")]

    def __str__(self):
        return f"{self.type} · {self.version}"


class Agreement(models.Model):
    """One agreement: a filled template between parties."""

    number = models.CharField(max_length=40, unique=True)
    type = models.ForeignKey(AgreementType, on_delete=models.PROTECT, related_name="agreements")
    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="agreements")
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, choices=Language, default=Language.BOTH)
    values = models.JSONField(default=dict, blank=True)
    in_order = models.BooleanField(default=False)  # the parties sign one after another, as their `order` says
    quorums = models.JSONField(default=dict, blank=True)  # {group: how many of it must sign}
    start = models.DateField(null=True, blank=True)  # empty: the day of the last signature
    end = models.DateField(null=True, blank=True)  # the last day; empty: until it is fulfilled or terminated
    is_confidential = models.BooleanField(default=False)
    about_kind = models.CharField(max_length=40, blank=True)  # what it is for: "members.application" …
    about_id = models.BigIntegerField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=AgreementStatus, default=AgreementStatus.DRAFT)
    version = models.PositiveIntegerField(default=1)
    status_at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)  # why it was amended, or terminated
    created_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    search = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["status", "end"], name="agreements_status_end"),
            models.Index(fields=["about_kind", "about_id"], name="agreements_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(start__isnull=True) | Q(end__gte=F("start")),
                name="agreements_start_end",
            ),
            models.CheckConstraint(
                condition=Q(about_kind="", about_id__isnull=True) | Q(~Q(about_kind=""), about_id__isnull=False),
                name="agreements_about_both",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self):
        return in_language(self.title_zh, self.title_en)


class Party(models.Model):
    """One party: a member unit, a legal entity outside, or a person; who signs for it, and with what authority.

    Of a person (a student, a guardian, an expert) only the name and perhaps an e-mail address are kept. No ID number is
    asked, and there is no column for one: who signs is known by the link, and personal data are limited to what the
    purpose needs (个人信息保护法).
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    position = models.PositiveSmallIntegerField()  # 1 is Party A
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=200, blank=True)
    uscc = models.CharField("USCC", max_length=18, blank=True)  # empty: of a person
    is_person = models.BooleanField(default=False)
    signatory = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    signatory_name = models.CharField(max_length=60, blank=True)
    authority = models.CharField(max_length=120, blank=True)  # legal representative; power of attorney no. …
    email = models.EmailField(blank=True)  # where an outside signatory is reached
    order = models.PositiveSmallIntegerField(default=1)
    group = models.CharField(max_length=1, blank=True)
    token = models.CharField(max_length=60, unique=True, default=new_token)  # opens the paper to an outside signatory

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "position"], name="agreements_party_position"),
            models.CheckConstraint(
                condition=Q(is_person=True, uscc="", unit__isnull=True) | (Q(is_person=False) & ~Q(uscc="")),
                name="agreements_party_person",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self):
        return in_language(self.name, self.name_en)

    @property
    def letter(self):
        return LETTERS[self.position - 1]

    @property
    def stem(self):
        return f"{STEMS[self.position - 1]}方" if self.position <= len(STEMS) else f"第{self.position}方"

    @property
    def label(self):
        return in_language(self.stem, f"Party {self.letter}")


class AgreementVersion(models.Model):
    """The text as it stood: written at drafting and at every later change. From signing on it has its PDF."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)  # of the content
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    text_digest = models.CharField(max_length=64, blank=True)  # of the PDF before the first signature
    pdf = models.BinaryField(null=True, blank=True)  # with the signatures so far: each one only adds bytes at the end

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="agreements_version_once"),
            models.CheckConstraint(
                condition=Q(pdf__isnull=True, text_digest="") | Q(~Q(text_digest=""), pdf__isnull=False),
                name="agreements_pdf_digest",
            ),
        ]

    def __str__(self):
        return f"{self.agreement_id} v{self.number}"


class Amendment(models.Model):
    """This agreement is to be replaced by that one, for this reason; it holds until that one is signed."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="amendments")
    next = models.OneToOneField(Agreement, on_delete=models.CASCADE, related_name="amended_from")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.agreement_id} → {self.next_id}"


class ApprovalStep(models.Model):
    """One consent that the text needs before anybody signs: of a party's administrator, or of the secretariat."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="steps")
    version = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField()
    party = models.ForeignKey(Party, on_delete=models.SET_NULL, null=True, blank=True)  # empty: the secretariat
    who = models.CharField(max_length=120, blank=True)  # its name then: drafts may change their parties
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.WAITING)
    remark = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "version", "position"], name="agreements_step_once")
        ]

    def __str__(self):
        return f"{self.agreement_id} · {self.position} · {self.decision}"


class Signature(models.Model):
    """One party has signed one version: who, with what authority, how, and the digest of the file."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="signatures")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="signatures")
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")  # empty: by a signed link
    name = models.CharField(max_length=60)
    authority = models.CharField(max_length=120)
    method = models.CharField(max_length=6, choices=Method)
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)  # of the first `size` bytes of the signed PDF, or of the scan
    size = models.PositiveIntegerField()
    serial = models.CharField(max_length=40, blank=True, db_index=True)  # of the certificate, hexadecimal
    scan = models.BinaryField(null=True, blank=True)
    scan_type = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "party"], name="agreements_signed_once"),
            models.CheckConstraint(
                condition=Q(~Q(serial=""), method=Method.PADES, scan__isnull=True)
                | Q(serial="", method=Method.SCAN, scan__isnull=False),
                name="agreements_signature_file",
            ),
        ]

    def __str__(self):
        return f"{self.version_id} · {self.name}"


class Obligation(models.Model):
    """What one party owes under the agreement: a target that can be counted, and a day."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="obligations")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="obligations")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    text_en = models.CharField(max_length=300, blank=True)
    target = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    measure = models.CharField(max_length=30, blank=True)  # people, hours, yuan …
    due = models.DateField()
    status = models.CharField(max_length=10, choices=ObligationStatus, default=ObligationStatus.OPEN)
    achieved = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    reported_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    reported_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["status", "due"], name="agreements_obligation_due")]
        constraints = [models.UniqueConstraint(fields=["agreement", "position"], name="agreements_obligation_once")]

    def __str__(self):
        return self.words

    @property
    def words(self):
        return in_language(self.text, self.text_en)


class Reminder(models.Model):
    """People were reminded of this once: done twice, nothing happens twice."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="reminders")
    code = models.CharField(max_length=80)  # "expires:30", "obligation:7:14"
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["agreement", "code"], name="agreements_reminded_once")]

    def __str__(self):
        return self.code


class Authority(models.Model):
    """A root certificate of the community. Its private key is a file; a retired one still verifies what it signed."""

    name = models.CharField(max_length=120)
    certificate = models.TextField()  # PEM
    fingerprint = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "authorities"

    def __str__(self):
        return f"{self.name} · {self.fingerprint[:16]}"
