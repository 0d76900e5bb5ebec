"""The only writer of keys. All but `forget_keys` are part of the transaction of whoever calls."""

from datetime import timedelta

from django.utils import timezone

from ronghe.once.models import Key

KEPT = timedelta(days=7)  # a request is sent again within minutes; what is pressed again a week later is meant anew


def claim(*, owner, key, route, digest):
    """(row, is new): the key is `owner`'s from now on, or the row that has it already, with the answer it got.

    Whoever comes with the same key at the same moment waits for the end of the first one's transaction: on PostgreSQL
    here, at the constraint; on SQLite at the beginning of their own.
    """
    return Key.objects.get_or_create(owner=owner, key=key, defaults={"route": route, "digest": digest})


def keep_answer(*, row, status_code, location="", content_type="", body=""):
    """The same key again gets this answer."""
    row.status_code, row.location, row.content_type, row.body = status_code, location, content_type, body
    row.save(update_fields=["status_code", "location", "content_type", "body"])


def release(*, row):
    """Nothing was done, so the key is free."""
    row.delete()


def forget_keys():
    """Keys older than a week are gone. Returns how many."""
    return Key.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]
