"""What waits to be read, and what waits to be sent."""

from django.utils import timezone

from ronghe.notices.models import Letter, Notice
from ronghe.notices.states import LetterStatus


def unread_for(person):
    """The notices that `person` has not read, newest first; none for someone who is not signed in."""
    return notices_of(person).filter(read_at=None)


def notices_of(person):
    """All notices of `person`, newest first."""
    return Notice.objects.filter(person_id=person.pk) if person and person.pk else Notice.objects.none()


def due_letters():
    """Letters to try now, the longest due first."""
    due = Letter.objects.filter(status=LetterStatus.WAITING, next_try_at__lte=timezone.now())
    return due.order_by("next_try_at", "pk")


def failed_letters():
    """Letters that did not leave and will not by themselves, newest first."""
    return Letter.objects.filter(status=LetterStatus.FAILED)


def was_written_since(*, to, codes, since):
    """True if a letter with one of these codes was written to this address since then."""
    return Letter.objects.filter(to=to, code__in=codes, created_at__gte=since).exists()
