"""The only writer of credentials, the issuer's keys and the status lists."""

import hashlib
import secrets
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ronghe.credentials import issuing, rules
from ronghe.credentials.keys import destroy_key, new_key, read_key
from ronghe.credentials.models import Credential, IssuerKey, StatusList
from ronghe.credentials.numbers import new_number
from ronghe.credentials.states import LIST_SIZE, CredentialStatus, KeyStatus
from ronghe.ledger import actions as ledger
from ronghe.lib.columns import check_columns
from ronghe.lib.community import community_name
from ronghe.lib.refusals import Refused
from ronghe.members.queries import people_of, secretariat_people
from ronghe.notices import actions as notices

WORDS = ("holder_zh", "holder_en", "title_zh", "title_en", "valid_until")


@transaction.atomic
def issue(
    *, by, kind, unit=None, person=None, title_zh, title_en, valid_until=None, holder_zh="", holder_en="", tell=True
):
    """The credential is signed and in force, and its holder knows. `by` is an officer.

    It goes to a member unit or to a person: with an account, or by `holder_zh` and `holder_en` alone. One ledger
    entry; the first credential ever makes the issuer's key. Locks the key.
    """
    rules.check_can_issue(by)
    rules.check_can_award(kind, unit, valid_until)
    credential = Credential(
        kind=kind,
        unit=unit,
        person=person,
        title_zh=title_zh.strip(),
        title_en=title_en.strip(),
        valid_until=valid_until,
        **_names(unit, person, holder_zh, holder_en),
    )
    _sign(by, credential)
    _record(by, "credential.issued", credential, digest=_digest(credential))
    if tell:
        _tell(by, credential, "credential.issued")
    return credential


@transaction.atomic
def revoke(*, by, credential, reason):
    """The credential no longer holds, for good, and everybody who verifies it is told so and why. One ledger entry."""
    _lock(credential)
    rules.check_can_revoke(by, credential)
    _close(credential, CredentialStatus.REVOKED, _reason(reason))
    _record(by, "credential.revoked", credential, private={"reason": credential.reason})
    _tell(by, credential, "credential.revoked", reason=credential.reason)
    return credential


@transaction.atomic
def reissue(*, by, credential, reason, **changes):
    """A new credential has taken the place of this one, which points to it. Returns the new one.

    `changes` are what was wrong before: titles, the last day, a person's names; a unit's names are those of today.
    """
    _lock(credential)
    rules.check_can_reissue(by, credential)
    strange = sorted(set(changes) - set(WORDS))
    if strange:
        raise TypeError(f"a credential takes no {', '.join(strange)} from outside")
    kept = {name: getattr(credential, name) for name in WORDS}
    holder = {"kind": credential.kind, "unit": credential.unit, "person": credential.person}
    successor = issue(by=by, tell=False, **holder, **{**kept, **changes})
    _close(credential, CredentialStatus.SUPERSEDED, _reason(reason), successor)
    _record(by, "credential.reissued", credential, private={"reason": credential.reason}, successor=successor.pk)
    _tell(by, successor, "credential.reissued", reason=credential.reason)
    return successor


@transaction.atomic
def rotate_key(*, by, reason):
    """New credentials are signed with a new key. What the old one signed still verifies; its private half is gone.

    Locks the key. One ledger entry; the secretariat is told.
    """
    rules.check_can_rotate_key(by)
    reason = _reason(reason)
    old = IssuerKey.objects.select_for_update().filter(status=KeyStatus.CURRENT).first()
    if old is not None:
        old.status, old.retired_at = KeyStatus.RETIRED, timezone.now()
        old.save(update_fields=["status", "retired_at"])
        transaction.on_commit(partial(destroy_key, old.kid))
    key = _make_key()
    facts = {"kid": key.kid, "before": old and old.kid}
    ledger.record(by=by, what="issuer_key.rotated", on=key, private={"reason": reason}, **facts)
    to = [person.pk for person in secretariat_people() if person.pk != by.pk]
    notices.send(to=to, code="issuer_key.rotated", path="/credentials/keys/", reason=reason)
    return key


def _sign(by, credential):
    """The credential has its number, its place in a list, the current key's signature; it is saved."""
    key = _current_key(by)
    credential.number, credential.key = new_number(), key
    credential.issuer_zh, credential.issuer_en = (community_name(language) for language in ("zh", "en"))
    credential.issued_at = max(timezone.now(), key.created_at).replace(microsecond=0)
    credential.status_list, credential.status_index = _place()
    credential.jwt = "-"
    check_columns(credential)
    credential.jwt = issuing.signed_credential(credential, read_key(key.kid))
    credential.save(force_insert=True)


def _current_key(by):
    """The key in use, held until this transaction ends; the first one is made when it is first needed."""
    current = IssuerKey.objects.select_for_update().filter(status=KeyStatus.CURRENT)
    key = current.first()
    if key is None:
        try:
            with transaction.atomic():
                key = _make_key()
        except IntegrityError:  # somebody else was first
            return current.get()
        ledger.record(by=by, what="issuer_key.made", on=key, kid=key.kid)
    return key


def _make_key():
    kid, x = new_key()
    return IssuerKey.objects.create(kid=kid, x=x, created_at=timezone.now())


def _place():
    """A list that is less than half full, and a place in it that nobody has: by lot, so that it tells no order."""
    newest = StatusList.objects.select_for_update().order_by("-number").first()
    if newest is None or newest.credentials.count() >= LIST_SIZE // 2:
        number = newest.number + 1 if newest else 1
        newest, _is_new = StatusList.objects.get_or_create(number=number, defaults={"changed_at": timezone.now()})
    while True:
        index = secrets.randbelow(LIST_SIZE)
        if not newest.credentials.filter(status_index=index).exists():
            return newest, index


def _close(credential, to, reason, successor=None):
    """The credential is over; its list says so from its next publication on."""
    credential.status, credential.reason, credential.successor = to, reason, successor
    credential.closed_at = timezone.now()
    check_columns(credential)
    credential.save(update_fields=["status", "reason", "successor", "closed_at"])
    StatusList.objects.filter(pk=credential.status_list_id).update(changed_at=credential.closed_at)


def _names(unit, person, zh, en):
    """The names that are signed: a unit's own, or a person's as given, or as their account has them."""
    holder = unit or person
    names = (holder.name_zh, holder.name_en) if unit or (not (zh or en) and person) else (zh.strip(), en.strip())
    if not any(names):
        raise Refused(_("Please say who receives it: choose a unit, or give a person's name."))
    return {"holder_zh": names[0] or names[1], "holder_en": names[1]}


def _reason(text):
    if not text.strip():
        raise Refused(_("Please give the reason. Everybody who verifies the credential reads it; it is kept for good."))
    return text.strip()


def _digest(credential):
    return hashlib.sha256(credential.jwt.encode()).hexdigest()


def _record(by, what, credential, **facts):
    ledger.record(by=by, what=what, on=credential, unit=credential.unit, kind=str(credential.kind), **facts)


def _lock(credential):
    """`credential` is as the database has it, and nobody else closes it until this transaction ends."""
    credential.refresh_from_db(from_queryset=Credential.objects.select_for_update())


def _tell(by, credential, code, **facts):
    """Those who hold it have a notice, in the same transaction."""
    people = people_of(credential.unit) if credential.unit_id else [credential.person] if credential.person_id else []
    to = [person.pk for person in people if person.pk != by.pk]
    title = issuing.in_both(credential.title_zh, credential.title_en)
    notices.send(to=to, code=code, path=f"/credentials/{credential.number}/", title=title, **facts)
