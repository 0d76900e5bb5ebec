"""What waits to be read."""

from ronghe.notices.models import Notice


def unread_for(person):
    """The notices that `person` has not read, newest first; none for someone who is not signed in."""
    return notices_of(person).filter(read_at=None)


def notices_of(person):
    """All notices of `person`, newest first."""
    return Notice.objects.filter(person_id=person.pk) if person and person.pk else Notice.objects.none()
