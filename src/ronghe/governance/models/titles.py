"""Titles of the community, and which unit holds them when."""

from django.db import models
from django.db.models import Q

from ronghe.governance.models.terms import Term
from ronghe.members.models import Unit, in_language


class Title(models.Model):
    """A title that units may hold. What it weighs in the council and how many may hold it are the charter's to say."""

    code = models.SlugField(max_length=40, unique=True)
    zh = models.CharField(max_length=60)
    en = models.CharField(max_length=100)
    limit = models.PositiveSmallIntegerField(null=True, blank=True)  # holders on one day; empty = no limit
    may_be_joint = models.BooleanField(default=False)  # 联席: its holders hold it together
    may_rotate = models.BooleanField(default=False)  # 轮值: its holders take turns
    rank = models.PositiveSmallIntegerField(default=100)  # the order of lists, highest title first
    weight = models.PositiveSmallIntegerField(default=0)  # votes in the council; 0 = no seat in it
    is_executive = models.BooleanField(default=False)  # has a seat in the executive council
    is_retired = models.BooleanField(default=False)  # no longer granted; its history stays

    class Meta:
        ordering = ["rank", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(limit__isnull=True) | Q(limit__gte=1), name="governance_title_limit"),
            models.CheckConstraint(
                condition=Q(is_executive=False) | Q(weight__gte=1), name="governance_title_executive_votes"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return in_language(self.zh, self.en)

    @property
    def is_exclusive(self):
        return self.limit == 1


class Holding(Term):
    """One unit holds one title for one term. Written once: an earlier end or a correction is a row in its place."""

    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="holdings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="holdings")
    delegate = models.CharField(max_length=60, blank=True)  # who stands for the unit in this title
    decided_by = models.ForeignKey(
        "Resolution", on_delete=models.PROTECT, null=True, blank=True, related_name="holdings"
    )

    class Meta(Term.Meta):
        ordering = ["title__rank", "start", "id"]
        indexes = [models.Index(fields=["start", "end"], name="governance_holding_days")]

    def __str__(self):
        return f"{self.title} · {self.unit}"
