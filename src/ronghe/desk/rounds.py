"""`ronghe rounds recompute`: a round of the community again, from the records it froze."""

import sys
from argparse import Namespace, RawDescriptionHelpFormatter

from ronghe.desk.options import positive
from ronghe.desk.progress import progress

HELP = "compute a round of the community again, from what it froze"
DESCRIPTION = """Prints the digest that the frozen records of a round give now.

0: it is the digest that the round was sealed with; 1: it is another one; 2: the round has no result, or was computed
with another version of the program, of its encoder or of its taxonomy, so that the two cannot be compared."""


def add(commands):
    rounds = commands.add_parser("rounds", help="rounds of the community")
    verbs = rounds.add_subparsers(title="commands", dest="verb", required=True, metavar="COMMAND")
    parser = verbs.add_parser(
        "recompute", help=HELP, description=DESCRIPTION, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "round", type=positive, metavar="N", help="the number of the round, as in the address of its page"
    )
    parser.add_argument(
        "--workers", type=positive, default=None, help="threads that work on it (default: as many as fit)"
    )
    parser.set_defaults(run=run)


def run(given: Namespace) -> int:
    from ronghe.desk.site import set_up

    set_up(migrates=False)
    from ronghe.docking.actions import recomputed
    from ronghe.docking.models import Round

    round_ = Round.objects.filter(pk=given.round).exclude(result_digest="").first()
    if round_ is None:
        return _refuse(f"there is no round {given.round} with a result; its page's address ends with its number")
    others = differing(round_.inputs.get("version", {}))
    if others:
        return _refuse(f"the round was computed with another {', '.join(others)}; run this with that version")
    found = recomputed(round_, workers=given.workers, progress=progress("docking"))
    same = found == round_.result_digest
    print(f"{found}  {'as sealed' if same else 'NOT as sealed: ' + round_.result_digest}")
    return 0 if same else 1


def differing(version):
    """What of the program, its encoder and its taxonomy is not what the round was computed with."""
    from ronghe.docking.bridge import version_now

    return [f"{name} ({was})" for name, was in version.items() if version_now()[name] != was]


def _refuse(why: str) -> int:
    print(f"ronghe: {why}", file=sys.stderr)
    return 2
