"""Rounds of docking and the proposals they made, with reasons; the vectors of texts, kept so that each is made once."""

from django.db import models
from django.db.models import F, Q

from ronghe.docking.states import PUT, RoundStatus
from ronghe.members.models import Person
from ronghe.postings.models import Posting


class Round(models.Model):
    """Every open demand against every open supply, once, from frozen inputs; reviewed, then published.

    An announced round has a window: what is open when it is over docks. The others freeze what is open at once.
    """

    name = models.CharField(max_length=80)
    note = models.CharField(max_length=500, blank=True)  # what its announcement says
    opens = models.DateField(null=True, blank=True)
    closes = models.DateField(null=True, blank=True)  # the last day of the window
    status = models.CharField(max_length=10, choices=RoundStatus, default=RoundStatus.QUEUED)
    top = models.PositiveSmallIntegerField(default=10)  # proposals kept for each demand
    put = models.PositiveSmallIntegerField(default=PUT)  # … of which so many become cases when it is published
    encoder = models.CharField(max_length=40)
    weights = models.JSONField(default=dict)
    inputs = models.JSONField(default=dict)  # the frozen records, so that anyone can recompute
    inputs_digest = models.CharField(max_length=64, blank=True)
    result_digest = models.CharField(max_length=64, blank=True)
    demands = models.PositiveIntegerField(default=0)
    supplies = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    job_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)  # why it was called off

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(opens__isnull=False, closes__isnull=False, closes__gte=F("opens")),
                name="docking_round_window",
            ),
            models.CheckConstraint(
                condition=Q(status=RoundStatus.PUBLISHED, published_at__isnull=False)
                | (~Q(status=RoundStatus.PUBLISHED) & Q(published_at__isnull=True)),
                name="docking_round_published",
            ),
        ]

    def __str__(self):
        return self.name


class Proposal(models.Model):
    """One supply put before one demand, and why."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="proposals")
    demand = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="proposals_as_demand")
    supply = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="proposals_as_supply")
    rank = models.PositiveSmallIntegerField()
    score = models.FloatField()
    uncertainty = models.FloatField(default=0)  # share of the weight on criteria that nothing is known about
    parts = models.JSONField(default=dict)  # criterion → value or null
    matched = models.JSONField(default=list)
    partial = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    reasons = models.JSONField(default=list)  # [{code, facts}]
    changes = models.JSONField(default=list)  # what would change the rank: [{code, facts}]
    struck_reason = models.CharField(max_length=300, blank=True)  # why a person set it aside before publication
    struck_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    struck_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["round", "demand", "rank"]
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_reason="")
                | (Q(struck_at__isnull=False) & ~Q(struck_reason="")),
                name="docking_struck_with_reason",
            ),
            models.UniqueConstraint(fields=["round", "demand", "rank"], name="docking_rank_once"),
            models.UniqueConstraint(fields=["round", "demand", "supply"], name="docking_pair_once"),
        ]

    def __str__(self):
        return f"{self.demand_id} ← {self.supply_id} #{self.rank}"

    @property
    def lacking(self):
        """Required skills that nothing of the supply answers, not even in part."""
        return [skill for skill in self.missing if skill not in self.partial]


class Unmet(models.Model):
    """A demand that nobody met in a round: why, and what kept the nearest offers from it."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="unmet")
    demand = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=20)  # kind, apart, skills
    facts = models.JSONField(default=dict)
    stops = models.JSONField(default=list)  # [{supply, score, code, facts}], what would score highest first

    class Meta:
        ordering = ["round", "demand"]
        verbose_name_plural = "unmet"
        constraints = [models.UniqueConstraint(fields=["round", "demand"], name="docking_unmet_once")]

    def __str__(self):
        return f"{self.demand_id} {self.code}"


class TextVector(models.Model):
    """One text as one encoder saw it: float32, unit length, little endian."""

    encoder = models.CharField(max_length=40)
    dimension = models.PositiveSmallIntegerField()
    text_digest = models.CharField(max_length=64)
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["encoder", "text_digest"], name="docking_vector_once")]

    def __str__(self):
        return f"{self.encoder}:{self.text_digest[:8]}"
