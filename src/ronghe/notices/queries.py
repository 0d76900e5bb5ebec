"""What waits to be read, and what waits to be sent."""

from datetime import timedelta

from django.utils import timezone

from ronghe.notices.models import Letter, Notice
from ronghe.notices.states import LetterStatus


def unread_for(person):
    """The notices that `person` has not read, newest first; none for someone who is not signed in."""
    return notices_of(person).filter(read_at=None)


def notices_of(person):
    """All notices of `person`, newest first."""
    return Notice.objects.filter(person_id=person.pk) if person and person.pk else Notice.objects.none()


def all_letters(status=""):
    """All letters, or those of a status, newest first."""
    return Letter.objects.filter(status=status) if status else Letter.objects.all()


def due_letters():
    """Letters to try now, the longest due first."""
    due = Letter.objects.filter(status=LetterStatus.WAITING, next_try_at__lte=timezone.now())
    return due.order_by("next_try_at", "pk")


def failed_letters():
    """Letters of the last month that did not leave, will not by themselves, and could still be sent; newest first."""
    now = timezone.now()
    recent = Letter.objects.filter(status=LetterStatus.FAILED, created_at__gte=now - timedelta(days=30))
    return recent.exclude(useless_at__lte=now)


def was_written_since(*, to, codes, since):
    """True if a letter with one of these codes was written to this address since then."""
    return Letter.objects.filter(to=to, code__in=codes, created_at__gte=since).exists()
