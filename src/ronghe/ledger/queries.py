"""Reading the chain and its seals."""

from django.db.models import Max

from ronghe.ledger.chain import GENESIS
from ronghe.ledger.models import Disclosure, Entry, Seal
from ronghe.ledger.verifying import check_chain


def chains():
    """The names of all chains that have an entry."""
    return list(Entry.objects.order_by("chain").values_list("chain", flat=True).distinct())


def head(chain):
    """(seq, digest) of the last entry: what is published outside, so that nobody can shorten or rewrite the chain."""
    last = Entry.objects.filter(chain=chain).order_by("-seq").first()
    return (last.seq, last.digest) if last else (0, GENESIS)


def heads():
    """{chain: [seq, digest]} of the last entries, as one query sees them."""
    last = Entry.objects.order_by().values("chain").annotate(last=Max("id")).values("last")  # ids rise along a chain
    rows = Entry.objects.filter(pk__in=last).order_by("chain").values_list("chain", "seq", "digest")
    return {chain: [seq, digest] for chain, seq, digest in rows.iterator()}


def first_break(chain, *, published=None):
    """The first place where `chain` is not as it was written, or None when it is whole. Reads the chain once.

    A chain cut short or rewritten as a whole still fits together: only a head that was `published` earlier betrays it.
    """
    broken = check_chain(chain, published=[published] if published else ()).broken
    return broken.seq if broken else None


def entries_on(row):
    """What was done to `row`, oldest first, whichever chain it is on."""
    return Entry.objects.filter(on_kind=row._meta.label_lower, on_id=str(row.pk)).order_by("at", "id")


def disclosed(entries):
    """{entry key: {name: value}} of what these entries commit to and what has not been erased."""
    found = {}
    for one in Disclosure.objects.filter(entry__in=[entry.pk for entry in entries]):
        found.setdefault(one.entry_id, {})[one.name] = one.value
    return found


def reasons_of(entries):
    """{entry key: the reason that somebody typed}; entries from before commitments hold it among their facts."""
    values = disclosed(entries)
    return {entry.pk: values.get(entry.pk, {}).get("reason") or entry.facts.get("reason") or "" for entry in entries}


def seals():
    """All seals, the newest first."""
    return Seal.objects.all()


def seal_over(entry):
    """The first seal that was made after `entry` stood, or None: until then nothing published binds it."""
    return Seal.objects.filter(at__gte=entry.at).order_by("number").first()
