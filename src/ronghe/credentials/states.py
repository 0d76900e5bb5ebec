"""Kinds of credential, their life, the life of an issuer's key, and what verification can find."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    PLAQUE = "plaque", _("plaque")
    CERTIFICATE = "certificate", _("certificate")


class CredentialStatus(models.TextChoices):
    ACTIVE = "active", pgettext_lazy("credential", "in force")
    REVOKED = "revoked", pgettext_lazy("credential", "revoked")
    SUPERSEDED = "superseded", pgettext_lazy("credential", "replaced")


MOVES = {
    CredentialStatus.ACTIVE: (CredentialStatus.REVOKED, CredentialStatus.SUPERSEDED),
    CredentialStatus.REVOKED: (),
    CredentialStatus.SUPERSEDED: (),
}


class KeyStatus(models.TextChoices):
    CURRENT = "current", pgettext_lazy("key", "in use")
    RETIRED = "retired", pgettext_lazy("key", "retired")


KEY_MOVES = {
    KeyStatus.CURRENT: (KeyStatus.RETIRED,),
    KeyStatus.RETIRED: (),
}


class Verdict(StrEnum):
    """What verification finds, in the order in which it looks. The sentences are the pages'."""

    UNREADABLE = "unreadable"
    UNKNOWN_ISSUER = "unknown_issuer"
    WRONG_KEY = "wrong_key"
    TAMPERED = "tampered"
    EARLY = "early"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"
    EXPIRED = "expired"
    UNDECIDED = "undecided"
    UNRECORDED = "unrecorded"  # found by our page only, which has the records
    VALID = "valid"


# purpose of a published list → the statuses that set a bit in it (Bitstring Status List 1.0: "refresh" says that
# a newer credential has taken the place of this one)
PURPOSES = {
    "revocation": (CredentialStatus.REVOKED, CredentialStatus.SUPERSEDED),
    "refresh": (CredentialStatus.SUPERSEDED,),
}
LIST_SIZE = 131_072  # bits: the least that the standard allows, so that one credential hides among many
