"""Credentials, keys and statuses, named by what returns."""

from dataclasses import replace

from django.db.models import Q
from django.utils import timezone

from ronghe.credentials import issuing, verifying
from ronghe.credentials.keys import read_key
from ronghe.credentials.models import Credential, IssuerKey, StatusList
from ronghe.credentials.numbers import normal_number
from ronghe.credentials.states import LIST_SIZE, PURPOSES, CredentialStatus, KeyStatus, Kind, Verdict
from ronghe.lib.dates import days_from, today
from ronghe.lib.text import fold
from ronghe.members.queries import units_of
from ronghe.members.rules import is_official, is_secretariat


def credentials_visible_to(person):
    """All for the secretariat and officials; one's own and one's units' for others; none for visitors."""
    found = Credential.objects.select_related("unit", "person", "successor", "key")
    if is_secretariat(person) or is_official(person):
        return found
    if not person.is_authenticated:
        return found.none()
    return found.filter(Q(person=person) | Q(unit__in=units_of(person)))


def credentials_of(unit):
    """The unit's credentials that hold today, plaques first, the newest of each kind first."""
    return _in_force().filter(unit=unit).order_by("-kind", "-issued_at")


def plaque_of(unit):
    """The newest plaque of the unit that holds today, or None."""
    return credentials_of(unit).filter(kind=Kind.PLAQUE).first()


def expiring(days):
    """Credentials in force whose last day comes within so many days, the first to end first."""
    last = days_from(today(), days)
    return _in_force().select_related("unit", "person").filter(valid_until__lte=last).order_by("valid_until", "pk")


def by_number(text):
    """The credential with this number, however it was typed; None where there is none."""
    number = normal_number(text)
    found = Credential.objects.select_related("unit", "successor", "key", "status_list")
    return found.filter(number=number).first() if number else None


def matching(credentials, words):
    """Those of `credentials` in whose holder, title or number every one of the `words` occurs."""
    for word in fold(words).split():
        columns = ("holder_zh", "holder_en", "title_zh", "title_en")
        found = Q(number__icontains=word.replace("-", ""))
        for column in columns:
            found |= Q(**{f"{column}__icontains": word})
        credentials = credentials.filter(found)
    return credentials


def keys():
    """Every key that ever signed, the one in use first."""
    return sorted(IssuerKey.objects.all(), key=lambda key: key.status != KeyStatus.CURRENT)


def issuer_document():
    """The issuer's DID document, as it is published."""
    return issuing.issuer_document(keys())


def published_list(number, purpose, now=None):
    """The signed status list as it is published, or None where there is none. Refused where the key is missing."""
    found = StatusList.objects.filter(number=number).first()
    key = IssuerKey.objects.filter(status=KeyStatus.CURRENT).first()
    if found is None or key is None or purpose not in PURPOSES:
        return None
    return issuing.signed_list(
        found.number,
        purpose,
        _set_indices(found, purpose),
        now=now or timezone.now(),
        changed_at=max(found.changed_at, key.created_at),
        pem=read_key(key.kid),
        kid=key.kid,
    )


def known_lists():
    """The bits of every list, by its address: what our own page asks, without signing."""
    return {
        issuing.list_address(found.number, purpose): _bits(_set_indices(found, purpose))
        for found in StatusList.objects.all()
        for purpose in PURPOSES
    }


def verified(token, now=None):
    """What our page says of a token: against the keys, statuses and records of this moment.

    Whoever stole a key can sign what we never issued, back-dated; our records know better.
    """
    found = verifying.verify(token, document=issuer_document(), lists=known_lists(), now=now or timezone.now())
    if found.is_valid and not Credential.objects.filter(number=number_of(found.claims), jwt=token).exists():
        return replace(found, verdict=Verdict.UNRECORDED)
    return found


def number_of(claims):
    """The number that a credential says it has; "" where it says none."""
    return str(claims.get("jti", "")).rstrip("/").rpartition("/")[2]


def _in_force():
    lasting = Q(valid_until__isnull=True) | Q(valid_until__gte=today())
    return Credential.objects.filter(lasting, status=CredentialStatus.ACTIVE)


def _set_indices(status_list, purpose):
    return status_list.credentials.filter(status__in=PURPOSES[purpose]).values_list("status_index", flat=True)


def _bits(indices):
    bits = bytearray(LIST_SIZE // 8)
    for index in indices:
        bits[index // 8] |= 0x80 >> index % 8
    return bytes(bits)
