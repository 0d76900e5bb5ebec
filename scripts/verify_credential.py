"""Checks a credential of the community from files alone, without Ronghe and without the library that issued it.

    python verify_credential.py credential.jwt did.json revocation.jwt refresh.jwt [--on 2027-01-31]

It prints one word: valid, expired, early, revoked, superseded, changed, wrong-key, other-issuer, undecided, unreadable.
The exit status is 0 for valid and 1 for anything else. It needs PyJWT with cryptography, and nothing else. `did.json`
and the lists are what the issuer publishes; --on asks for another day. Reads .jwt, .json, and baked .png and .svg.
"""

import argparse
import base64
import gzip
import json
import re
import sys
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt

SKEW = timedelta(minutes=2)
BADGE = "OpenBadgeCredential"


def token_of(content):
    """The compact JWT in a file's bytes."""
    if content.startswith(b"\x89PNG"):
        return from_png(content)
    text = content.decode("utf-8", "replace").strip()
    if text.startswith("<"):
        found = re.search(r'<openbadges:credential[^>]*\bverify="([^"]+)"', text)
        return found.group(1) if found else ""
    if text.startswith("{"):
        return json.loads(text).get("id", "").partition(",")[2]
    return text


def from_png(content):
    """The text of the iTXt chunk `openbadgecredential`; "" where there is none or a checksum fails."""
    at = 8
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        kind, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        if zlib.crc32(kind + data) != int.from_bytes(content[at + 8 + length : at + 12 + length], "big"):
            return ""
        if kind == b"iTXt" and data.startswith(b"openbadgecredential\0"):
            return data.rsplit(b"\0", 1)[-1].decode()
        at += 12 + length
    return ""


def decoded(part):
    """The bytes of base64url, which has one spelling only."""
    raw = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    if base64.urlsafe_b64encode(raw).rstrip(b"=").decode() != part:
        raise ValueError("another spelling")
    return raw


def parts_of(token):
    """(header, claims), not yet believed; None where it is no JWT."""
    try:
        header, claims, _signature = (decoded(part) for part in token.split("."))
        header, claims = json.loads(header), json.loads(claims)
    except ValueError:
        return None
    return (header, claims) if isinstance(header, dict) and isinstance(claims, dict) else None


def signed_by(token, method):
    """True if the key of this verification method made the signature."""
    key = jwt.PyJWK.from_dict(method["publicKeyJwk"], algorithm="EdDSA")
    try:
        jwt.PyJWS().decode(token, key.key, algorithms=["EdDSA"])
    except jwt.InvalidTokenError:
        return False
    return True


def names(header, claims):
    """Everything by which a token says whose it is: issuers, and keys by name or by value."""
    issuer, key = claims.get("issuer"), header.get("jwk")
    issuers = {claims.get("iss"), issuer.get("id") if isinstance(issuer, dict) else None}
    return issuers, {header.get("kid"), key.get("x") if isinstance(key, dict) else None}


def bit(token, address, index, document, now):
    """The bit of a published list; None unless the list is this one, the issuer's, and of these days."""
    parts = parts_of(token)
    methods = {method["id"]: method for method in document["verificationMethod"]}
    if not parts or parts[1].get("id") != address or parts[1].get("issuer") != document["id"]:
        return None
    method = methods.get(parts[0].get("kid"))
    if not method or not signed_by(token, method):
        return None
    if not moment(parts[1]["validFrom"]) - SKEW <= now <= moment(parts[1]["validUntil"]) + SKEW:
        return None
    encoded = parts[1]["credentialSubject"]["encodedList"]
    bits = gzip.decompress(decoded(encoded[1:]))  # after the "u" that says base64url
    return bool(bits[index // 8] >> (7 - index % 8) & 1)


def verdict(token, document, lists, now=None):
    """The one word about this token."""
    now = now or datetime.now(UTC)
    parts = parts_of(token)
    if parts is None:
        return "changed" if len(token) > 200 and len(re.findall(r"[^\w.-]", token, re.A)) <= 2 else "unreadable"
    header, claims = parts
    methods = {method["id"]: method for method in document["verificationMethod"]}
    issuers, keys = names(header, claims)
    ours = {*methods, *(method["publicKeyJwk"]["x"] for method in methods.values())}
    if not keys & ours:
        return "wrong-key" if document["id"] in issuers else "other-issuer"
    method = methods.get(header.get("kid"))
    if not method or issuers != {document["id"]} or BADGE not in claims.get("type", []) or not signed_by(token, method):
        return "changed"
    return standing(claims, method, document, lists, now)


def standing(claims, method, document, lists, now):
    """What a genuine credential is worth now."""
    start = moment(claims["validFrom"])
    if "expires" in method and start > moment(method["expires"]):
        return "wrong-key"
    if start > now + SKEW:
        return "early"
    bits = {}
    for entry in claims["credentialStatus"]:
        where, index = entry["statusListCredential"], int(entry["statusListIndex"])
        found = [bit(one, where, index, document, now) for one in lists]
        bits[entry["statusPurpose"]] = next((one for one in found if one is not None), None)
    if bits.get("revocation"):
        return "superseded" if bits.get("refresh") else "revoked"
    if "validUntil" in claims and moment(claims["validUntil"]) < now:
        return "expired"
    return "undecided" if bits.get("revocation") is None else "valid"


def moment(text):
    return datetime.fromisoformat(text)


def main(words=None):
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("credential", type=Path)
    parser.add_argument("issuer", type=Path, help="the issuer's DID document")
    parser.add_argument("lists", type=Path, nargs="*", help="published status lists")
    parser.add_argument("--on", type=datetime.fromisoformat, help="the day for which to ask")
    given = parser.parse_args(words)
    now = given.on.replace(tzinfo=given.on.tzinfo or UTC) if given.on else datetime.now(UTC)
    lists = [path.read_text("utf-8").strip() for path in given.lists]
    document = json.loads(given.issuer.read_text("utf-8"))
    found = verdict(token_of(given.credential.read_bytes()), document, lists, now)
    print(found)
    return 0 if found == "valid" else 1


if __name__ == "__main__":
    sys.exit(main())
