"""The one outbox of all channels: letters are rows of the caller's transaction, there after the commit or never.

Letters leave at least once, not exactly once: a sender that dies between the other side's yes and our mark leaves the
letter due, and it is sent again; a mail with the same Message-ID.
"""

import random
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ronghe.lib.moves import check_move
from ronghe.notices import tasks
from ronghe.notices.channels import SwitchedOff, carry, ways_out
from ronghe.notices.models import Letter, UsedLink
from ronghe.notices.queries import due_letters
from ronghe.notices.states import ATTEMPTS, KEPT, LEASE, MOVES, WAITS, LetterStatus
from ronghe.notices.tokens import LASTS


@transaction.atomic
def write(*, to, language, code, path, once="", useless_at=None, **facts):
    """A letter to this address waits, and is tried right after the commit. Returns it.

    Secrets belong in `path` only. With the same `once` nothing further is written; after `useless_at` it is not sent.
    """
    columns = {"to": to, "language": language, "code": code, "path": path, "useless_at": useless_at, "facts": facts}
    if not once:
        letter, is_new = Letter.objects.create(**columns), True
    else:
        letter, is_new = Letter.objects.get_or_create(once=once, defaults=columns)
    if is_new:
        wake()
    return letter


@transaction.atomic
def send_again(*, letter):
    """The failed letter waits again, with all its attempts before it. Refused for any other."""
    letter.refresh_from_db(from_queryset=Letter.objects.select_for_update())
    check_move(MOVES, letter.status, LetterStatus.WAITING)
    letter.status, letter.attempts, letter.last_error = LetterStatus.WAITING, 0, ""
    letter.next_try_at = timezone.now()
    letter.save()
    wake()
    return letter


def deliver(limit=50):
    """At most `limit` letters that are due have been tried, each by itself. Returns how many were sent.

    Only by the ways that the settings leave open. Holds no lock while the other side thinks: a letter is first taken
    for the length of LEASE, then sent, then marked. Two who deliver at once take different letters.
    """
    sent = 0
    for _turn in range(limit):
        letter = _take()
        if letter is None:
            break
        sent += _try(letter)
    else:
        wake()  # there may be more, and one waking may have been for many
    return sent


def forget_letters():
    """Letters that left, or failed for good, longer ago than KEPT are gone, with the addresses. Returns how many."""
    now = timezone.now()
    UsedLink.objects.filter(used_at__lt=now - 2 * LASTS).delete()  # their tokens have expired, so none is used again
    old = Letter.objects.exclude(status=LetterStatus.WAITING).filter(created_at__lt=now - KEPT)
    return old.delete()[0]


@transaction.atomic
def _take():
    """The letter that is due longest, one attempt further and nobody else's until its lease ends; None if none is."""
    letter = _lock(due_letters(ways_out())).first()
    if letter is not None:
        letter.attempts += 1
        letter.next_try_at = timezone.now() + LEASE
        letter.save(update_fields=["attempts", "next_try_at"])
    return letter


def _lock(due):
    """SQLite has one writer at a time, and our transactions take that place when they begin (IMMEDIATE)."""
    return due.select_for_update(skip_locked=True)


def _try(letter):
    """True if the letter is sent; otherwise it waits for its next attempt, or has failed."""
    if letter.useless_at and letter.useless_at <= timezone.now():
        return _failed(letter, "its link does not work any more")
    try:
        carry(letter)
    except ValidationError:
        return _failed(letter, "not an e-mail address")
    except SwitchedOff:
        return _failed(letter, "switched off")
    except Exception as fault:  # one letter's fault, whatever it is, keeps no other one back
        error = " ".join(f"{type(fault).__name__}: {fault}".split())[:200]
        return _failed(letter, error) if letter.attempts >= ATTEMPTS else _later(letter, error)
    _mark(letter, LetterStatus.SENT, sent_at=timezone.now(), path="", last_error="")
    return True


def _later(letter, error):
    """It is tried again after the next wait, which is up to a quarter longer, so that many do not come at once."""
    wait = WAITS[letter.attempts - 1]
    at = timezone.now() + wait + timedelta(seconds=random.uniform(0, wait.total_seconds() / 4))
    Letter.objects.filter(pk=letter.pk, status=LetterStatus.WAITING).update(next_try_at=at, last_error=error)
    tasks.deliver_letters.using(run_after=at).enqueue()
    return False


def _failed(letter, error):
    _mark(letter, LetterStatus.FAILED, last_error=error)
    return False


def _mark(letter, to, **columns):
    """The letter is `to`, if it waits still: one that outlived its lease may have been marked by another sender."""
    check_move(MOVES, LetterStatus.WAITING, to)
    Letter.objects.filter(pk=letter.pk, status=LetterStatus.WAITING).update(status=to, **columns)


def wake():
    """After the commit a worker is asked to deliver; without one, the daily round does."""
    if ways_out():
        transaction.on_commit(tasks.deliver_letters.enqueue)
