"""The accounts one may step into while the house is shown with a made-up community."""

from django.conf import settings
from django.db.models import Q
from django.http import Http404

from ronghe.members.models import Person, Role
from ronghe.members.states import COMMUNITY_ROLES, UnitKind
from ronghe.placements.models import Student

MADE_UP = ("example", "example.org", "example.com", "example.net")  # RFC 2606: nobody real can have such an address


def check_is_demonstration():
    if not settings.DEMONSTRATION:
        raise Http404


def made_up_people():
    """People with an address that nobody real can have, who administer nothing of the server."""
    made_up = Q()
    for domain in MADE_UP:
        made_up |= Q(email__endswith=f"@{domain}") | Q(email__endswith=f".{domain}")
    return Person.objects.filter(made_up, is_active=True, is_superuser=False)


def students_to_try():
    """Made-up students, by school and number."""
    return Student.objects.filter(person__in=made_up_people()).select_related("person", "school")


def roles_to_try():
    """Roles of made-up people: first those of the community, then those of units, by kind of unit, oldest first."""
    roles = Role.objects.filter(person__in=made_up_people()).select_related("person", "unit")
    community = list(roles.filter(name__in=COMMUNITY_ROLES).order_by("-name", "pk"))
    kinds = list(UnitKind)
    units = roles.exclude(name__in=COMMUNITY_ROLES).order_by("unit_id", "-name", "pk")
    return community, sorted(units, key=lambda role: kinds.index(role.unit.kind))
