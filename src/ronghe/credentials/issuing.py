"""What we sign: Open Badges 3.0 as W3C credentials. The small face of openbadgeslib towards the rest of the house."""

from datetime import UTC, datetime, time, timedelta
from urllib.parse import quote, urlsplit

import jwt
from django.conf import settings
from django.utils import timezone
from openbadgeslib.ob3 import (
    VCDM_V2_CONTEXT,
    Achievement,
    IdentityObject,
    Issuer,
    OB3Signer,
    OpenBadgeCredential,
    build_did_document,
    encode_bitstring,
    status_entry,
)

from ronghe.credentials.keys import public_jwk
from ronghe.credentials.states import LIST_SIZE, Kind

TYPES = {Kind.PLAQUE: "Award", Kind.CERTIFICATE: "Certificate"}  # words of the standard
LISTS_LIVE = timedelta(days=3)  # a copy of a list older than this is not believed
SLOT = timedelta(hours=1)  # within it a list that did not change stays the same


class Signer(OB3Signer):
    """The library's signer, which also names the key: an issuer that rotates has several."""

    def __init__(self, pem, kid):
        super().__init__(pem, "EdDSA")
        self.kid = kid

    def sign_payload(self, payload):
        headers = {"kid": f"{issuer_id()}#{self.kid}", "jwk": self._public_jwk()}
        return jwt.encode(payload, self._load_privkey(), algorithm="EdDSA", headers=headers)


def address(path):
    """The public address of `path` on this site, as it stands in credentials and on plaques."""
    return f"{settings.BASE_URL.rstrip('/')}/{path}"


def verify_address(number):
    """Where anyone sees whether the credential holds: its id, and what its QR code says."""
    return address(f"verify/{number}/")


def list_address(number, purpose):
    return address(f"credentials/status/{number}/{purpose}/")


def issuer_id():
    """The issuer as a did:web, whose document is served at credentials/did.json."""
    parts = urlsplit(address("credentials"))
    folders = [quote(folder, safe="") for folder in parts.path.split("/") if folder]
    return ":".join(["did:web", quote(parts.netloc, safe=""), *folders])


def issuer_document(keys):
    """The DID document of the issuer with all its keys, the one in use first; retired ones say when they ended."""
    keys = sorted(keys, key=lambda key: key.retired_at is not None)
    if not keys:
        return {"@context": VCDM_V2_CONTEXT, "id": issuer_id(), "verificationMethod": [], "assertionMethod": []}
    document = build_did_document(issuer_id(), [(key.kid, public_jwk(key.x)) for key in keys])
    for method, key in zip(document["verificationMethod"], keys, strict=True):
        if key.retired_at:
            method["expires"] = moment(key.retired_at)
    return document


def signed_credential(credential, pem):
    """The credential as a compact JWT, signed with the key that its row names."""
    return Signer(pem, credential.key.kid).sign(_badge(credential))


def signed_list(number, purpose, indices, *, now, changed_at, pem, kid):
    """The list as a compact JWT. Made twice within the hour and unchanged, it says the same."""
    start = max(changed_at, _slot(now)).astimezone(UTC).replace(microsecond=0)
    where = list_address(number, purpose)
    payload = {
        "@context": [VCDM_V2_CONTEXT],
        "id": where,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer_id(),
        "validFrom": moment(start),
        "validUntil": moment(start + LISTS_LIVE),
        "credentialSubject": {
            "id": f"{where}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encode_bitstring(indices, LIST_SIZE),
            "ttl": int(SLOT.total_seconds() * 1000),
        },
        "iss": issuer_id(),
        "jti": where,
        "nbf": int(start.timestamp()),
    }
    return Signer(pem, kid).sign_payload(payload)


def enveloped(token):
    """A JWT as JSON, the way W3C credentials 2.0 put one into the other."""
    return {
        "@context": VCDM_V2_CONTEXT,
        "id": f"data:application/vc+jwt,{token}",
        "type": "EnvelopedVerifiableCredential",
    }


def moment(at):
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def last_moment(day):
    """The last second of `day` where the community is."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def _badge(credential):
    """The values of the row in the words of the standard; names and titles in both languages."""
    return OpenBadgeCredential(
        id=verify_address(credential.number),
        issuer=Issuer(issuer_id(), in_both(credential.issuer_zh, credential.issuer_en), url=address("")),
        recipient_id=address(f"members/{credential.unit_id}/") if credential.unit_id else None,
        identifiers=_identifiers(credential),
        achievement=Achievement(
            id=f"{verify_address(credential.number)}#achievement",
            name=in_both(credential.title_zh, credential.title_en),
            description=in_both(credential.title_zh, credential.title_en),
            criteria_narrative="Conferred by the council of the community. 由共同体理事会授予。",
            achievement_type=TYPES[credential.kind],
        ),
        issuance_date=credential.issued_at,
        expiration_date=last_moment(credential.valid_until) if credential.valid_until else None,
        credential_status=_statuses(credential),
    )


def _identifiers(credential):
    found = [IdentityObject(in_both(credential.holder_zh, credential.holder_en), "name", hashed=False)]
    if credential.unit_id:
        found.append(IdentityObject(credential.unit.uscc, "ext:uscc", hashed=False))
    return found


def _statuses(credential):
    """The credential's place in both lists; the library has no word for the second one."""
    number, index = credential.status_list.number, credential.status_index
    refresh = status_entry(list_address(number, "refresh"), "revocation", index)
    return [
        status_entry(list_address(number, "revocation"), "revocation", index),
        {**refresh, "statusPurpose": "refresh"},
    ]


def in_both(zh, en):
    """Chinese and English in one line; once where they are the same."""
    return " · ".join(dict.fromkeys(filter(None, (zh, en))))


def _slot(now):
    return datetime.fromtimestamp(now.timestamp() // SLOT.total_seconds() * SLOT.total_seconds(), UTC)
