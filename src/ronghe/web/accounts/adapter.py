"""How people come in: by invitation, never by themselves; and not after too many failed attempts."""

import logging

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from ronghe.members import actions
from ronghe.members.queries import locked_until
from ronghe.web.preferences import remember

log = logging.getLogger("ronghe.security")


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def pre_authenticate(self, request, **credentials):
        """Refused while the account is locked for this address: also the right password is not looked at then."""
        until = locked_until(*self._from(request, credentials))
        if until:
            raise ValidationError(_locked(until))
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request, **credentials):
        email, address = self._from(request, credentials)
        until = actions.note_failed_sign_in(email=email, address=address)
        log.warning("sign-in locked" if until else "sign-in failed", extra={"request": request})
        if until:
            raise ValidationError(_locked(until))

    def reauthenticate(self, user, password):
        """By the person's own address: allauth would look into its table of addresses, which we do not keep."""
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def post_login(self, request, user, **kwargs):
        """The reader's own language is the page's language from the first page on."""
        actions.note_sign_in(email=user.email.lower(), address=self.get_client_ip(request))
        log.info("sign-in of person %s", user.pk, extra={"request": request})
        return remember(super().post_login(request, user, **kwargs), language=user.language)

    def _from(self, request, credentials):
        """(account, address of the network) that an attempt counts for."""
        return credentials.get("email", "").lower(), self.get_client_ip(request)


def _locked(until):
    return _(
        "Signing in to this account is locked until %(until)s, after too many failed attempts from your network. "
        "If that was not you, or you cannot wait, please ask the secretariat or a security administrator."
    ) % {"until": timezone.localtime(until).strftime("%H:%M")}
