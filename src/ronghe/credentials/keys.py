"""Private keys: one file each in RONGHE_VAR/keys, readable by the site's own user alone. Nothing else holds one."""

import base64
import hashlib
import json
import os

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ronghe.lib.refusals import Refused


def new_key():
    """A new key lies in its file; returns (kid, x), its thumbprint and its public half."""
    private = Ed25519PrivateKey.generate()
    x = _as_text(private.public_key().public_bytes_raw())
    kid = thumbprint(x)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write(_path(kid), pem)
    return kid, x


def read_key(kid):
    """The private key as PEM. Refused where its file is not on this machine."""
    try:
        return _path(kid).read_bytes()
    except FileNotFoundError as fault:
        raise Refused(
            _("The issuer's private key is not on this machine. Please restore it from the backup or rotate the key.")
        ) from fault


def destroy_key(kid):
    """The private half is gone, so nobody signs with it any more. What it signed still verifies."""
    _path(kid).unlink(missing_ok=True)


def public_jwk(x):
    return {"kty": "OKP", "crv": "Ed25519", "x": x}


def thumbprint(x):
    """The name of a public key: RFC 7638."""
    canonical = json.dumps(public_jwk(x), sort_keys=True, separators=(",", ":")).encode()
    return _as_text(hashlib.sha256(canonical).digest())


def _path(kid):
    return settings.VAR / "keys" / f"issuer-{kid}.pem"


def _write(path, content):
    """The file is there whole, with mode 0600 from its first byte on. An existing one is never written over."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _as_text(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
