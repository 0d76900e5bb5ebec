"""Special and expert committees, and who sits on them when."""

from django.db import models

from ronghe.governance.models.terms import Term
from ronghe.governance.states import CommitteeKind, Post
from ronghe.members.models import Unit, in_language


class Committee(models.Model):
    """A committee of the council, with what it is there for."""

    kind = models.CharField(max_length=10, choices=CommitteeKind, default=CommitteeKind.SPECIAL)
    zh = models.CharField(max_length=80)
    en = models.CharField(max_length=120, blank=True)
    remit_zh = models.TextField(blank=True)
    remit_en = models.TextField(blank=True)
    founded_on = models.DateField()
    dissolved_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "zh"]

    def __str__(self):
        return in_language(self.zh, self.en)

    @property
    def remit(self):
        return in_language(self.remit_zh, self.remit_en)


class CommitteeSeat(Term):
    """A unit's delegate, or an expert of their own, sits on a committee for a term. Written once, as holdings are."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="seats")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="committee_seats")
    name = models.CharField(max_length=60)
    post = models.CharField(max_length=12, choices=Post, default=Post.MEMBER)

    class Meta(Term.Meta):
        ordering = ["committee", "start", "id"]

    def __str__(self):
        return f"{self.committee} · {self.name}"
