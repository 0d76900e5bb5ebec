"""Seats of enterprises: what there is to do, on which terms, for whom."""

from django.db import models
from django.db.models import F, Q

from ronghe.members.models import Person, Unit
from ronghe.placements.models.rounds import PlacementRound
from ronghe.placements.states import Priority, SeatKind, SeatStatus
from ronghe.postings.models import Posting


class Terms(models.Model):
    """What is agreed about the work: of a seat as it is offered, of a placement as it is. Limits: law.py."""

    kind = models.CharField(max_length=16, choices=SeatKind, default=SeatKind.INTERNSHIP)
    starts = models.DateField()
    ends = models.DateField()
    hours_day = models.DecimalField(max_digits=3, decimal_places=1, default=8)
    days_week = models.PositiveSmallIntegerField(default=5)
    has_night = models.BooleanField(default=False)
    pay = models.PositiveIntegerField(null=True, blank=True)  # yuan a month
    post_pay = models.PositiveIntegerField(null=True, blank=True)  # what the unit pays for the same post
    address = models.CharField(max_length=120)  # where the work is
    filing = models.CharField(max_length=60, blank=True)  # number of an exception on file with the authority

    class Meta:
        abstract = True


class Seat(Terms):
    """So many like seats of one unit in one round."""

    round = models.ForeignKey(PlacementRound, on_delete=models.CASCADE, related_name="seats")
    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="seats")
    posting = models.ForeignKey(Posting, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=80)
    text = models.TextField()
    capacity = models.PositiveSmallIntegerField()
    region = models.CharField(max_length=6)  # GB/T 2260
    lodging = models.CharField(max_length=200, blank=True)
    staff = models.PositiveIntegerField(null=True, blank=True)  # people at work in the unit
    post_staff = models.PositiveIntegerField(null=True, blank=True)  # … in posts of this kind
    warranties = models.JSONField(default=list, blank=True)  # values of states.Warranty
    programmes = models.JSONField(default=list, blank=True)  # codes: whole ones, classes (4 digits), sectors (2)
    adults_only = models.BooleanField(default=False)
    skills = models.JSONField(default=list, blank=True)  # [{"skill", "mode"}]
    priority = models.CharField(max_length=4, choices=Priority, default=Priority.FIT)
    reserved_for = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reserved = models.PositiveSmallIntegerField(default=0)  # seats for that school's students first
    mentor = models.CharField(max_length=60, blank=True)
    mentor_email = models.EmailField(blank=True)
    status = models.CharField(max_length=10, choices=SeatStatus, default=SeatStatus.DRAFT)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["round", "owner", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="placements_seat_period"),
            models.CheckConstraint(condition=Q(capacity__range=(1, 500)), name="placements_seat_capacity"),
            models.CheckConstraint(
                condition=Q(reserved=0, reserved_for__isnull=True)
                | Q(reserved__gte=1, reserved__lte=F("capacity"), reserved_for__isnull=False),
                name="placements_seat_reserved",
            ),
            models.CheckConstraint(condition=Q(days_week__range=(1, 7)), name="placements_seat_days"),
        ]

    def __str__(self):
        return self.title

    @property
    def code(self):
        """As the seat is called in published lists."""
        return f"S{self.pk}"
