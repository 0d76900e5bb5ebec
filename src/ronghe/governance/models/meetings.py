"""Meetings: what is on the agenda, who is there, and who speaks for whom."""

from django.db import models
from django.db.models import F, Q

from ronghe.governance.models.committees import Committee
from ronghe.governance.states import USUAL_PROXIES, USUAL_QUORUM, Body, MeetingStatus, Presence
from ronghe.members.models import Person, Unit, in_language


class Meeting(models.Model):
    """One meeting of one body, with the charter's rules for it."""

    body = models.CharField(max_length=10, choices=Body, default=Body.COUNCIL)
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    title_zh = models.CharField(max_length=120)
    title_en = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    place = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=10, choices=MeetingStatus, default=MeetingStatus.DRAFT)
    quorum = models.CharField(max_length=7, default=str(USUAL_QUORUM))  # the share of votes that must be present
    proxy_limit = models.PositiveSmallIntegerField(default=USUAL_PROXIES)  # proxies that one unit may carry
    convened_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    minutes = models.TextField(blank=True)
    minuted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(body=Body.COMMITTEE, committee__isnull=False)
                | (~Q(body=Body.COMMITTEE) & Q(committee__isnull=True)),
                name="governance_meeting_committee",
            ),
        ]

    def __str__(self):
        return in_language(self.title_zh, self.title_en)


class AgendaItem(models.Model):
    """One point of the agenda."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    zh = models.CharField(max_length=200)
    en = models.CharField(max_length=300, blank=True)
    speaker = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="governance_agenda_position")]

    def __str__(self):
        return in_language(self.zh, self.en)


class Attendance(models.Model):
    """A unit is there, in the room or online."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="attendances")
    how = models.CharField(max_length=10, choices=Presence, default=Presence.IN_PERSON)
    delegate = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "unit"], name="governance_attends_once")]

    def __str__(self):
        return f"{self.meeting} · {self.unit}"


class Proxy(models.Model):
    """In writing, one unit lets another speak for it at one meeting. The paper is kept with its digest."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="proxies")
    giver = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="proxies_given")
    holder = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="proxies_held")
    file_name = models.CharField(max_length=200)
    file = models.BinaryField()
    digest = models.CharField(max_length=64)  # SHA-256 of the paper
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # taken back, or the giver came in person

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "giver"], condition=Q(ended_at__isnull=True), name="governance_proxy_once"
            ),
            models.CheckConstraint(condition=~Q(giver=F("holder")), name="governance_proxy_to_another"),
        ]

    def __str__(self):
        return f"{self.giver} → {self.holder}"
