"""`ronghe seat`: applicants and seats in, an allocation that anyone can prove out."""

from argparse import Namespace, RawDescriptionHelpFormatter
from pathlib import Path

from ronghe.desk.options import hexadecimal
from ronghe.engine import BadValue, fit, seat, seating_of
from ronghe.engine.tables import read_allocation, read_seating, write_allocation

HELP = "give applicants seats: stable, or with the largest total fit"
DESCRIPTION = """Writes who sits where, and a certificate that `ronghe prove` checks.

in:  {"applicants": [[[0], [1, 2]], …], "positions": [{"capacity": 2, "prefs": [[1], [0, 3]]}, …]}: tie groups, best
     first, of positions or applicants numbered from 0; or arrays (.npz)
out: {"assignment": [0, -1, …], "matched": …, "certificate": {…}}

stable: nobody is at a worse place than one that would rather have them, and among such allocations each applicant has
the best; ties are decided by the lottery of --seed. fit: the largest sum of `fit` over those who sit."""


def add(commands):
    parser = commands.add_parser(
        "seat", help=HELP, description=DESCRIPTION, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--in", dest="given", required=True, metavar="I", help="applicants and positions (.json or .npz)"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="O.json", help="where the allocation goes")
    parser.add_argument(
        "--objective", choices=("stable", "fit"), default="stable", help="what is sought (default: stable)"
    )
    parser.add_argument(
        "--seed", type=hexadecimal, metavar="HEX", help="the public draw that decides ties (default: an empty one)"
    )
    parser.add_argument(
        "--start", metavar="R.json", help="fit: an earlier result to start from, so that few people move"
    )
    parser.set_defaults(run=run)


def run(given: Namespace) -> None:
    if given.start and given.objective != "fit":
        raise BadValue("--start is for --objective fit; leave it out")
    problem = seating_of(read_seating(given.given), given.seed)
    if given.objective == "fit":
        allocation = fit(problem, start=read_allocation(given.start) if given.start else None)
    else:
        allocation = seat(problem)
    write_allocation(given.out, allocation.document())
