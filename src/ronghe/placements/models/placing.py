"""A student in a seat: from the offer to the end."""

import secrets

from django.db import models
from django.db.models import F, Q

from ronghe.agreements.models import Agreement
from ronghe.credentials.models import Credential
from ronghe.members.models import Person
from ronghe.placements.models.rounds import PlacementRound
from ronghe.placements.models.seats import Seat, Terms
from ronghe.placements.models.students import Student
from ronghe.placements.states import LIVE, Origin, PlaceStatus


def new_token():
    return secrets.token_urlsafe(32)


class Place(Terms):
    """One placement. Its terms are copied from the seat, and change only with everybody's consent."""

    round = models.ForeignKey(PlacementRound, on_delete=models.PROTECT, related_name="places")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="places")
    student = models.ForeignKey(Student, on_delete=models.PROTECT, related_name="places")
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.ALLOCATION)
    status = models.CharField(max_length=10, choices=PlaceStatus, default=PlaceStatus.OFFERED)
    status_at = models.DateTimeField()
    due = models.DateField(null=True, blank=True)  # the last day for what is waited for
    reason = models.CharField(max_length=300, blank=True)  # why by hand, declined or ended
    agreement = models.ForeignKey(Agreement, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    teacher = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    mentor = models.CharField(max_length=60, blank=True)
    mentor_email = models.EmailField(blank=True)
    mentor_token = models.CharField(max_length=60, unique=True, default=new_token)  # opens it to a mentor by letter
    insurance = models.CharField(max_length=120, blank=True)  # insurer and number of the policy
    insured_until = models.DateField(null=True, blank=True)
    trained_on = models.DateField(null=True, blank=True)  # safety training passed
    mark = models.PositiveSmallIntegerField(null=True, blank=True)  # of 100
    credential = models.ForeignKey(Credential, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["status", "due"], name="placements_place_due")]
        constraints = [
            models.UniqueConstraint(fields=["student"], condition=Q(status__in=LIVE), name="placements_one_live_place"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="placements_place_period"),
            models.CheckConstraint(
                condition=Q(insurance="", insured_until__isnull=True)
                | (~Q(insurance="") & Q(insured_until__isnull=False)),
                name="placements_insured_until",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[PlaceStatus.DECLINED, PlaceStatus.ENDED]) | ~Q(reason=""),
                name="placements_ended_why",
            ),
            models.CheckConstraint(
                condition=~Q(status=PlaceStatus.EVALUATED) | Q(mark__range=(0, 100)), name="placements_mark"
            ),
        ]

    def __str__(self):
        return f"{self.seat} · {self.student}"


class PlaceStep(models.Model):
    """One step of a placement: what it became, by whom, why."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="steps")
    status = models.CharField(max_length=10, choices=PlaceStatus)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.place_id} {self.status}"
