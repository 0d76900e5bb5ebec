"""`ronghe seat`: applicants and seats in, an allocation that anyone can prove out."""

from argparse import Namespace, RawDescriptionHelpFormatter
from pathlib import Path

from ronghe.desk.options import hexadecimal
from ronghe.engine import BadValue, fit, seat, seating_of
from ronghe.engine.tables import read_allocation, read_seating, write_allocation

HELP = "give applicants seats: stable, or with the largest total fit"
DESCRIPTION = """Writes who sits where, and a certificate that `ronghe prove` checks.

in:  {"applicants": [[[0], [1, 2]], …], "positions": [{"capacity": 2, "prefs": [[1], [0, 3]]}, …]}: tie groups, best
     first, of positions or applicants numbered from 0; or arrays (.npz); or a folder with two tables of ids,
     choices.csv (applicant, position, rank, key[, fit]) and positions.csv (position, capacity)
out: {"assignment": [0, -1, …], "matched": …, "certificate": {…}}; for a folder also O.csv (applicant, position), with
     the certificate beside it in O.json

stable: nobody is at a worse place than one that would rather have them, and among such allocations each applicant has
the best; ties are decided by the lottery of --seed. fit: the largest sum of `fit` over those who sit."""


def add(commands):
    parser = commands.add_parser(
        "seat", help=HELP, description=DESCRIPTION, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--in", dest="given", required=True, metavar="I", help="applicants and positions (.json, .npz or a folder)"
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="O", help="where the allocation goes (.json or .csv)"
    )
    parser.add_argument(
        "--objective", choices=("stable", "fit"), default="stable", help="what is sought (default: stable)"
    )
    parser.add_argument(
        "--seed", type=hexadecimal, metavar="HEX", help="the public draw that decides ties (default: an empty one)"
    )
    parser.add_argument("--start", metavar="R", help="fit: an earlier result to start from, so that few people move")
    parser.set_defaults(run=run)


def run(given: Namespace) -> None:
    if given.start and given.objective != "fit":
        raise BadValue("--start is for --objective fit; leave it out")
    read = read_seating(given.given)
    problem = seating_of(read, given.seed)
    if given.objective == "fit":
        allocation = fit(problem, start=read_allocation(given.start, read) if given.start else None)
    else:
        allocation = seat(problem)
    write_allocation(given.out, allocation.document(), read)
