"""Notices are written and read. They are rows of the caller's transaction, as are the letters that tell of them."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ronghe.notices.actions.digests import tell_at_once
from ronghe.notices.models import Notice


@transaction.atomic
def send(*, to, code, path="", **facts):
    """Each person of `to` (ids) has one unread notice of this; whoever wants such at once has a letter too.

    One insert and one look at the preferences; returns how many notices were written.
    """
    return send_each(code=code, told=[(person, path, facts) for person in sorted(set(to))])


@transaction.atomic
def send_each(*, code, told):
    """As `send`, to many people with different facts at the cost of one: (person, path, facts) of each."""
    notices = [Notice(person_id=person, code=code, path=path, facts=facts) for person, path, facts in told]
    Notice.objects.bulk_create(notices)
    tell_at_once(notices, code)
    return len(notices)


def mark_read(*, by, notices):
    """These notices are read, as far as they are `by`'s own. Returns how many were unread."""
    ids = [notice.pk for notice in notices]
    return Notice.objects.filter(pk__in=ids, person_id=by.pk, read_at=None).update(read_at=timezone.now())


def forget_notices(*, now):
    """Notices that were read settings.NOTICE_RETENTION days ago are gone. Returns how many."""
    return Notice.objects.filter(read_at__lt=now - timedelta(days=settings.NOTICE_RETENTION)).delete()[0]
