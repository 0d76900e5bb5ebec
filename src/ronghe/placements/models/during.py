"""What happens in a placement: weekly logs, visits, incidents, changes, assessments, and what became of it."""

from django.db import models
from django.db.models import Q

from ronghe.members.models import Person
from ronghe.placements.models.placing import Place
from ronghe.placements.states import Assessor, ChangeStatus, IncidentKind, IncidentStatus, Party


class LogEntry(models.Model):
    """One week as the student tells it: work, evidence, hours. No place is recorded but where the work was agreed."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="log")
    week = models.DateField()  # its Monday
    text = models.TextField(max_length=3000)
    evidence = models.CharField(max_length=500, blank=True)  # what was made: files, tickets, scenes
    hours = models.DecimalField(max_digits=4, decimal_places=1)  # of the week
    longest_day = models.DecimalField(max_digits=3, decimal_places=1)  # hours
    days = models.PositiveSmallIntegerField()
    had_night = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)
    seen_by = models.CharField(max_length=60, blank=True)  # teacher or mentor, as they are called
    seen_at = models.DateTimeField(null=True, blank=True)
    remark = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-week"]
        verbose_name_plural = "log entries"
        constraints = [
            models.UniqueConstraint(fields=["place", "week"], name="placements_week_once"),
            models.CheckConstraint(
                condition=Q(seen_by="", seen_at__isnull=True) | (~Q(seen_by="") & Q(seen_at__isnull=False)),
                name="placements_log_seen",
            ),
            models.CheckConstraint(condition=Q(days__range=(0, 7)), name="placements_log_days"),
        ]

    def __str__(self):
        return f"{self.place_id} {self.week}"


class Visit(models.Model):
    """Somebody of the school has been there, or has called."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="visits")
    on = models.DateField()
    is_on_site = models.BooleanField(default=True)
    text = models.CharField(max_length=1000)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self):
        return f"{self.place_id} {self.on}"


class Incident(models.Model):
    """Something went wrong: the school answers by a day, after which the secretariat knows."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="incidents")
    kind = models.CharField(max_length=10, choices=IncidentKind)
    text = models.CharField(max_length=1000)
    status = models.CharField(max_length=10, choices=IncidentStatus, default=IncidentStatus.OPEN)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    due = models.DateField()
    escalated_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=1000, blank=True)
    resolved_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=IncidentStatus.OPEN, resolved_at__isnull=True, answer="")
                | (Q(status=IncidentStatus.RESOLVED, resolved_at__isnull=False) & ~Q(answer="")),
                name="placements_incident_resolved",
            )
        ]

    def __str__(self):
        return f"{self.place_id} {self.kind}"


class Change(models.Model):
    """Other terms, once student, school and enterprise have all agreed: {column: value}, lawful or refused."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="changes")
    terms = models.JSONField()  # columns of Terms
    reason = models.CharField(max_length=300)
    status = models.CharField(max_length=10, choices=ChangeStatus, default=ChangeStatus.PROPOSED)
    agreed = models.JSONField(default=dict, blank=True)  # {party: when}
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    party = models.CharField(max_length=10, choices=Party)  # on whose side it was proposed
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["place"], condition=Q(status=ChangeStatus.PROPOSED), name="placements_change_once"
            )
        ]

    def __str__(self):
        return f"{self.place_id} {self.status}"


class Assessment(models.Model):
    """What the mentor or the teacher says of the student at the end, once."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="assessments")
    assessor = models.CharField(max_length=8, choices=Assessor)
    name = models.CharField(max_length=60)  # who signed it
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")  # empty: by link
    marks = models.JSONField()  # {of states.MARKS: 1 to 5}
    text = models.CharField(max_length=1000)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["place", "assessor"], name="placements_assessed_once")]

    def __str__(self):
        return f"{self.place_id} {self.assessor}"


class Outcome(models.Model):
    """What became of it: said by the student, and by the unit that took them."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="outcomes")
    party = models.CharField(max_length=10, choices=Party)  # student or enterprise
    satisfaction = models.PositiveSmallIntegerField()  # 1 to 5
    is_employed = models.BooleanField(null=True, blank=True)  # the student: has work
    in_field = models.BooleanField(null=True, blank=True)  # … in the field of the programme
    is_hired = models.BooleanField(null=True, blank=True)  # the enterprise: has employed the student
    text = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["place", "party"], name="placements_outcome_once"),
            models.CheckConstraint(condition=Q(satisfaction__range=(1, 5)), name="placements_satisfaction"),
            models.CheckConstraint(
                condition=Q(party=Party.STUDENT, is_hired__isnull=True)
                | Q(party=Party.ENTERPRISE, is_employed__isnull=True, in_field__isnull=True),
                name="placements_outcome_of_whom",
            ),
        ]

    def __str__(self):
        return f"{self.place_id} {self.party}"
