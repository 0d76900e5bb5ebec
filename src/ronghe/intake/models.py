"""Workbooks as they came in, and the receipt of what became of every row."""

from django.db import models

from ronghe.members.models import Person, Unit


class ImportKind(models.TextChoices):
    UNITS = "units", "units"
    POSTINGS = "postings", "postings"


class Import(models.Model):
    """One uploaded file: first checked (a dry run), then accepted whole, with its receipt."""

    kind = models.CharField(max_length=10, choices=ImportKind)
    unit = models.ForeignKey(
        Unit, on_delete=models.CASCADE, null=True, blank=True
    )  # whose postings; empty = any (secretariat)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    file = models.BinaryField()
    digest = models.CharField(max_length=64)
    rows = models.PositiveIntegerField(default=0)
    good = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)  # [{row, field, value, wrong, right}] codes and facts, not sentences
    receipt = models.JSONField(default=list)  # after acceptance: [{row, what: created|updated|unchanged, id}]
    created_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(
        null=True, blank=True
    )  # since when the file is gone, and only its receipt stays

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return self.file_name
