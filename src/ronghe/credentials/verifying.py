"""Whether a credential holds: values in, a finding out. Nothing is fetched and no row is read.

What is looked at, in this order: the shape, whose it claims to be, the key, the signature, the days, the statuses.
"""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import jwt
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier, OpenBadgeCredential, decode_encoded_list
from openbadgeslib.ob3.did import pem_for_kid

from ronghe.credentials.keys import thumbprint
from ronghe.credentials.states import Verdict

SKEW = timedelta(minutes=2)  # clocks differ
TOKEN = re.compile(r"[A-Za-z0-9_-]+")
SHORTEST = 200  # characters; ours have 2,000


@dataclass(frozen=True)
class Finding:
    """The verdict, and what the credential says. Believe `claims` only where `is_signed`."""

    verdict: Verdict
    claims: Mapping[str, Any] = field(default_factory=dict)
    is_signed: bool = False

    @property
    def is_valid(self):
        return self.verdict == Verdict.VALID


@dataclass(frozen=True)
class Token:
    """A compact JWT, taken apart and not yet believed."""

    text: str
    header: Mapping[str, Any]
    claims: Mapping[str, Any]


def verify(text, *, document, lists, now):
    """What is to be said of the compact JWT `text`.

    `document` is the issuer's DID document; `lists` has the bits of each status list that we know, by its address.
    """
    token = read_token(text)
    if token is None:
        return Finding(Verdict.TAMPERED if looks_like_token(text) else Verdict.UNREADABLE)
    stranger = _stranger(token, document)
    if stranger:
        return Finding(stranger, token.claims)
    method = _method(token, document)
    if method is None or not _is_signed_by(token, method, document) or not _is_badge(token.claims):
        return Finding(Verdict.TAMPERED, token.claims)
    return Finding(_standing(token.claims, method, lists, now), token.claims, is_signed=True)


def read_token(text):
    """The parts of a compact JWT, or None. Another spelling of the same bytes is not the same token."""
    parts = text.split(".")
    if len(parts) != 3 or not all(map(TOKEN.fullmatch, parts)):
        return None
    try:
        header, claims, _signature = (_decoded(part) for part in parts)
        header, claims = json.loads(header), json.loads(claims)
    except (ValueError, RecursionError):
        return None
    return Token(text, header, claims) if isinstance(header, dict) and isinstance(claims, dict) else None


def looks_like_token(text):
    """True of what was a token before something in it was changed."""
    strange = sum(1 for letter in text if not (letter.isascii() and (letter.isalnum() or letter in "-_.")))
    return len(text) >= SHORTEST and strange <= 2


def read_list(text, *, document, now):
    """(address, bits) of a published status list, or None where it is not the issuer's or too old to be believed."""
    token = read_token(text)
    method = token and _method(token, document)
    if not method or token.claims.get("issuer") != document["id"] or not _is_signed_by(token, method, document):
        return None
    try:
        if not _moment(token.claims["validFrom"]) - SKEW <= now <= _moment(token.claims["validUntil"]) + SKEW:
            return None
        return token.claims["id"], decode_encoded_list(token.claims["credentialSubject"]["encodedList"])
    except (KeyError, TypeError, ValueError, LibOpenBadgesException):
        return None


def _stranger(token, document):
    """Who else it is from: another issuer, or ours with a key that we never had. None where it names us.

    One changed place does not make a stranger: issuer and key are each named twice.
    """
    issuers = {token.claims.get("iss"), _id_of(token.claims.get("issuer"))} & {document["id"]}
    names_our_key = _method(token, document) is not None or _embedded(token.header) in _kids(document)
    if not issuers and not names_our_key:
        return Verdict.UNKNOWN_ISSUER
    return None if names_our_key else Verdict.WRONG_KEY


def _method(token, document):
    """The issuer's key that the token names."""
    return next((m for m in document["verificationMethod"] if m["id"] == token.header.get("kid")), None)


def _is_signed_by(token, method, document):
    """True if the issuer's own key, not the one in the token, made the signature over every letter of it."""
    pem = pem_for_kid(document, document["id"], method["id"])
    try:
        jwt.api_jws.decode(token.text, pem, algorithms=["EdDSA"])
    except jwt.InvalidTokenError:
        return False
    return True


def _is_badge(claims):
    """True if the claims are a whole Open Badge and agree with the registered claims beside it."""
    try:
        OB3Verifier._build_credential(dict(claims))
        OpenBadgeCredential.from_jwt_payload(dict(claims))
    except (OB3VerificationError, ValueError, TypeError, KeyError):
        return False
    return True


def _standing(claims, method, lists, now):
    """What a genuine credential is worth at the moment `now`."""
    start = _moment(claims["validFrom"])
    if "expires" in method and start > _moment(method["expires"]):
        return Verdict.WRONG_KEY  # signed with a key that had been retired
    if start > now + SKEW:
        return Verdict.EARLY
    bits = _bits(claims, lists)
    if bits.get("revocation"):
        return Verdict.SUPERSEDED if bits.get("refresh") else Verdict.REVOKED
    if "validUntil" in claims and _moment(claims["validUntil"]) < now:
        return Verdict.EXPIRED
    return Verdict.VALID if "revocation" in bits else Verdict.UNDECIDED


def _bits(claims, lists):
    """Purpose → whether the credential's bit is set; only of lists that we know."""
    found, entries = {}, claims.get("credentialStatus", [])
    for entry in entries if isinstance(entries, list) else [entries]:
        bits, index = lists.get(entry.get("statusListCredential")), int(entry.get("statusListIndex", -1))
        if bits is not None and 0 <= index < 8 * len(bits):
            found[entry.get("statusPurpose")] = bool(bits[index // 8] & (0x80 >> index % 8))
    return found


def _kids(document):
    return {method["id"].partition("#")[2] for method in document["verificationMethod"]}


def _embedded(header):
    """The thumbprint of the key that the token brings along, as a name only: it is never trusted."""
    key = header.get("jwk")
    return thumbprint(key["x"]) if isinstance(key, dict) and isinstance(key.get("x"), str) else None


def _id_of(issuer):
    return issuer.get("id") if isinstance(issuer, dict) else issuer if isinstance(issuer, str) else None


def _decoded(part):
    """The bytes of base64url; ValueError for any spelling but the one."""
    try:
        raw = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except binascii.Error as fault:
        raise ValueError("not base64url") from fault
    if base64.urlsafe_b64encode(raw).rstrip(b"=").decode() != part:
        raise ValueError("not canonical base64url")
    return raw


def _moment(text):
    return datetime.fromisoformat(text)
