"""Reading the chain, and finding where it was tampered with."""

from ronghe.ledger.chain import GENESIS, digest_of
from ronghe.ledger.models import Entry


def chains():
    """The names of all chains that have an entry."""
    return list(Entry.objects.order_by("chain").values_list("chain", flat=True).distinct())


def head(chain):
    """(seq, digest) of the last entry: what is published outside, so that nobody can shorten or rewrite the chain."""
    last = Entry.objects.filter(chain=chain).order_by("-seq").first()
    return (last.seq, last.digest) if last else (0, GENESIS)


def first_break(chain, *, published=None):
    """The first place where `chain` is not as it was written, or None when it is whole. Reads the chain once.

    A chain cut short or rewritten as a whole still fits together: only a head that was `published` earlier betrays it.
    """
    seq, previous = 0, GENESIS
    for seq, entry in enumerate(Entry.objects.filter(chain=chain).order_by("seq").iterator(), 1):
        if entry.seq != seq or entry.previous != previous or entry.digest != digest_of(entry):
            return seq
        previous = entry.digest
        if published and published[0] == seq and published[1] != previous:
            return seq
    return seq + 1 if published and published[0] > seq else None


def entries_on(row):
    """What was done to `row`, oldest first, whichever chain it is on."""
    return Entry.objects.filter(on_kind=row._meta.label_lower, on_id=str(row.pk)).order_by("at", "id")
