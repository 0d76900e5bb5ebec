"""The kinds of official list, who may read one, and its life."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ronghe.postings.states import SUPPLY_KINDS, Kind, Visibility


class ListKind(models.TextChoices):
    TALENT = "talent", _("talent-demand list")
    TECHNOLOGY = "technology", _("technology-demand list")
    SUPPLY = "supply", _("supply list")


HOLDS = {  # every kind of posting stands on exactly one list
    ListKind.TALENT: (
        *(Kind.TALENT_ORDER, Kind.VACANCY, Kind.INTERNSHIP_WANTED, Kind.TRAINING_NEED, Kind.MENTOR_NEEDED),
    ),
    ListKind.TECHNOLOGY: (
        *(Kind.TECHNICAL_PROBLEM, Kind.COURSE_DEVELOPMENT, Kind.EQUIPMENT_NEEDED, Kind.PROJECT_WANTED),
    ),
    ListKind.SUPPLY: SUPPLY_KINDS,
}
LETTERS = {ListKind.TALENT: "T", ListKind.TECHNOLOGY: "R", ListKind.SUPPLY: "S"}  # of numbers in English: T2026-003
WORDS = {ListKind.TALENT: "人才", ListKind.TECHNOLOGY: "技术", ListKind.SUPPLY: "供给"}  # 人才〔2026〕3号


class Audience(models.TextChoices):
    """Who may read the entries. That a list exists, and whether it is in force, everyone may know."""

    PUBLIC = "public", pgettext_lazy("readers of a list", "everyone")
    MEMBERS = "members", pgettext_lazy("readers of a list", "members of the community")


SHOWS = {  # which postings may stand on it: nobody reads on a list what they could not read at its posting
    Audience.PUBLIC: (Visibility.PUBLIC,),
    Audience.MEMBERS: (Visibility.PUBLIC, Visibility.MEMBERS),
}


class ListStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("list", "draft")
    APPROVED = "approved", pgettext_lazy("list", "approved")
    WITHDRAWN = "withdrawn", pgettext_lazy("list", "withdrawn")


MOVES = {
    ListStatus.DRAFT: (ListStatus.APPROVED,),
    ListStatus.APPROVED: (ListStatus.WITHDRAWN,),
    ListStatus.WITHDRAWN: (),
}
