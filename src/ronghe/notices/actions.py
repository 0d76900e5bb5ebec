"""The only writer of notices. They are rows of the caller's transaction: read after the commit, or never there."""

from django.utils import timezone

from ronghe.notices.models import Notice


def send(*, to, code, path="", **facts):
    """Each person of `to` (ids) has one unread notice of this. One insert; returns how many were written."""
    notices = [Notice(person_id=person, code=code, path=path, facts=facts) for person in sorted(set(to))]
    return len(Notice.objects.bulk_create(notices))


def mark_read(*, by, notices):
    """These notices are read, as far as they are `by`'s own. Returns how many were unread."""
    ids = [notice.pk for notice in notices]
    return Notice.objects.filter(pk__in=ids, person_id=by.pk, read_at=None).update(read_at=timezone.now())
