"""Words that were proposed to the vocabulary, and the editions in which accepted ones came into use."""

from django.db import models
from django.db.models import Q

from ronghe.members.models import Person
from ronghe.skills.states import DECIDED, REASONED, Becomes, SkillKind, WordOrigin, WordStatus


class WordProposal(models.Model):
    """A phrase that the vocabulary does not know, where it stands, and what an officer made of it."""

    phrase = models.CharField(max_length=60)  # as it was found
    letters = models.CharField(max_length=60, db_index=True)  # … and as texts are searched for it
    note = models.CharField(max_length=300, blank=True)  # what its proposer says it means
    origin = models.CharField(max_length=10, choices=WordOrigin, default=WordOrigin.PERSON)
    model = models.CharField(max_length=80, blank=True)  # the language model's name, where one named it
    evidence = models.JSONField(default=list, blank=True)  # [{quote, start, end, source, posting}], as quotes of texts
    count = models.PositiveIntegerField(default=0)  # postings that said it when it was last looked for
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposed_words")
    created_at = models.DateTimeField(auto_now_add=True)

    status = models.CharField(max_length=10, choices=WordStatus, default=WordStatus.PROPOSED)
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    becomes = models.CharField(max_length=10, choices=Becomes, default=Becomes.FORM)
    skill = models.CharField(max_length=80, blank=True)  # whose form it is; the new skill's own id
    form = models.CharField(max_length=60, blank=True)  # the written form that was accepted
    needs_company = models.BooleanField(default=False)  # a weak form: counts beside another skill of its group only
    zh = models.CharField(max_length=60, blank=True)  # of a new skill: its labels, kind, and what it stands under
    en = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=10, choices=SkillKind, default=SkillKind.SKILL)
    broader = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["-count", "-id"]
        indexes = [models.Index(fields=["status", "origin"], name="skills_word_status")]
        constraints = [
            models.UniqueConstraint(fields=["letters"], name="skills_word_once"),
            models.CheckConstraint(
                condition=Q(status__in=DECIDED, decided_at__isnull=False)
                | (~Q(status__in=DECIDED) & Q(decided_at__isnull=True, decided_by__isnull=True)),
                name="skills_word_decided_when",
            ),
            models.CheckConstraint(
                condition=(Q(status__in=REASONED) & ~Q(reason="")) | (~Q(status__in=REASONED) & Q(reason="")),
                name="skills_word_reasoned",
            ),
            models.CheckConstraint(
                condition=~Q(status=WordStatus.ACCEPTED)
                | (Q(becomes=Becomes.FORM) & ~Q(form="") & ~Q(skill=""))
                | (Q(becomes=Becomes.SKILL) & ~Q(skill="") & ~Q(zh="", en="")),
                name="skills_word_accepted_as",
            ),
        ]

    def __str__(self):
        return self.phrase

    def row(self):
        """What an edition has of it, once it is accepted."""
        if self.becomes == Becomes.FORM:
            return {"form": self.form, "skill": self.skill, "weak": self.needs_company, "word": self.pk}
        made = {"id": self.skill, "zh": self.zh, "en": self.en, "kind": self.kind, "broader": self.broader}
        return {**made, "word": self.pk}


class Edition(models.Model):
    """Everything that the community's vocabulary has beyond the shipped one, from one day on. Never rewritten."""

    number = models.PositiveIntegerField(unique=True)  # 1, 2, 3 …
    rows = models.JSONField(default=list, blank=True)  # cumulative, as `WordProposal.row` makes them
    previous = models.CharField(max_length=64, blank=True)  # digest of the edition before
    digest = models.CharField(max_length=64, unique=True)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]

    def __str__(self):
        return str(self.number)
