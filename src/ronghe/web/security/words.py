"""What was done to an account, as words."""

from django.utils.translation import gettext_lazy as _

ENTRIES = {
    "person.invited": _("invited"),
    "person.invited_again": _("invited again"),
    "invitation.revoked": _("invitation taken back"),
    "invitation.accepted": _("invitation accepted"),
    "sign_in.released": _("lock released"),
    "factor.on": _("second factor switched on"),
    "factor.off": _("second factor switched off"),
    "factor.reset": _("second factor reset"),
    "sessions.ended": _("signed out elsewhere"),
}
