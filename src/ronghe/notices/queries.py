"""What waits to be read, and what waits to be sent."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from ronghe.notices.models import Letter, Notice, Preference, UsedLink
from ronghe.notices.states import ACTS, BOT_KEYS, NEWS, Channel, LetterStatus, Rhythm, group_of


def unread_for(person):
    """The notices that `person` has not read, newest first; none for someone who is not signed in."""
    return notices_of(person).filter(read_at=None)


def notices_of(person):
    """All notices of `person`, newest first."""
    return Notice.objects.filter(person_id=person.pk) if person and person.pk else Notice.objects.none()


def all_letters(status=""):
    """All letters to people outside, or those of a status, newest first. What members are told is their own."""
    letters = Letter.objects.filter(person_id=None)
    return letters.filter(status=status) if status else letters


def due_letters(channels):
    """Letters to try now by one of these channels, the longest due first."""
    due = Letter.objects.filter(status=LetterStatus.WAITING, next_try_at__lte=timezone.now(), channel__in=channels)
    return due.order_by("next_try_at", "pk")


def failed_letters():
    """Letters of the last month to people outside that did not leave, will not by themselves, and still could."""
    now = timezone.now()
    recent = all_letters(LetterStatus.FAILED).filter(created_at__gte=now - timedelta(days=30))
    return recent.exclude(useless_at__lte=now)


def was_written_since(*, to, codes, since):
    """True if a letter with one of these codes was written to this address since then."""
    return Letter.objects.filter(to=to, code__in=codes, created_at__gte=since).exists()


# -- what people chose --


def preference_of(person_id):
    """What this person chose; the defaults, in a row that is not kept, for someone who never chose."""
    return Preference.objects.filter(person_id=person_id).first() or Preference(person_id=person_id)


def wanting_at_once(code, ids):
    """The preferences of those people (ids) who want notices of this code at once, on any channel."""
    chosen = Preference.objects.filter(person_id__in=ids, **{group_of(code): Rhythm.AT_ONCE})
    return [choice for choice in chosen if rhythm_of(choice, code) == Rhythm.AT_ONCE]


def rhythm_of(preference, code):
    """How often the person wants notices of this code."""
    if preference.only_acts and code not in ACTS:
        return Rhythm.OFF
    return Rhythm(getattr(preference, group_of(code)))


def channels_of(preference):
    """The channels that the person has switched on; a bot is on while it has a key."""
    return [channel for channel in (Channel.MAIL, *BOT_KEYS) if getattr(preference, channel)]


def last_letters_of(person):
    """{channel: the last letter with notices} of this person."""
    letters = Letter.objects.filter(person_id=person.pk).order_by("created_at", "pk")
    return {letter.channel: letter for letter in letters}


# -- what is new --


def news_of(person_id, now):
    """Notices that the person has neither read nor been told of by letter, the oldest first."""
    new = Notice.objects.filter(person_id=person_id, read_at=None, told_at=None, created_at__gte=now - NEWS)
    return new.order_by("pk")


def people_with_news(now):
    """The ids of people who have such notices."""
    new = Notice.objects.filter(read_at=None, told_at=None, created_at__gte=now - NEWS)
    return sorted(set(new.order_by().values_list("person_id", flat=True)))


def people(ids):
    """{id: account} of those who may sign in. The settings name the accounts' table: this room is below its owner."""
    return {person.pk: person for person in get_user_model().objects.filter(pk__in=list(ids), is_active=True)}


def is_used(link):
    """True if this link has acted already."""
    return UsedLink.objects.filter(digest=link.digest).exists()
