"""Units and people, named by what returns."""

from django.db.models import Q

from ronghe.lib.text import fold
from ronghe.members.models import Person, Role, Unit
from ronghe.members.rules import UNIT_ROLES, is_official, is_secretariat, roles_of
from ronghe.members.states import RoleName, UnitStatus


def units_visible_to(person):
    """The directory: every active unit; one's own whatever its status; all for the secretariat and officials."""
    if is_secretariat(person) or is_official(person):
        return Unit.objects.all()
    own = [role.unit_id for role in roles_of(person) if role.unit_id]
    return Unit.objects.filter(Q(status=UnitStatus.ACTIVE) | Q(pk__in=own))


def units_of(person):
    """The units that `person` acts for."""
    return Unit.objects.filter(pk__in=[role.unit_id for role in roles_of(person) if role.name in UNIT_ROLES])


def people_of(unit):
    """The people who act for `unit` and may sign in, by e-mail address."""
    return Person.objects.filter(roles__unit=unit, is_active=True).distinct().order_by("email")


def secretariat_people():
    """The secretariat's officers who may sign in, by e-mail address."""
    officers = Role.objects.filter(name=RoleName.SECRETARIAT).values("person")
    return Person.objects.filter(pk__in=officers, is_active=True).order_by("email")


def matching(units, words):
    """Those of `units` in whose names, region, kind or code every one of the `words` occurs."""
    for word in fold(words).split():
        units = units.filter(search__contains=word)
    return units
