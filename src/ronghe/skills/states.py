"""What a proposed word becomes, who found it, and its life."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Becomes(models.TextChoices):
    FORM = "form", _("a further word for a skill")
    SKILL = "skill", _("a new skill")


class SkillKind(models.TextChoices):
    """The engine's kinds that texts may name; a heading is none of them."""

    SKILL = "skill", pgettext_lazy("kind of skill", "skill")
    KNOWLEDGE = "knowledge", pgettext_lazy("kind of skill", "knowledge")
    TOOL = "tool", pgettext_lazy("kind of skill", "tool")


class WordOrigin(models.TextChoices):
    PERSON = "person", pgettext_lazy("origin of a word", "a person")
    POSTINGS = "postings", pgettext_lazy("origin of a word", "frequent in postings")
    MODEL = "model", pgettext_lazy("origin of a word", "a language model")


class WordStatus(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("word", "proposed")
    ACCEPTED = "accepted", pgettext_lazy("word", "accepted")
    DECLINED = "declined", pgettext_lazy("word", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("word", "withdrawn")
    RETIRED = "retired", pgettext_lazy("word", "taken out")


MOVES = {
    WordStatus.PROPOSED: (WordStatus.ACCEPTED, WordStatus.DECLINED, WordStatus.WITHDRAWN),
    WordStatus.ACCEPTED: (WordStatus.RETIRED,),
    WordStatus.DECLINED: (WordStatus.ACCEPTED,),
    WordStatus.RETIRED: (WordStatus.ACCEPTED,),
    WordStatus.WITHDRAWN: (WordStatus.PROPOSED,),
}
DECIDED = (WordStatus.ACCEPTED, WordStatus.DECLINED, WordStatus.RETIRED)
REASONED = (WordStatus.DECLINED, WordStatus.RETIRED)  # by an officer, who says why
