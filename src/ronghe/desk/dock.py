"""`ronghe dock`: demands and supplies in free text in, an exact, explained docking out."""

from argparse import Namespace, RawDescriptionHelpFormatter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from ronghe.desk.options import add_encoder, add_out, add_taxonomy, positive, read_all
from ronghe.desk.progress import progress
from ronghe.engine import Demand, Problem, Reader, SkillUse, Supply, dock, encoder, read_taxonomy
from ronghe.engine.tables import read_postings, write_rows

COLUMNS = ("demand", "rank", "supply", "score", "uncertainty", "parts")
COLUMNS += ("matched", "partial", "missing", "reasons", "changes")
HELP = "dock demands with supplies, with reasons"
DESCRIPTION = """Puts the best supplies before each demand, with each score's parts, reasons, and what would change it.

Records: {id, text, title?, kind?, region?, skills?, level?, start?, end?, quantity?, owner?, kept?, ended?}. A record
without skills has them read from its text. Every pair is scored; kinds that do not go together, and what ended before
it is needed, are left out."""


def add(commands):
    parser = commands.add_parser(
        "dock", help=HELP, description=DESCRIPTION, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument("--demands", required=True, metavar="D", help="what is needed (.jsonl, .csv or .xlsx)")
    parser.add_argument("--supplies", required=True, metavar="S", help="what is offered")
    add_taxonomy(parser)
    add_out(parser, "O.jsonl")
    parser.add_argument(
        "--top", type=positive, default=10, metavar="K", help="supplies for each demand, up to 200 (default: 10)"
    )
    add_encoder(parser, "use")
    parser.set_defaults(run=run)


def run(given: Namespace) -> None:
    taxonomy = read_taxonomy(given.taxonomy)
    demands, supplies = read_all(
        lambda: read_postings(given.demands, Demand, taxonomy),
        lambda: read_postings(given.supplies, Supply, taxonomy),
    )
    reader = Reader(taxonomy)
    problem = Problem(
        tuple(with_skills(d, reader) for d in demands), tuple(with_skills(s, reader) for s in supplies), taxonomy
    )
    with ThreadPoolExecutor() as executor:
        result = dock(
            problem, top=given.top, using=encoder(given.encoder), executor=executor, progress=progress("demands")
        )
    write_rows(given.out, (as_row(pair) for pairs in result.pairs.values() for pair in pairs), COLUMNS)


def with_skills(posting, reader):
    """The posting as it is, or with the skills read from its words where it names none."""
    if posting.skills:
        return posting
    return replace(posting, skills=tuple(SkillUse(m.skill, m.mode, m.level) for m in reader.read(posting.words)))


def as_row(pair):
    """A pair as the file format has it."""
    return {
        "demand": pair.demand,
        "rank": pair.rank,
        "supply": pair.supply,
        "score": pair.score,
        "uncertainty": pair.uncertainty,
        "parts": dict(pair.parts),
        "matched": list(pair.matched),
        "partial": list(pair.partial),
        "missing": list(pair.missing),
        "reasons": [{"code": reason.code, "facts": dict(reason.facts)} for reason in pair.reasons],
        "changes": [{"code": reason.code, "facts": dict(reason.facts)} for reason in pair.changes],
    }
