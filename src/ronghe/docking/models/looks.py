"""What continuous docking has seen and found, so that a pair is told once."""

from django.db import models
from django.db.models import F, Q

from ronghe.postings.models import Posting


class Watch(models.Model):
    """The one row of continuous docking: who holds it settles what was found, and nobody else meanwhile."""

    at = models.DateTimeField(null=True)  # since when everything that was open is docked; None: never yet

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="docking_one_watch")]

    def __str__(self):
        return str(self.at)


class Look(models.Model):
    """The version of a posting that was docked last."""

    posting = models.OneToOneField(Posting, on_delete=models.CASCADE, related_name="look")
    version = models.PositiveIntegerField(null=True)  # None: it was not open since, so it is docked anew when it is
    since = models.DateTimeField()  # of the first look
    at = models.DateTimeField()  # of the last one

    class Meta:
        ordering = ["posting"]

    def __str__(self):
        return f"{self.posting_id} v{self.version}"


class Fit(models.Model):
    """A good counterpart of a posting, found when one of the two was new or changed. Each side has a row of its own,
    the moment its people may know of the other."""

    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="fits")
    other = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="+")
    score = models.FloatField()  # as it was then
    at = models.DateTimeField()

    class Meta:
        ordering = ["posting", "-score", "other"]
        constraints = [
            models.UniqueConstraint(fields=["posting", "other"], name="docking_fit_once"),
            models.CheckConstraint(condition=~Q(posting=F("other")), name="docking_fit_of_two"),
        ]

    def __str__(self):
        return f"{self.posting_id} ← {self.other_id}"
