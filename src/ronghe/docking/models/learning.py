"""Weights as the community has them: proposed from outcomes, adopted by people."""

from django.db import models
from django.db.models import Q

from ronghe.docking.states import WeighingStatus
from ronghe.members.models import Person


class Weighing(models.Model):
    """A proposal of weights. The newest that was adopted weighs live docking and the next rounds."""

    status = models.CharField(max_length=10, choices=WeighingStatus, default=WeighingStatus.PROPOSED)
    before = models.JSONField()  # criterion → share
    after = models.JSONField()
    moved = models.JSONField()  # criterion → {before, after, kept, lost, known}
    outcomes = models.JSONField()  # [{case, kept, parts}]: what it was computed from
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["status"], condition=Q(status=WeighingStatus.PROPOSED), name="docking_one_weighing_proposed"
            )
        ]

    def __str__(self):
        return f"{self.pk} {self.status}"
