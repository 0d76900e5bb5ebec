"""Time in a membership: its terms, who speaks for the unit and when; and changes made to many units at once."""

from django.db import models
from django.db.models import F, Q

from ronghe.members.models.units import Person, Unit
from ronghe.members.states import BulkKind


class BulkChange(models.Model):
    """One thing done to many units at once, all or none; it can be undone once."""

    kind = models.CharField(max_length=10, choices=BulkKind)
    units = models.ManyToManyField(Unit, related_name="+")
    end = models.DateField(null=True, blank=True)  # of the new terms
    reason = models.CharField(max_length=300, blank=True)  # of the suspension
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.get_kind_display()} · {self.pk}"


class MembershipTerm(models.Model):
    """From when until when a unit is a member. Never rewritten: a renewal is a further row, an error is revoked."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="terms")
    start = models.DateField()
    end = models.DateField()  # the last day
    bulk = models.ForeignKey(BulkChange, on_delete=models.PROTECT, null=True, blank=True, related_name="terms")
    revoked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["start", "id"]
        indexes = [models.Index(fields=["unit", "end"], name="members_term_end")]
        constraints = [
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="members_term_start_end"),
            models.UniqueConstraint(
                fields=["unit", "start"], condition=Q(revoked_at__isnull=True), name="members_term_start_once"
            ),
        ]

    def __str__(self):
        return f"{self.unit_id}: {self.start} – {self.end}"


class Delegate(models.Model):
    """Who speaks for a unit in the community, from when until when. Ends by an end date; corrections are new rows."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="delegates")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=60)  # as it stands on papers, also where the person has an account
    post = models.CharField(max_length=100, blank=True)  # their post in the unit
    start = models.DateField()
    end = models.DateField(null=True, blank=True)  # the last day; empty = until further notice
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["start", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")), name="members_delegate_start_end"
            ),
        ]

    def __str__(self):
        return self.name
