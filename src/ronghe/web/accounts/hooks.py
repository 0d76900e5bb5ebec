"""allauth says when a second factor comes or goes and when somebody confirms who they are: by signals, its only way."""

from allauth.account.signals import authentication_step_completed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed

from ronghe.members import actions
from ronghe.web.accounts import presence


def listen():
    authenticator_added.connect(_added, dispatch_uid="ronghe.factor.on")
    authenticator_removed.connect(_removed, dispatch_uid="ronghe.factor.off")
    authentication_step_completed.connect(_confirmed, dispatch_uid="ronghe.confirmed")


def _added(*, user, authenticator, **given):
    if authenticator.type == Authenticator.Type.TOTP:
        actions.note_factor(person=user, is_on=True)


def _removed(*, user, authenticator, **given):
    if authenticator.type == Authenticator.Type.TOTP:
        actions.note_factor(person=user, is_on=False)


def _confirmed(*, request, reauthenticated=False, **given):
    """Signing in has a new session anyway; confirming who one is has one too."""
    if reauthenticated:
        presence.renew(request)
