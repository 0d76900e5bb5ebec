"""Accounts that are locked for one network: of the own editor, the security administrator and the officer."""

from ronghe.members import actions
from ronghe.members.states import ATTEMPTS

NETWORK = "192.0.2.7"


def rows(world):
    found = {"locked": "editor", "securitys": "security", "officers": "officer"}
    for role in found.values():
        for _ in range(ATTEMPTS):
            actions.note_failed_sign_in(email=world.person(role).email, address=NETWORK)
    return {**{name: {"pk": world.person(role).pk} for name, role in found.items()}, "missing": {"pk": 987654}}


def bodies(world):
    return {}
