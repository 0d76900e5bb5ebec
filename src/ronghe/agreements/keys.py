"""The community's own small certificate authority: one root, and for each signature a key that is used once.

Private keys of roots lie in files that only the server's user may read; their certificates are rows, so that files
signed under a root that was retired, or whose key was lost, still verify.
"""

import os
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings

YEARS = 20
DAY = timedelta(days=1)


class Pair(NamedTuple):
    """A private key with its certificate."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


def new_root(name):
    """A new root for the community of this name. Nothing is written."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([_part(NameOID.ORGANIZATION_NAME, name), _part(NameOID.COMMON_NAME, f"{name} · Agreements")])
    builder = _builder(subject, subject, key.public_key(), key.public_key(), datetime.now(UTC) + 365 * YEARS * DAY)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
    return Pair(key, builder.sign(key, hashes.SHA256()))


def one_time_pair(root, *, person, organisation, uscc):
    """A key for one signature, with a certificate that names who signs and for which legal entity ("": for none)."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = [_part(NameOID.COMMON_NAME, person)]
    if organisation:
        subject.append(_part(NameOID.ORGANIZATION_NAME, organisation))
    if uscc:
        subject.append(_part(NameOID.ORGANIZATION_IDENTIFIER, uscc))
    ends = root.certificate.not_valid_after_utc
    builder = _builder(x509.Name(subject), root.certificate.subject, key.public_key(), root.key.public_key(), ends)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=False), critical=True)
    return Pair(key, builder.sign(root.key, hashes.SHA256()))


def keep(root):
    """The root's private key is a file readable by the server's user only; never overwritten."""
    path = path_of(fingerprint(root.certificate))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    content = root.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


def load(certificate):
    """The root with its private key; None where the key is not on this machine."""
    path = path_of(fingerprint(certificate))
    if not path.exists():
        return None
    return Pair(serialization.load_pem_private_key(path.read_bytes(), None), certificate)


def path_of(mark):
    return settings.VAR / "keys" / f"agreements-{mark[:16]}.pem"


def fingerprint(certificate):
    """SHA-256 of the certificate, as 64 hexadecimal digits."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def as_pem(certificate):
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def from_pem(text):
    return x509.load_pem_x509_certificate(text.encode())


def _builder(subject, issuer, public_key, issuer_key, until):
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(minutes=5))
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False)
    )


def _part(kind, text):
    """One part of a name; certificates have room for 64 characters."""
    return x509.NameAttribute(kind, text[:64] or "-")


def _usage(*, signs_certificates):
    """Roots sign certificates, one-time keys sign content that its signatory stands by."""
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
