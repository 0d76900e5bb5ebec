"""Terms that are never overwritten: a row is written once; what changes later is a new row in its place."""

from django.db import models
from django.db.models import F, Q

from ronghe.members.models import Person


class TermQuerySet(models.QuerySet):
    def standing(self):
        """The rows that count: nothing came in their place, and they are not void."""
        return self.filter(replaced_by__isnull=True, is_void=False)

    def on(self, day):
        """The standing rows whose term has `day` in it."""
        return self.standing().filter(Q(end__isnull=True) | Q(end__gte=day), start__lte=day)

    def within(self, start, end):
        """The standing rows whose term has a day in common with `start` … `end` (None: for good)."""
        found = self.standing().filter(Q(end__isnull=True) | Q(end__gte=start))
        return found if end is None else found.filter(start__lte=end)


class Term(models.Model):
    """From the first day to the last, both included; without a last day, until something comes in its place."""

    start = models.DateField()
    end = models.DateField(null=True, blank=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    is_void = models.BooleanField(default=False)  # it takes the place of a row that should never have been
    reason = models.CharField(max_length=200, blank=True)  # why it took that place
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")), name="%(app_label)s_%(class)s_start_end"
            ),
            models.CheckConstraint(
                condition=Q(is_void=False) | Q(replaces__isnull=False), name="%(app_label)s_%(class)s_void_of_what"
            ),
        ]

    def covers(self, day):
        """True if `day` is in the term."""
        return self.start <= day and (self.end is None or day <= self.end)
