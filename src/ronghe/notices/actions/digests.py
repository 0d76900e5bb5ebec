"""Letters to people who have an account: what is new for them, at once or once a day or week, as they chose."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ronghe.notices.actions.outbox import wake
from ronghe.notices.channels import ways_out
from ronghe.notices.models import Letter, Notice
from ronghe.notices.queries import (
    channels_of,
    news_of,
    people,
    people_with_news,
    preference_of,
    rhythm_of,
    wanting_at_once,
)
from ronghe.notices.states import Channel, Rhythm

WEEKDAY = 0  # weekly digests are written on Mondays
STALE = timedelta(days=3)  # a letter that could not leave for so long would be told by the next one


def tell_at_once(notices, code):
    """Whoever wants notices of this code at once has a letter about theirs, in the transaction of the notices."""
    wanting = {choice.person_id: choice for choice in wanting_at_once(code, [n.person_id for n in notices])}
    known = people(wanting)
    theirs = [notice for notice in notices if notice.person_id in known]
    if sum(_write(known[n.person_id], wanting[n.person_id], [n], f"notice:{n.pk}") for n in theirs):
        wake()


def digest_due(*, now):
    """Everybody has one letter for each of their channels about what is new and unread. Returns how many letters.

    Harmless twice: a notice is told once, and a person has one digest a day on each channel.
    """
    written = sum(_digest(person, now) for person in people_with_news(now)) if ways_out() else 0
    if written:
        wake()
    return written


@transaction.atomic
def _digest(person_id, now):
    day = timezone.localdate(now)
    rhythms = (Rhythm.AT_ONCE, Rhythm.DAILY, *([Rhythm.WEEKLY] if day.weekday() == WEEKDAY else []))
    choice, known = preference_of(person_id), people([person_id])
    news = [n for n in news_of(person_id, now).select_for_update() if rhythm_of(choice, n.code) in rhythms]
    return _write(known[person_id], choice, news, f"digest:{person_id}:{day}") if news and known else 0


def _write(person, choice, notices, once):
    """One letter on each channel of the person, if it is not there yet; what is told is marked. Returns how many."""
    ids = [notice.pk for notice in notices]
    written = [_letter(person, channel, ids, once) for channel in channels_of(choice)]
    if any(written):
        Notice.objects.filter(pk__in=ids).update(told_at=timezone.now())
    return sum(written)


def _letter(person, channel, ids, once):
    columns = {
        "person_id": person.pk,
        "channel": channel,
        "to": person.email if channel == Channel.MAIL else "",
        "language": person.language,
        "code": "notices",
        "facts": {"notices": ids},
        "useless_at": timezone.now() + STALE,
    }
    return Letter.objects.get_or_create(once=f"{once}:{channel}", defaults=columns)[1]
