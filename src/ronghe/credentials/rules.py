"""Who may issue, see, take away and revoke credentials, and when. What is not allowed here is refused."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.credentials.states import MOVES, CredentialStatus, Kind
from ronghe.lib.dates import today
from ronghe.lib.moves import can_move
from ronghe.lib.pairs import question
from ronghe.lib.refusals import Refused
from ronghe.members.rules import acts_for, is_official, is_secretariat
from ronghe.members.states import UnitStatus


def check_can_issue(by):
    """May issue credentials in the community's name."""
    if not is_secretariat(by):
        raise Refused(_("Only the secretariat issues and revokes credentials. Please ask a secretariat officer."))


def check_can_award(kind, unit, valid_until):
    """Nothing, if a credential of this kind may go to `unit` (None: to a person) until that day; otherwise Refused."""
    if kind == Kind.PLAQUE and unit is None:
        raise Refused(_("A plaque goes to a member unit. For a person, please issue a certificate."))
    if unit is not None and unit.status != UnitStatus.ACTIVE:
        raise Refused(
            format_lazy(
                _("Only active members are awarded, and this unit is “{status}”."),
                status=UnitStatus(unit.status).label,
            )
        )
    if valid_until is not None and valid_until <= today():
        raise Refused(_("The last day must be after today. Leave it empty for a credential without end."))


def check_can_see(by, credential):
    """May read the credential's own page. `queries.credentials_visible_to` says the same of many."""
    if not (is_official(by) or _may_hold(by, credential)):
        raise Refused(_("A credential is shown to its holder and the secretariat. Anyone may verify it by its number."))


def check_can_download(by, credential):
    """May take the signed files away: they are the holder's to show."""
    if not _may_hold(by, credential):
        raise Refused(_("The files of a credential are for its holder and the secretariat."))


def check_can_revoke(by, credential):
    _check_can_close(by, credential, CredentialStatus.REVOKED)


def check_can_reissue(by, credential):
    _check_can_close(by, credential, CredentialStatus.SUPERSEDED)


def check_can_rotate_key(by):
    if not is_secretariat(by):
        raise Refused(_("Only the secretariat changes the issuer's key. Please ask a secretariat officer."))


def _check_can_close(by, credential, to):
    check_can_issue(by)
    if not can_move(MOVES, credential.status, to):
        raise Refused(
            format_lazy(
                _("This credential is “{status}”, and that is final. Please issue a new one."),
                status=CredentialStatus(credential.status).label,
            )
        )


def _may_hold(by, credential):
    is_own = by is not None and by.is_authenticated and credential.person_id == by.pk
    return is_own or is_secretariat(by) or acts_for(by, credential.unit)


can_issue = question(check_can_issue)
can_see = question(check_can_see)
can_download = question(check_can_download)
can_revoke = question(check_can_revoke)
can_reissue = question(check_can_reissue)
can_rotate_key = question(check_can_rotate_key)
