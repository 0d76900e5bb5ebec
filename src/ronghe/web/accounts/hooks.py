"""allauth says when a second factor comes or goes; ledger and person hear of it. Its signals are its only way."""

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed

from ronghe.members import actions


def listen():
    authenticator_added.connect(_added, dispatch_uid="ronghe.factor.on")
    authenticator_removed.connect(_removed, dispatch_uid="ronghe.factor.off")


def _added(*, user, authenticator, **given):
    if authenticator.type == Authenticator.Type.TOTP:
        actions.note_factor(person=user, is_on=True)


def _removed(*, user, authenticator, **given):
    if authenticator.type == Authenticator.Type.TOTP:
        actions.note_factor(person=user, is_on=False)
