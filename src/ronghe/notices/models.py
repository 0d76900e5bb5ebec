"""Messages to people, kept as rows in the same transaction as what they tell of."""

from django.db import models


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
