"""`ronghe gap`: the courses of a programme against live demand, skill by skill."""

from argparse import Namespace, RawDescriptionHelpFormatter

from ronghe.desk.dock import with_skills
from ronghe.desk.options import add_out, add_taxonomy, read_all
from ronghe.engine import Demand, Reader, Supply, gap, read_taxonomy
from ronghe.engine.tables import read_postings, write_rows

COLUMNS = ("skill", "demanded", "covered", "status", "courses")
HELP = "hold a programme's courses against demand"
DESCRIPTION = """Says for each skill how many people are asked for who need it, how far the courses cover it, and which.

status: missing (no course), thin (only in part), covered, surplus (taught, asked by nobody)."""


def add(commands):
    parser = commands.add_parser("gap", help=HELP, description=DESCRIPTION, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--programme", required=True, metavar="P", help="one row a course: {id, text, title?, skills?}")
    parser.add_argument(
        "--demands", required=True, metavar="D", help="what is needed: {id, text, quantity?, skills?, …}"
    )
    add_taxonomy(parser)
    add_out(parser, "O.jsonl")
    parser.set_defaults(run=run)


def run(given: Namespace) -> None:
    taxonomy = read_taxonomy(given.taxonomy)
    reader = Reader(taxonomy)
    courses, demands = read_all(
        lambda: read_postings(given.programme, Supply, taxonomy),
        lambda: read_postings(given.demands, Demand, taxonomy),
    )
    rows = gap([with_skills(c, reader) for c in courses], [with_skills(d, reader) for d in demands], taxonomy)
    write_rows(given.out, ({name: getattr(row, name) for name in COLUMNS} for row in rows), COLUMNS)
