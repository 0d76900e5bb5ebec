"""The only writer of the chain."""

from django.db import connection
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from ronghe.ledger.chain import GENESIS, chain_of, digest_of, plain
from ronghe.ledger.models import Entry

LOCK = 0x6C6564  # "led": keeps our advisory locks apart from others'


def record(*, by, what, on, unit=None, **facts):
    """The chain of `unit` (the community's, if None) ends with this entry, sealed. Returns the entry.

    `by` is a person or None (the clock, the command line); `on` is a saved row; `facts` name what changed and carry no
    personal data. Call it inside the transaction of what it tells of: it holds the end of the chain until the commit.
    A transaction that writes on several chains should take the units in the order of their keys.
    """
    chain = chain_of(unit)
    _hold(chain)
    last = Entry.objects.filter(chain=chain).order_by("-seq").first()
    entry = Entry(
        chain=chain,
        seq=last.seq + 1 if last else 1,
        at=timezone.now(),
        by_id=by.pk if by else None,
        what=what,
        on_kind=on._meta.label_lower,
        on_id=str(on.pk),
        facts=plain(facts),
        previous=last.digest if last else GENESIS,
    )
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
    return entry


def _hold(chain):
    """Nobody else writes on `chain` until this transaction ends, even where it has no entry yet.

    SQLite has one writer at a time and our transactions take that place when they begin (IMMEDIATE).
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("ledger.record belongs in the transaction of what it tells of")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, chain])
