"""The second factor as allauth keeps it, with our name, our square code and a key of ours over its secrets."""

import base64
import logging
import os

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ronghe.credentials.qr import picture
from ronghe.lib.community import community_name
from ronghe.members.rules import needs_factor

log = logging.getLogger("ronghe.security")
NONCE = 12  # bytes, made anew for each secret


class Adapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code does not fit. Please give the one that the app shows now."),
    }

    def get_totp_issuer(self):
        return str(community_name())

    def build_totp_svg(self, url):
        return picture(url)

    def can_delete_authenticator(self, authenticator):
        return not needs_factor(authenticator.user)

    def validation_error(self, code, *args):
        """What a form answers; a wrong code is on record, also when one confirms who one is."""
        if code == "incorrect_code":
            log.warning("wrong code of a second factor", extra={"request": context.request})
        return super().validation_error(code, *args)

    def encrypt(self, text):
        """Whoever reads the database alone has no second factors."""
        nonce = os.urandom(NONCE)
        sealed = AESGCM(_key(settings.SECRET_KEY)).encrypt(nonce, text.encode(), None)
        return base64.urlsafe_b64encode(nonce + sealed).decode()

    def decrypt(self, encrypted_text):
        """The newest key first: a secret under an older one (SECRET_KEY_FALLBACKS) can still be read."""
        raw = base64.urlsafe_b64decode(encrypted_text)
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
            try:
                return AESGCM(_key(secret)).decrypt(raw[:NONCE], raw[NONCE:], None).decode()
            except InvalidTag:
                continue
        raise InvalidTag


def _key(secret):
    """A key of 256 bits for this purpose alone."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"ronghe.second-factor").derive(secret.encode())
