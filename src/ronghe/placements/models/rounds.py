"""Rounds that give seats to students: their windows, what was frozen and drawn, and who ranked what."""

from django.db import models
from django.db.models import F, Q

from ronghe.members.models import Person
from ronghe.placements.models.students import Student
from ronghe.placements.states import DRAWN, RankingStatus, RoundStatus


class PlacementRound(models.Model):
    """One allocation: seats are offered and ranked, the pool is frozen, a public draw decides ties, students answer."""

    name = models.CharField(max_length=80)
    note = models.CharField(max_length=500, blank=True)
    views_from = models.DateField()  # from this day students see the seats
    ranks_from = models.DateField()  # … and may rank them
    ranks_until = models.DateField()  # the last day to rank or to withdraw
    answers_until = models.DateField()  # the last day to accept or decline
    clears_until = models.DateField()  # the last day on which free seats are taken
    most = models.PositiveSmallIntegerField(default=20)  # choices in one ranking
    caps = models.JSONField(default=list, blank=True)  # [{"region", "cap"}]: at most so many placed there
    draw_name = models.CharField(max_length=120)  # the public draw that will decide, named before it is held
    draw_on = models.DateField()
    status = models.CharField(max_length=10, choices=RoundStatus, default=RoundStatus.ANNOUNCED)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    inputs = models.JSONField(default=dict, blank=True)  # what `ronghe seat` reads, under pseudonyms
    inputs_digest = models.CharField(max_length=64, blank=True)
    pool_digest = models.CharField(max_length=64, blank=True)
    code_digest = models.CharField(max_length=64, blank=True)  # of the program that will allocate
    frozen_at = models.DateTimeField(null=True, blank=True)
    numbers = models.CharField(max_length=120, blank=True)  # what was drawn, as it was published
    result = models.JSONField(default=dict, blank=True)  # what `ronghe seat` writes
    drawn_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)  # why it was called off

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ranks_from__gte=F("views_from"))
                & Q(ranks_until__gte=F("ranks_from"))
                & Q(draw_on__gt=F("ranks_until"))
                & Q(answers_until__gte=F("draw_on"))
                & Q(clears_until__gte=F("answers_until")),
                name="placements_round_windows",
            ),
            models.CheckConstraint(
                condition=Q(status__in=DRAWN, drawn_at__isnull=False) | ~Q(status__in=DRAWN),
                name="placements_round_drawn",
            ),
            models.CheckConstraint(
                condition=Q(status=RoundStatus.ANNOUNCED, frozen_at__isnull=True)
                | Q(status=RoundStatus.CALLED_OFF)
                | Q(frozen_at__isnull=False),
                name="placements_round_frozen",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def code(self):
        """As the lottery calls the round."""
        return f"placements-{self.pk}"

    @property
    def seed(self):
        """The drawn numbers as bytes: their text, with single spaces, in UTF-8."""
        return " ".join(self.numbers.split()).encode()


class Ranking(models.Model):
    """What one student would like best in one round. Nobody else reads the order."""

    round = models.ForeignKey(PlacementRound, on_delete=models.CASCADE, related_name="rankings")
    student = models.ForeignKey(Student, on_delete=models.PROTECT, related_name="rankings")
    status = models.CharField(max_length=10, choices=RankingStatus, default=RankingStatus.DRAFT)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    pseudonym = models.CharField(max_length=16)  # as which the student stands in the draw
    keys = models.JSONField(default=list, blank=True)  # [[seat, own key, cutoff]], best first: why this place
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "student"], name="placements_ranking_once"),
            models.UniqueConstraint(fields=["round", "pseudonym"], name="placements_pseudonym_once"),
            models.CheckConstraint(
                condition=Q(status=RankingStatus.HANDED_IN, handed_in_at__isnull=False)
                | ~Q(status=RankingStatus.HANDED_IN),
                name="placements_handed_in_when",
            ),
        ]

    def __str__(self):
        return self.pseudonym


class Choice(models.Model):
    """One seat in a ranking; 1 is the best."""

    ranking = models.ForeignKey(Ranking, on_delete=models.CASCADE, related_name="choices")
    seat = models.ForeignKey("placements.Seat", on_delete=models.CASCADE, related_name="choices")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["ranking", "seat"], name="placements_choice_once"),
            models.UniqueConstraint(fields=["ranking", "position"], name="placements_position_once"),
        ]

    def __str__(self):
        return f"{self.position}. {self.seat_id}"
