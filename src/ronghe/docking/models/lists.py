"""Official lists: a draft shows what is open now, an approved list what was open then, for good."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from ronghe.docking.lists.states import LETTERS, WORDS, Audience, ListKind, ListStatus
from ronghe.docking.models.rounds import Round
from ronghe.members.models import Person, Unit

NUMBERED = (ListStatus.APPROVED, ListStatus.WITHDRAWN)


class OfficialList(models.Model):
    """One list of one kind as of one day. Number, code, entries and names are there once it is approved."""

    kind = models.CharField(max_length=10, choices=ListKind)
    audience = models.CharField(max_length=7, choices=Audience, default=Audience.PUBLIC)
    on = models.DateField()  # the day as of which it stands
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, blank=True, related_name="official_lists")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")  # that approves
    status = models.CharField(max_length=9, choices=ListStatus, default=ListStatus.DRAFT)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    serial = models.PositiveIntegerField(null=True, blank=True)  # of its kind and year, without gaps
    code = models.CharField(max_length=16, unique=True, null=True, blank=True)  # opaque: whoever has it may verify
    rows = models.JSONField(default=list, blank=True)  # see lists.content
    names = models.JSONField(default=dict, blank=True)  # {unit, community, round}, each {zh, en}: as they were
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the rows
    drafted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    drafted_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)  # why it was withdrawn

    class Meta:
        ordering = ["-approved_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "year", "serial"], name="docking_list_number_once"),
            models.CheckConstraint(
                condition=Q(status=ListStatus.DRAFT, serial=None, year=None, code=None, approved_at=None, digest="")
                | (Q(status__in=NUMBERED, serial__isnull=False, year__isnull=False, code__isnull=False)
                & Q(unit__isnull=False, approved_at__isnull=False) & ~Q(digest="")),
                name="docking_list_numbered_when_approved",
            ),
            models.CheckConstraint(
                condition=(Q(status=ListStatus.WITHDRAWN, withdrawn_at__isnull=False) & ~Q(reason=""))
                | (~Q(status=ListStatus.WITHDRAWN) & Q(withdrawn_at=None, reason="")),
                name="docking_list_withdrawn_why",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_kind_display()} {self.number}".strip()

    @property
    def number(self):
        """What people call it by, in the reader's language; empty while it is a draft."""
        return self.number_in(get_language() or "")

    def number_in(self, language):
        """人才〔2026〕3号 · T2026-003."""
        if self.serial is None:
            return ""
        if language.startswith("zh"):
            return f"{WORDS[self.kind]}〔{self.year}〕{self.serial}号"
        return f"{LETTERS[self.kind]}{self.year}-{self.serial:03d}"

    @property
    def shown_code(self):
        """In groups of four, as people read and type it."""
        return "-".join(self.code[at : at + 4] for at in range(0, 16, 4)) if self.code else ""

    @property
    def approved_on(self):
        """The day of approval, as the community counts days."""
        return timezone.localdate(self.approved_at) if self.approved_at else None

    @property
    def is_in_force(self):
        return self.status == ListStatus.APPROVED
