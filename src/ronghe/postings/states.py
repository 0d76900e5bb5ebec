"""Kinds of posting, what docks with what, and the life of a posting."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Side(models.TextChoices):
    DEMAND = "demand", _("demand")
    SUPPLY = "supply", _("supply")


class Kind(models.TextChoices):
    TALENT_ORDER = "talent_order", _("talent order")
    VACANCY = "vacancy", _("job vacancy")
    INTERNSHIP_WANTED = "internship_wanted", _("internships wanted")
    TECHNICAL_PROBLEM = "technical_problem", _("technical problem")
    TRAINING_NEED = "training_need", _("training need")
    COURSE_DEVELOPMENT = "course_development", _("course or textbook development")
    EQUIPMENT_NEEDED = "equipment_needed", _("equipment needed")
    MENTOR_NEEDED = "mentor_needed", _("mentor or teacher needed")
    PROJECT_WANTED = "project_wanted", _("production project wanted")
    PROGRAMME = "programme", _("programme")
    COHORT = "cohort", _("graduating cohort")
    COURSE = "course", _("course")
    INTERNSHIP_SEATS = "internship_seats", _("internship seats")
    RESEARCH_TEAM = "research_team", _("research team")
    EXPERT = "expert", _("expert")
    ACHIEVEMENT = "achievement", _("research achievement")
    LABORATORY = "laboratory", _("laboratory")
    TEACHER = "teacher", _("teacher")
    ENTERPRISE_MENTOR = "enterprise_mentor", _("enterprise mentor")
    PRODUCTION_PROJECT = "production_project", _("typical production project")
    EQUIPMENT = "equipment", _("teaching equipment")
    TRAINING_BASE = "training_base", _("training base")
    PRACTICE_CENTRE = "practice_centre", _("open regional practice centre")


DEMAND_KINDS = tuple(Kind)[:9]
SUPPLY_KINDS = tuple(Kind)[9:]


# demand → the supplies it docks with, as a community starts out; after that its own table (KindPair) counts
DEFAULT_PAIRS = {
    Kind.TALENT_ORDER: (Kind.PROGRAMME, Kind.COHORT, Kind.COURSE),
    Kind.VACANCY: (Kind.PROGRAMME, Kind.COHORT, Kind.COURSE),
    Kind.INTERNSHIP_WANTED: (Kind.INTERNSHIP_SEATS,),
    Kind.TECHNICAL_PROBLEM: (Kind.RESEARCH_TEAM, Kind.EXPERT, Kind.ACHIEVEMENT, Kind.LABORATORY),
    Kind.TRAINING_NEED: (Kind.COURSE, Kind.TEACHER, Kind.PROGRAMME),
    Kind.COURSE_DEVELOPMENT: (Kind.PROGRAMME, Kind.COURSE, Kind.ENTERPRISE_MENTOR, Kind.PRODUCTION_PROJECT),
    Kind.EQUIPMENT_NEEDED: (Kind.EQUIPMENT, Kind.TRAINING_BASE, Kind.PRACTICE_CENTRE, Kind.LABORATORY),
    Kind.MENTOR_NEEDED: (Kind.ENTERPRISE_MENTOR, Kind.EXPERT, Kind.TEACHER),
    Kind.PROJECT_WANTED: (Kind.PRODUCTION_PROJECT,),
}


class Visibility(models.TextChoices):
    PUBLIC = "public", _("everyone")
    MEMBERS = "members", _("members of the community")
    PRIVATE = "private", _("the owner and the secretariat")


class PostingStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    OPEN = "open", pgettext_lazy("posting", "open")
    PAUSED = "paused", _("paused")
    CLOSED = "closed", _("closed")
    EXPIRED = "expired", _("expired")


MOVES = {
    PostingStatus.DRAFT: (PostingStatus.OPEN,),
    PostingStatus.OPEN: (PostingStatus.PAUSED, PostingStatus.CLOSED, PostingStatus.EXPIRED),
    PostingStatus.PAUSED: (PostingStatus.OPEN, PostingStatus.CLOSED, PostingStatus.EXPIRED),
    PostingStatus.EXPIRED: (PostingStatus.OPEN, PostingStatus.CLOSED),
    PostingStatus.CLOSED: (),
}


class SkillMode(models.TextChoices):
    REQUIRED = "required", _("required")
    DESIRED = "desired", _("preferred")
    EXCLUDED = "excluded", _("not required")


class SkillOrigin(models.TextChoices):
    READ = "read", _("read from the text")
    OWNER = "owner", _("given by the owner")
    MODEL = "model", _("named by a language model, confirmed by the owner")
