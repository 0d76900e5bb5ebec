"""The `ronghe` command: `ronghe WORD [WORD] --options`. Each command is one small file with `add` and `run`."""

import argparse
import sys
from collections.abc import Sequence

from ronghe.desk import (
    dock,
    gap,
    ledger,
    prove,
    rounds,
    seat,
    site,
    skills_convert,
    skills_coverage,
    skills_rank,
    skills_read,
    skills_spans,
)
from ronghe.desk.backups import commands as backups
from ronghe.engine import BadInput, EngineError

DESCRIPTION = """Docks the demands of industry with the supplies of education, in Chinese and English, with reasons.

Files are .jsonl, .csv or .xlsx, by suffix. A file with bad rows is refused whole, with every bad row and field named
(exit 2)."""


def parser() -> argparse.ArgumentParser:
    """The whole command line, ready to parse; the reference page of commands is made from it."""
    top = argparse.ArgumentParser(
        prog="ronghe", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    words = top.add_subparsers(title="commands", dest="command", required=True, metavar="COMMAND")
    skills = words.add_parser("skills", help="read skills from texts, rank texts against texts, convert taxonomies")
    verbs = skills.add_subparsers(title="commands", dest="verb", required=True, metavar="COMMAND")
    for into, command in (
        (verbs, skills_read),
        (verbs, skills_rank),
        (verbs, skills_spans),
        (verbs, skills_coverage),
        (verbs, skills_convert),
        (words, dock),
        (words, gap),
        (words, seat),
        (words, prove),
    ):
        command.add(into)
    rounds.add(words)
    site.add(words)
    ledger.add(words)
    backups.add(words)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. 0: the output is complete; 2: bad input, said on stderr, nothing written."""
    given = parser().parse_args(arguments)
    try:
        return given.run(given) or 0
    except BadInput as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)
        print(f"{len(error.faults)} fault(s); nothing was written.", file=sys.stderr)
        return 2
    except EngineError as error:
        print(f"ronghe: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("ronghe: stopped; nothing was written.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
