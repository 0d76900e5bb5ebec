"""`ronghe ledger verify` and `ronghe ledger seal`: whether the audit chains are whole, and where they end."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from ronghe.desk.progress import progress
from ronghe.desk.site import set_up

WRONG = {
    "gap": "an entry is missing, or two changed places",
    "link": "it does not follow the entry before it",
    "content": "its content does not fit its digest",
    "disclosure": "a value beside it is not the one that it commits to",
    "published": "it is not what was published: the chain was cut short or written anew",
}


def add(commands):
    """`ledger verify` and `ledger seal` are among the commands."""
    ledger = commands.add_parser("ledger", help="verify the audit chains, or seal where they end now")
    verbs = ledger.add_subparsers(title="commands", dest="verb", required=True, metavar="COMMAND")
    verify = verbs.add_parser("verify", help="read every chain; exit 1 at a break")
    _add_verify(verify)
    seal = verbs.add_parser("seal", help="publish where every chain ends now; `daily` does so too")
    seal.set_defaults(run=run_seal)


def _add_verify(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--heads", type=Path, nargs="+", default=[], metavar="SEAL.json",
        help="seals that were published and kept elsewhere: only they betray a chain that was rewritten as a whole",
    )  # fmt: skip
    parser.add_argument("--chain", metavar="NAME", help="only this chain: community, or unit:NUMBER")
    parser.set_defaults(run=run_verify)


def run_seal(given: Namespace) -> int:
    """The newest seal says where every chain ends now."""
    set_up()
    from ronghe.ledger.actions import seal

    made = seal()
    print(f"Seal {made.number} of {made.at:%Y-%m-%d %H:%M} over {len(made.heads)} chain(s): {made.digest}")
    return 0


def run_verify(given: Namespace) -> int:
    """One line for each chain. 0: all are whole; 1: something is not as it was written; 2: a file is no seal."""
    set_up(migrates=False)
    from ronghe.ledger.published import NotASeal, read_seals

    documents = []
    for path in given.heads:
        try:
            documents += read_seals(path.read_text("utf-8"))
        except (OSError, NotASeal, UnicodeDecodeError) as fault:
            print(f"ronghe: {path}: {fault}", file=sys.stderr)
            return 2
    return 1 if _faults(given.chain, documents) else 0


def _faults(only, documents):
    """How many faults were found and said; every chain is read, so that the first of each is named."""
    from ronghe.ledger import published

    marks = published.marks_of(documents)
    count = _seal_faults(documents) + sum(_chain_faults(_names(only), marks))
    places = published.places_of(marks, documents)
    for lost in sorted(marks):
        chain, seq = places.get(lost, (None, None))
        if chain and only in (None, chain):
            count += _say_fault(f"{chain}: entry {seq}: {WRONG['published']}")
        elif only is None:
            count += _say_fault(f"a published head is in no chain: {lost}")
    return count


def _names(only):
    from ronghe.ledger.queries import chains, seals

    if only:
        return [only]
    last = seals().first()
    return sorted({*chains(), *(last.heads if last else ())})


def _chain_faults(names, marks):
    """1 for each chain with a break, 0 for each whole one, said as they are read."""
    from ronghe.ledger.queries import seals
    from ronghe.ledger.verifying import check_chain

    last = seals().first()
    show = progress("chains")
    for number, name in enumerate(names, 1):
        head = last.heads.get(name) if last else None
        found = check_chain(name, published=[head] if head else (), marks=marks)
        show(number, len(names))
        if found.broken:
            yield _say_fault(f"{name}: entry {found.broken.seq}: {WRONG[found.broken.why]}")
        else:
            print(f"{name}: {found.seq:,} entries, whole, {found.digest[:16]}…")
            yield 0


def _seal_faults(documents):
    from ronghe.ledger.published import changed_seals
    from ronghe.ledger.verifying import first_false_seal

    changed = changed_seals(documents)
    false = first_false_seal()
    for number in changed:
        _say_fault(f"seal {number}: not as it was published")
    return len(changed) + (_say_fault(f"seal {false}: not as it was made") if false else 0)


def _say_fault(line):
    print(line, flush=True)
    return 1
