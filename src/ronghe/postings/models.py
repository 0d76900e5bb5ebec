"""What units need and what they offer: postings, the skills in them, their versions; and what docks with what."""

from django.db import models
from django.db.models import F, Q

from ronghe.members.models import Person, Unit
from ronghe.postings.states import (
    DEMAND_KINDS,
    SUPPLY_KINDS,
    Kind,
    PostingStatus,
    Side,
    SkillMode,
    SkillOrigin,
    Visibility,
)


class Posting(models.Model):
    """One demand or one supply of one unit, in its owner's own words."""

    owner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="postings")
    side = models.CharField(max_length=6, choices=Side)
    kind = models.CharField(max_length=30, choices=Kind)
    lang = models.CharField(max_length=10, default="zh-hans")  # of the text: zh-hans or en
    title = models.CharField(max_length=120)
    text = models.TextField()
    region = models.CharField(max_length=6, blank=True)  # GB/T 2260; empty = anywhere
    quantity = models.PositiveIntegerField(null=True, blank=True)  # people, seats, sets, teams: as the kind has it
    level = models.PositiveSmallIntegerField(null=True, blank=True)  # 1 beginner … 5 expert
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    pay_min = models.PositiveIntegerField(null=True, blank=True)  # yuan a month
    pay_max = models.PositiveIntegerField(null=True, blank=True)
    budget = models.PositiveBigIntegerField(null=True, blank=True)  # yuan
    ip_terms = models.CharField(max_length=200, blank=True)
    is_confidential = models.BooleanField(default=False)
    programme_code = models.CharField(max_length=10, blank=True)
    occupation_code = models.CharField(max_length=12, blank=True)  # of the classification of occupations: 4-13-02-02
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.MEMBERS)
    status = models.CharField(max_length=10, choices=PostingStatus, default=PostingStatus.DRAFT)
    valid_until = models.DateField()  # everything expires
    version = models.PositiveIntegerField(default=1)
    source = models.CharField(max_length=20, default="form")  # form, workbook, api, demonstration
    source_key = models.CharField(max_length=64)  # the owner's own reference number; makes re-import harmless
    contact = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    search = models.TextField(blank=True, editable=False)  # folded text of everything a search should find
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-published_at", "-id"]
        indexes = [models.Index(fields=["side", "status", "kind"], name="postings_side_status_kind")]
        constraints = [
            models.UniqueConstraint(fields=["owner", "source_key"], name="postings_source_key_once"),
            models.CheckConstraint(
                condition=Q(side=Side.DEMAND, kind__in=DEMAND_KINDS) | Q(side=Side.SUPPLY, kind__in=SUPPLY_KINDS),
                name="postings_kind_of_side",
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(start__isnull=True) | Q(end__gte=F("start")),
                name="postings_start_end",
            ),
            models.CheckConstraint(
                condition=Q(pay_max__isnull=True) | Q(pay_min__isnull=True) | Q(pay_max__gte=F("pay_min")),
                name="postings_pay_band",
            ),
            models.CheckConstraint(condition=Q(level__isnull=True) | Q(level__range=(1, 5)), name="postings_level"),
            models.CheckConstraint(condition=Q(quantity__isnull=True) | Q(quantity__gte=1), name="postings_quantity"),
            models.CheckConstraint(
                condition=Q(status=PostingStatus.DRAFT) | Q(published_at__isnull=False), name="postings_published_when"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_demand(self):
        return self.side == Side.DEMAND


class PostingSkill(models.Model):
    """One skill of a posting: where the text says it, or that the owner added it."""

    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="skills")
    skill = models.CharField(max_length=80)  # an id of the taxonomy
    mode = models.CharField(max_length=10, choices=SkillMode, default=SkillMode.REQUIRED)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    origin = models.CharField(max_length=10, choices=SkillOrigin, default=SkillOrigin.READ)
    span_start = models.PositiveIntegerField(null=True, blank=True)  # in `text`, code points
    span_end = models.PositiveIntegerField(null=True, blank=True)
    confidence = models.FloatField(default=1.0)

    class Meta:
        ordering = ["span_start", "id"]
        constraints = [
            models.UniqueConstraint(fields=["posting", "skill"], name="postings_skill_once"),
            models.CheckConstraint(
                condition=Q(span_start__isnull=True, span_end__isnull=True) | Q(span_end__gt=F("span_start")),
                name="postings_skill_span",
            ),
        ]

    def __str__(self):
        return self.skill


class PostingVersion(models.Model):
    """A posting as it stood: written at publication and at every later change."""

    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["posting", "number"], name="postings_version_once")]

    def __str__(self):
        return f"{self.posting_id} v{self.number}"


class KindPair(models.Model):
    """This kind of demand docks with this kind of supply. The community edits the table."""

    demand_kind = models.CharField(max_length=30, choices=[(k.value, k.label) for k in DEMAND_KINDS])
    supply_kind = models.CharField(max_length=30, choices=[(k.value, k.label) for k in SUPPLY_KINDS])

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["demand_kind", "supply_kind"], name="postings_kind_pair_once")]

    def __str__(self):
        return f"{self.demand_kind} × {self.supply_kind}"
