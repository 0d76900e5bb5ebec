"""Words of postings: what each kind means, how its quantity is counted, and levels."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from ronghe.postings.states import DEMAND_KINDS, SUPPLY_KINDS, Kind, Side, SkillMode

LEVELS = {
    1: pgettext_lazy("level", "beginner"),
    2: pgettext_lazy("level", "basic"),
    3: pgettext_lazy("level", "skilled"),
    4: pgettext_lazy("level", "advanced"),
    5: pgettext_lazy("level", "expert"),
}
NOTES = {
    Kind.TALENT_ORDER: _("A class trained for your posts, at one school or shared by several"),
    Kind.VACANCY: _("Posts to fill now, or with the next graduates"),
    Kind.INTERNSHIP_WANTED: _("Places where your students can work and learn"),
    Kind.TECHNICAL_PROBLEM: _("Something that your people cannot solve alone"),
    Kind.TRAINING_NEED: _("Staff or teachers who should learn something"),
    Kind.COURSE_DEVELOPMENT: _("A course, textbook or set of cases to write together"),
    Kind.EQUIPMENT_NEEDED: _("Machines, software or rooms to teach and practise with"),
    Kind.MENTOR_NEEDED: _("Someone from practice to teach or guide"),
    Kind.PROJECT_WANTED: _("Real work from an enterprise to teach with"),
    Kind.PROGRAMME: _("A programme that can train to order"),
    Kind.COHORT: _("Students who finish and look for posts"),
    Kind.COURSE: _("A course or short training that others can take"),
    Kind.INTERNSHIP_SEATS: _("Places for interns, with a mentor"),
    Kind.RESEARCH_TEAM: _("A team that takes on problems"),
    Kind.EXPERT: _("One person with knowledge to share"),
    Kind.ACHIEVEMENT: _("A result that is ready to be used"),
    Kind.LABORATORY: _("A laboratory that is open to others"),
    Kind.TEACHER: _("A teacher who can teach elsewhere"),
    Kind.ENTERPRISE_MENTOR: _("Someone from an enterprise who guides students"),
    Kind.PRODUCTION_PROJECT: _("Work of an enterprise that teaching can use"),
    Kind.EQUIPMENT: _("Machines or software to lend, share or give"),
    Kind.TRAINING_BASE: _("Rooms and machines to train in"),
    Kind.PRACTICE_CENTRE: _("A practice centre that a whole region uses"),
}
PEOPLE = ngettext_lazy("%(n)s person", "%(n)s people", "n")
SEATS = ngettext_lazy("%(n)s seat", "%(n)s seats", "n")
SETS = ngettext_lazy("%(n)s set", "%(n)s sets", "n")
ITEMS = ngettext_lazy("%(n)s item", "%(n)s items", "n")
TEAMS = ngettext_lazy("%(n)s team", "%(n)s teams", "n")
COUNTED = {
    **dict.fromkeys((Kind.EQUIPMENT_NEEDED, Kind.EQUIPMENT), SETS),
    **dict.fromkeys((Kind.INTERNSHIP_SEATS, Kind.TRAINING_BASE, Kind.PRACTICE_CENTRE, Kind.LABORATORY), SEATS),
    **dict.fromkeys(
        (
            Kind.TECHNICAL_PROBLEM,
            Kind.COURSE_DEVELOPMENT,
            Kind.PROJECT_WANTED,
            Kind.PRODUCTION_PROJECT,
            Kind.ACHIEVEMENT,
        ),
        ITEMS,
    ),
    Kind.RESEARCH_TEAM: TEAMS,
}  # everything else counts people
PAID = (Kind.TALENT_ORDER, Kind.VACANCY, Kind.INTERNSHIP_WANTED, Kind.INTERNSHIP_SEATS, Kind.COHORT)
OF_A_PROGRAMME = (
    *(Kind.TALENT_ORDER, Kind.INTERNSHIP_WANTED, Kind.COURSE_DEVELOPMENT),
    *(Kind.PROGRAMME, Kind.COHORT, Kind.COURSE),
)
OF_AN_OCCUPATION = (Kind.TALENT_ORDER, Kind.VACANCY, Kind.INTERNSHIP_WANTED, Kind.INTERNSHIP_SEATS)
SIDES = (
    (Side.DEMAND, _("We need"), _("Something your unit looks for"), DEMAND_KINDS),
    (Side.SUPPLY, _("We offer"), _("Something your unit can give"), SUPPLY_KINDS),
)


def mode_of(mode, side):
    """(mode, word) as this side says it: an offer has a skill or not, so what is preferred there is simply offered."""
    if side == Side.DEMAND:
        return mode, SkillMode(mode).label
    if mode == SkillMode.EXCLUDED:
        return mode, _("not offered")
    return SkillMode.REQUIRED.value, _("offered")


def modes(side):
    """(mode, word) of the choices there are on this side."""
    chosen = SkillMode.values if side == Side.DEMAND else [SkillMode.REQUIRED.value, SkillMode.EXCLUDED.value]
    return [mode_of(mode, side) for mode in chosen]


def side_of(kind):
    """The side that this kind of posting is on."""
    return Side.DEMAND if kind in DEMAND_KINDS else Side.SUPPLY


def amount(kind, quantity):
    """The quantity as its kind counts it: 60 people, 24 seats. Nothing for none."""
    return COUNTED.get(kind, PEOPLE) % {"n": quantity} if quantity else ""


def level_name(level):
    """The level as a number and a word; nothing for none."""
    return f"{level} {LEVELS[level]}" if level in LEVELS else ""
