"""Random tamperings of copies of a real ledger: how many of them the verification catches.

    RONGHE_TAMPERINGS=10000 python -m pytest -q -s tests/ledger/test_tampering.py -k every

A tampering changes one field, removes, moves, cuts off, or writes everything anew from some entry on with digests that
fit. The last two fit together by themselves: only a head that was published betrays them. Each is made in a
transaction that is undone.
"""

import random
from datetime import timedelta

from django.db import transaction

from ronghe.ledger.chain import digest_of
from ronghe.ledger.models import Entry

FIELDS = ("at", "by_id", "what", "on_kind", "on_id", "facts", "previous", "digest")


class Undo(Exception):
    """Ends the transaction of one tampering."""


def tampered(chance, chain, check):
    """What `check()` says while `chain` is tampered with in one random way; and the name of the way."""
    way = chance.choice(WAYS)
    try:
        with transaction.atomic():
            way(chance, chain)
            found = check()
            raise Undo
    except Undo:
        return way.__name__, found


def entries(chain):
    return Entry.objects.filter(chain=chain).order_by("seq")


def one(chance, chain):
    return chance.choice(list(entries(chain)))


def edit(chance, chain):
    """One field of one entry is another."""
    entry, field = one(chance, chain), chance.choice(FIELDS)
    Entry.objects.filter(pk=entry.pk).update(**{field: other(chance, getattr(entry, field), field)})


def other(chance, value, field):
    if field == "at":
        return value + timedelta(microseconds=chance.choice((-1, 1)) * chance.randrange(1, 10**12))
    if field == "by_id":
        return chance.randrange(10**6) if value is None else value + chance.randrange(1, 10**6)
    if field == "facts":
        return {**value, "forged": chance.randrange(10**6)}
    if field in ("previous", "digest"):
        place = chance.randrange(64)
        return value[:place] + chance.choice([c for c in "0123456789abcdef" if c != value[place]]) + value[place + 1 :]
    return f"{value[:-1]}{chance.choice([c for c in 'xyz0123' if c != value[-1:]])}"


def delete(chance, chain):
    """One entry is gone; half of the time those after it are numbered anew."""
    entry = one(chance, chain)
    entry.delete()
    if chance.random() < 0.5:
        for later in entries(chain).filter(seq__gt=entry.seq):
            Entry.objects.filter(pk=later.pk).update(seq=later.seq - 1)


def reorder(chance, chain):
    """Two entries have changed places."""
    first, second = chance.sample(list(entries(chain)), 2)
    for entry, seq in ((first, 10**9), (second, first.seq), (first, second.seq)):
        Entry.objects.filter(pk=entry.pk).update(seq=seq)


def truncate(chance, chain):
    """The chain ends earlier."""
    entries(chain).filter(seq__gte=one(chance, chain).seq).delete()


def rewrite(chance, chain):
    """One entry says something else, and everything from there on fits it again."""
    forged = one(chance, chain)
    rest = list(entries(chain).filter(seq__gte=forged.seq))
    rest[0].facts = {**rest[0].facts, "forged": chance.randrange(10**6)}
    previous = rest[0].previous
    for entry in rest:
        entry.previous, entry.digest = previous, ""
        entry.digest = previous = digest_of(entry)
    Entry.objects.bulk_update(rest, ["facts", "previous", "digest"])


WAYS = (edit, delete, reorder, truncate, rewrite)


def chances(seed, count):
    """A source of chance for each tampering, the same for the same seed."""
    return (random.Random(seed * 1_000_003 + number) for number in range(count))
