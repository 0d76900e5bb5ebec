"""Invitations to the own unit, as their letters hold them: open, used, taken back, too old, changed."""

from django.utils import timezone

from ronghe.members import actions
from ronghe.members.models import Invitation
from ronghe.members.states import RoleName
from ronghe.notices.models import Letter
from tests import people

PASSWORD = "moonlight-over-rizhao-9"


def rows(world):
    secret = world.secret("invited", "own", "officer", "security")
    open_, _opened = _invited(world, "open", secret)
    used, _ = _invited(world, "used")
    taken, person = _invited(world, "taken")
    old, late = _invited(world, "old")
    actions.accept_invitation(token=used, password=PASSWORD)
    actions.revoke_invitation(by=world.officer, person=person, unit=world.own)
    Invitation.objects.filter(person=late).update(expires_at=timezone.now())
    return {
        "open": {"token": open_, "!": secret},
        "used": {"token": used},
        "taken": {"token": taken},
        "too-old": {"token": old},
        "changed": {"token": open_[:-1] + ("A" if open_[-1] != "A" else "B")},
    }


def _invited(world, short, name=""):
    """(token, person) of an invitation; the token stands in the letter only."""
    person = people.person(world.officer, f"{short}-guest", name or short, name or short, world.own, RoleName.EDITOR)
    path = Letter.objects.get(to=person.email).path
    return path.removeprefix("/invitation/").removesuffix("/"), person


def bodies(world):
    return {"preferences": {"theme": "dark"}, "invitation": {"password1": PASSWORD, "password2": PASSWORD}}
