"""The community begins."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ronghe.ledger import actions as ledger
from ronghe.lib.refusals import Refused
from ronghe.members.actions.checking import checked_email
from ronghe.members.models import Person, Role
from ronghe.members.states import RoleName


@transaction.atomic
def start_community(*, email, password, name_zh="", name_en=""):
    """The first secretariat officer exists and may sign in. Refused once the community has one."""
    if Role.objects.filter(name=RoleName.SECRETARIAT).exists():
        raise Refused(_("The community already has a secretariat officer. Please ask one of them for an invitation."))
    email = checked_email(email)
    person = Person.objects.create_user(email, password, name_zh=name_zh, name_en=name_en)
    Role.objects.create(person=person, name=RoleName.SECRETARIAT)
    ledger.record(by=None, what="community.started", on=person)
    return person
