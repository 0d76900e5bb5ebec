"""Personal data of this room: certificates that name a person."""

from django.utils.translation import gettext_lazy as _

from ronghe.lib.personal import ON_RECORD, Erasure, Kind, Personal, Purpose

PROOF = _(
    "signed and handed out: others verify it by what it says. It is revoked instead, where its holder asks for it"
)


def _awarded(kind):
    return Personal(kind, Purpose.CREDENTIALS, ON_RECORD, Erasure.KEEP, ("person",), because=PROOF)


PERSONAL = {
    "credentials.Credential.person": Personal(
        Kind.ROLE, Purpose.CREDENTIALS, ON_RECORD, Erasure.PSEUDONYM, ("person",)
    ),
    "credentials.Credential.holder_zh": _awarded(Kind.NAME),
    "credentials.Credential.holder_en": _awarded(Kind.NAME),
    "credentials.Credential.title_zh": _awarded(Kind.ROLE),
    "credentials.Credential.title_en": _awarded(Kind.ROLE),
    "credentials.Credential.jwt": _awarded(Kind.ROLE),
    "credentials.Credential.reason": _awarded(Kind.WORDS),
}
NOT_PERSONAL = {
    "credentials.IssuerKey": {"public keys of the community": "kid x"},
    "credentials.Credential": {"a number, and the name of the issuer": "number issuer_zh issuer_en"},
}
