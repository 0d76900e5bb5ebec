"""Finding where the ledger is not as it was written. Everything is read once, in order, and nothing is kept."""

from typing import NamedTuple

from ronghe.ledger.chain import COMMITTED, GENESIS, commitment, digest_of
from ronghe.ledger.models import Disclosure, Entry, Seal
from ronghe.ledger.sealing import digest_of_seal, mark


class Break(NamedTuple):
    """The place, and what is wrong there: gap, link, content, published or disclosure."""

    chain: str
    seq: int
    why: str


class Finding(NamedTuple):
    """What reading a chain to its end, or to its first break, gave."""

    chain: str
    seq: int  # of the last entry read
    digest: str
    broken: Break | None


def check_chain(chain, *, published=(), marks=None):
    """Reads `chain` once. `published` are (seq, digest) heads of it that were published earlier.

    `marks` is a set of published marks: those of entries that stand are taken out of it.
    """
    seq, previous, wanted = 0, GENESIS, dict(published)
    for seq, entry in enumerate(Entry.objects.filter(chain=chain).order_by("seq").iterator(), 1):
        why = _fault(entry, seq, previous) or ("published" if wanted.pop(seq, entry.digest) != entry.digest else "")
        if why:
            return Finding(chain, seq, entry.digest, Break(chain, seq, why))
        previous = entry.digest
        if marks:
            marks.discard(mark(chain, seq, previous))
    if wanted:
        return Finding(chain, seq, previous, Break(chain, seq + 1, "published"))
    return Finding(chain, seq, previous, _false_disclosure(chain))


def _fault(entry, seq, previous):
    """What is wrong with `entry` where `seq` is due after `previous`; "" where nothing is."""
    if entry.seq != seq:
        return "gap"
    if entry.previous != previous:
        return "link"
    return "" if entry.digest == digest_of(entry) else "content"


def _false_disclosure(chain):
    """The first value that is not what its entry commits to, or None. Erased ones are nobody's fault."""
    for one in Disclosure.objects.filter(entry__chain=chain).select_related("entry").order_by("entry__seq").iterator():
        if one.entry.facts.get(COMMITTED, {}).get(one.name) != commitment(one.salt, one.value):
            return Break(chain, one.entry.seq, "disclosure")
    return None


def first_false_seal():
    """The number of the first seal that is not as it was made, or None when all fit together."""
    number, previous = 0, GENESIS
    for number, seal in enumerate(Seal.objects.order_by("number").iterator(), 1):
        if seal.number != number or seal.previous != previous or seal.digest != digest_of_seal(seal):
            return number
        previous = seal.digest
    return None
