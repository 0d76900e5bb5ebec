"""The only writer of the chain, of what its entries commit to, and of its seals."""

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from ronghe.ledger import queries
from ronghe.ledger.chain import COMMITTED, GENESIS, chain_of, commitment, digest_of, new_salt, plain
from ronghe.ledger.models import Disclosure, Entry, Seal
from ronghe.ledger.sealing import digest_of_seal

LOCK = 0x6C6564  # "led": keeps our advisory locks apart from others'


SEALING = "seals"  # names the lock of those who seal, as a chain's name does that of its writers


def record(*, by, what, on, unit=None, private=None, **facts):
    """The chain of `unit` (the community's, if None) ends with this entry, sealed. Returns the entry.

    `by` is a person or None (the clock, the command line); `on` is a saved row; `facts` name what changed and carry no
    personal data. What people typed and what concerns them goes into `private` ({name: value}): the entry holds
    salted commitments only, and `forget` erases the values. Empty values are left out.

    Call it inside the transaction of what it tells of: it holds the end of the chain until the commit. A transaction
    that writes on several chains should take the units in the order of their keys.
    """
    chain = chain_of(unit)
    disclosed = [Disclosure(name=k, salt=new_salt(), value=v) for k, v in plain(private or {}).items() if v]
    if disclosed:
        facts[COMMITTED] = {one.name: commitment(one.salt, one.value) for one in disclosed}
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
    for one in disclosed:
        one.entry = entry
    Disclosure.objects.bulk_create(disclosed)
    return entry


@transaction.atomic
def forget(*, by=None, by_id=None, on=None):
    """What entries commit to is erased: of what the person `by_id` did, and of what was done to the row `on`.

    Entries and their commitments stay, so the chains stay whole. Returns how many values are gone; one ledger entry,
    where there were any.
    """
    gone = 0
    for row, found in _forgotten(by_id, on):
        count, _ = found.delete()
        gone += count
        if count:
            record(by=by, what="ledger.forgotten", on=row, count=count)
    return gone


def _forgotten(by_id, on):
    """(row, disclosures) of each way in which somebody is asked to be forgotten."""
    if by_id is not None:
        yield get_user_model()(pk=by_id), Disclosure.objects.filter(entry__by_id=by_id)
    if on is not None:
        kind, pk = on._meta.label_lower, str(on.pk)
        yield on, Disclosure.objects.filter(entry__on_kind=kind, entry__on_id=pk)


@transaction.atomic
def seal():
    """The last seal says where every chain ends now. Returns it; a new one only where something was written since.

    It is no entry itself: it would be written since the seal that it tells of.
    """
    _hold(SEALING)
    last = Seal.objects.first()
    heads = queries.heads()
    if last and last.heads == heads:
        return last
    made = Seal(
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        heads=heads,
        previous=last.digest if last else GENESIS,
    )
    made.digest = digest_of_seal(made)
    made.save(force_insert=True)
    return made


def _hold(chain):
    """Nobody else writes on `chain` until this transaction ends, even where it has no entry yet.

    SQLite has one writer at a time and our transactions take that place when they begin (IMMEDIATE).
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("ledger.record belongs in the transaction of what it tells of")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCK, chain])
