"""Signing in: failed attempts counted and locked, second factors and sessions, and who takes them away."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ronghe.ledger import actions as ledger
from ronghe.lib.refusals import Refused
from ronghe.members import rules
from ronghe.members.actions.checking import tell
from ronghe.members.actions.letters import write_security
from ronghe.members.models import Counter, FailedSignIn, Person
from ronghe.members.states import ATTEMPTS, ATTEMPTS_WITHIN, LOCKED_FOR


@transaction.atomic
def note_failed_sign_in(*, email, address):
    """One more failure of this account from this address. Returns until when that is locked; None while it is not.

    The lock has one ledger entry, and its person is told. Locks the row.
    """
    now = timezone.now()
    FailedSignIn.objects.get_or_create(email=email, address=address, defaults={"last_at": now})
    row = FailedSignIn.objects.select_for_update().get(email=email, address=address)
    row.count = row.count + 1 if row.last_at > now - ATTEMPTS_WITHIN else 1
    row.last_at = now
    row.locked_until = now + LOCKED_FOR if row.count >= ATTEMPTS else None
    row.save()
    if row.locked_until:
        _tell_of_lock(row)
    return row.locked_until


@transaction.atomic
def note_sign_in(*, email, address):
    """The account's failures from this address are forgotten, as its person is here."""
    FailedSignIn.objects.filter(email=email, address=address).delete()


def forget_failed_sign_ins(*, now):
    """Failures that lock nothing and are too old to count are gone, with their addresses. Returns how many.

    So are counts of rate limits that have expired.
    """
    Counter.objects.filter(expires__lt=now).delete()
    old = FailedSignIn.objects.filter(last_at__lt=now - ATTEMPTS_WITHIN - LOCKED_FOR)
    return old.delete()[0]


@transaction.atomic
def release_lock(*, by, person):
    """The person may try to sign in again, from everywhere. They are told. One ledger entry."""
    rules.check_can_release_lock(by, person)
    gone, _each = FailedSignIn.objects.filter(email=person.email.lower()).delete()
    if gone:
        ledger.record(by=by, what="sign_in.released", on=person)
        tell([person], "sign_in.released")
    return gone


@transaction.atomic
def note_factor(*, person, is_on):
    """It is on record that the person's second factor is on, or off: then a letter says so. One ledger entry."""
    ledger.record(by=person, what="factor.on" if is_on else "factor.off", on=person)
    if not is_on:
        write_security(person, "factor_off")
    tell([person], "factor.on" if is_on else "factor.off")


@transaction.atomic
def reset_factor(*, by, person):
    """The person has no second factor, and is signed in nowhere. They are told, by letter too. One ledger entry."""
    rules.check_can_reset_factor(by, person)
    _reset_factor(by, person)


@transaction.atomic
def rescue(*, email):
    """As `reset_factor`, and no lock is left, by whoever runs the server: for when nobody else could. One ledger entry.

    Raises Refused if nobody with an active account signs in with that address.
    """
    person = Person.objects.filter(email__iexact=email, is_active=True).first()
    if person is None:
        raise Refused(_("Nobody signs in with this address. Please check how it is written."))
    FailedSignIn.objects.filter(email=person.email.lower()).delete()
    _reset_factor(None, person)


def _reset_factor(by, person):
    Person.objects.select_for_update().get(pk=person.pk)
    Authenticator.objects.filter(user=person).delete()
    ended = _end(UserSession.objects.filter(user=person))
    ledger.record(by=by, what="factor.reset", on=person, sessions=ended)
    write_security(person, "factor_reset")
    tell([person], "factor.reset")


@transaction.atomic
def end_sessions(*, by, person, keep=""):
    """The person is signed out everywhere, but for the session `keep`. One ledger entry. Returns how many ended."""
    rules.check_can_end_sessions(by, person)
    ended = _end(UserSession.objects.filter(user=person).exclude(session_key=keep))
    if ended:
        ledger.record(by=by, what="sessions.ended", on=person, sessions=ended)
    if by.pk != person.pk:
        tell([person], "sessions.ended")
    return ended


@transaction.atomic
def end_session(*, by, session):
    """One session of the person is over. One ledger entry."""
    rules.check_can_end_sessions(by, session.user)
    _end([session])
    ledger.record(by=by, what="sessions.ended", on=session.user, sessions=1)


@transaction.atomic
def move_session(*, old, new):
    """The list of sessions knows a session by its new key. No ledger entry: nobody signed in or out."""
    UserSession.objects.filter(session_key=old).update(session_key=new)


def _end(sessions):
    """allauth's own way: the row of the session goes, so that its cookie opens nothing."""
    sessions = list(sessions)
    for session in sessions:
        session.end()
    return len(sessions)


def _tell_of_lock(row):
    """On record without the address that was typed: it may be anybody's."""
    person = Person.objects.filter(email__iexact=row.email, is_active=True).first()
    ledger.record(by=None, what="sign_in.locked", on=row, person=person and person.pk, failures=row.count)
    if person:
        tell([person], "sign_in.locked", until=timezone.localtime(row.locked_until).strftime("%H:%M"))
