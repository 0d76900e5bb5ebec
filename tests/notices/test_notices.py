"""Notices are their reader's own, and part of the transaction they tell of."""

from django.db import transaction

from ronghe.notices import actions, queries
from ronghe.notices.models import Notice
from tests.people import NOBODY


def test_each_person_has_one(cast):
    Notice.objects.all().delete()
    sent = actions.send(to=[cast.owner.pk, cast.editor.pk, cast.owner.pk], code="round.finished", path="/r/1", round=1)
    assert sent == 2
    notice = queries.unread_for(cast.owner).get()
    assert (notice.code, notice.path, notice.facts) == ("round.finished", "/r/1", {"round": 1})


def test_reading_is_for_oneself(cast):
    Notice.objects.all().delete()
    actions.send(to=[cast.owner.pk], code="x")
    notices = list(queries.unread_for(cast.owner))
    assert actions.mark_read(by=cast.editor, notices=notices) == 0
    assert actions.mark_read(by=cast.owner, notices=notices) == 1
    assert actions.mark_read(by=cast.owner, notices=notices) == 0
    assert not queries.unread_for(cast.owner)
    assert queries.notices_of(cast.owner).count() == 1


def test_a_rollback_takes_them_along(cast):
    before = Notice.objects.count()
    with transaction.atomic():
        actions.send(to=[cast.owner.pk], code="x")
        transaction.set_rollback(True)
    assert Notice.objects.count() == before


def test_nobody_has_none(db):
    assert not queries.unread_for(NOBODY)
    assert not queries.unread_for(None)
