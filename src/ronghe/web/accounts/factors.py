"""The second factor as allauth keeps it, with our name, our square code and a key of ours over its secrets."""

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ronghe.credentials.qr import picture
from ronghe.lib.community import community_name
from ronghe.members.rules import needs_factor


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

    def encrypt(self, text):
        """Whoever reads the database alone has no second factors."""
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _keys().decrypt(encrypted_text.encode()).decode()


def _keys():
    """The newest first: a secret under an older key (SECRET_KEY_FALLBACKS) can still be read."""
    return MultiFernet([Fernet(_key(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret):
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"ronghe.second-factor").derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
