"""A docking case: from a proposal to an outcome that both sides confirmed, with what was said and done on the way."""

from django.db import models
from django.db.models import Q

from ronghe.agreements.models import Agreement
from ronghe.docking.models.rounds import Round
from ronghe.docking.states import (
    AFTER_AGREEMENT,
    LIVE,
    CaseStatus,
    CheckResult,
    MilestoneStatus,
    Origin,
    Reason,
    Seat,
)
from ronghe.members.models import Person
from ronghe.postings.models import Posting

BY = {"on_delete": models.SET_NULL, "null": True, "related_name": "+"}  # a person that a row remembers


class Case(models.Model):
    """One demand and one supply on their way. `basis` is why they were put together, as it was known then."""

    demand = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="cases_as_demand")
    supply = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="cases_as_supply")
    origin = models.CharField(max_length=11, choices=Origin)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, blank=True, related_name="cases")
    basis = models.JSONField(
        default=dict
    )  # {score, uncertainty, parts, weights, matched, partial, missing, reasons, changes}
    override = models.CharField(max_length=300, blank=True)  # why a person set aside what the engine or a rule said
    status = models.CharField(max_length=11, choices=CaseStatus, default=CaseStatus.PROPOSED)
    status_at = models.DateTimeField()  # since when: the clock of whoever acts next
    due = models.DateField(null=True, blank=True)  # the last day of this stage; None once it ended
    escalated_at = models.DateTimeField(null=True, blank=True)  # since when the secretariat knows that it is late
    demand_interest_at = models.DateTimeField(null=True, blank=True)
    supply_interest_at = models.DateTimeField(null=True, blank=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason_code = models.CharField(max_length=10, choices=Reason, blank=True)  # of its end, or of its return
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, **BY)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["status", "due"], name="docking_case_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["demand", "supply"], condition=Q(status__in=LIVE), name="docking_live_case_once"
            ),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(agreement__isnull=False), name="docking_agreement_once"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=AFTER_AGREEMENT) | Q(agreement__isnull=False),
                name="docking_agreed_has_agreement",
            ),
            models.CheckConstraint(
                condition=Q(status__in=LIVE, ended_at__isnull=True, due__isnull=False)
                | (~Q(status__in=LIVE) & Q(ended_at__isnull=False, due__isnull=True)),
                name="docking_live_has_a_clock",
            ),
        ]

    def __str__(self):
        return f"{self.demand} × {self.supply}"

    @property
    def number(self):
        """What people call it by: D2026-0012."""
        return f"D{self.created_at:%Y}-{self.pk:04}"

    def posting_of(self, seat):
        """The posting of this side."""
        return self.demand if seat == Seat.DEMAND else self.supply

    def unit_of(self, seat):
        """The unit of this side."""
        return self.posting_of(seat).owner

    def interest_of(self, seat):
        """Since when this side is interested; None while it has not said so."""
        return self.demand_interest_at if seat == Seat.DEMAND else self.supply_interest_at


class CaseStep(models.Model):
    """The case entered a stage: written once, so that the time in each stage can be told."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    status = models.CharField(max_length=11, choices=CaseStatus)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, **BY)  # None: its time was over, or a round
    seat = models.CharField(max_length=11, choices=Seat, blank=True)
    reason_code = models.CharField(max_length=10, choices=Reason, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.case_id} {self.status}"


class Message(models.Model):
    """What one side or the secretariat said in the case. It stands as it was sent."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="messages")
    seat = models.CharField(max_length=11, choices=Seat)
    by = models.ForeignKey(Person, **BY)
    text = models.TextField(max_length=4000)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.text[:60]


class Milestone(models.Model):
    """One thing that one side delivers by a day, and the other accepts."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    seat = models.CharField(max_length=6, choices=[(Seat.DEMAND, Seat.DEMAND.label), (Seat.SUPPLY, Seat.SUPPLY.label)])
    title = models.CharField(max_length=200)
    due = models.DateField()
    target = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    measure = models.CharField(max_length=30, blank=True)  # what the target counts: people, hours, yuan …
    achieved = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    status = models.CharField(max_length=8, choices=MilestoneStatus, default=MilestoneStatus.OPEN)
    note = models.CharField(max_length=500, blank=True)
    reported_by = models.ForeignKey(Person, **BY)
    reported_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, **BY)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due", "position"]
        constraints = [models.UniqueConstraint(fields=["case", "position"], name="docking_milestone_position")]

    def __str__(self):
        return self.title


class CaseFile(models.Model):
    """One paper in the case: sent with a message, or evidence of a milestone."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="files")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, blank=True, related_name="files")
    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, null=True, blank=True, related_name="files")
    seat = models.CharField(max_length=11, choices=Seat)
    by = models.ForeignKey(Person, **BY)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=80)
    file = models.BinaryField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "digest"], condition=Q(milestone__isnull=True), name="docking_file_once"
            ),
            models.UniqueConstraint(fields=["milestone", "digest"], name="docking_evidence_once"),
        ]

    def __str__(self):
        return self.name


class StageCheck(models.Model):
    """The secretariat looked at the delivery: what it found, and what it asks for."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="checks")
    result = models.CharField(max_length=5, choices=CheckResult)
    text = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, **BY)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.result


class Evaluation(models.Model):
    """What one side says of the other, once: marks from 1 to 5."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="evaluations")
    seat = models.CharField(max_length=6, choices=[(Seat.DEMAND, Seat.DEMAND.label), (Seat.SUPPLY, Seat.SUPPLY.label)])
    by = models.ForeignKey(Person, **BY)
    quality = models.PositiveSmallIntegerField()
    timeliness = models.PositiveSmallIntegerField()
    cooperation = models.PositiveSmallIntegerField()
    again = models.BooleanField()  # would work with them again
    text = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["seat"]
        constraints = [
            models.UniqueConstraint(fields=["case", "seat"], name="docking_evaluation_once"),
            models.CheckConstraint(
                condition=Q(quality__range=(1, 5), timeliness__range=(1, 5), cooperation__range=(1, 5)),
                name="docking_evaluation_marks",
            ),
        ]

    def __str__(self):
        return f"{self.case_id} {self.seat}"


class CaseReminder(models.Model):
    """A reminder that was sent: once for each step towards the end of a stage."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reminders")
    code = models.CharField(max_length=60)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "code"], name="docking_reminder_once")]

    def __str__(self):
        return f"{self.case_id} {self.code}"
