"""`ronghe skills coverage`: how much of real ads a taxonomy explains, and the phrases it has no words for."""

from argparse import Namespace, RawDescriptionHelpFormatter

from ronghe.desk.options import add_out, add_taxonomy, positive
from ronghe.engine import Reader, coverage_of, read_taxonomy
from ronghe.engine.tables import read_texts, words_of, write_rows

COLUMNS = ("language", "phrase", "count", "texts", "text", "start", "end", "quote")
NAMES = {"zh": "Chinese", "en": "English"}
HELP = "say how much of real ads a taxonomy explains, and what it lacks"
DESCRIPTION = """Cuts ads into clauses and says what share of those that ask for or offer something holds a skill,
Chinese and English apart. Writes the phrases that the other clauses share, those in most texts first:

out: {"language": "zh", "phrase": "跟单", "count": 9, "texts": 7, "text": "d4", "start": 31, "end": 38,
      "quote": "负责大货跟单"}

quote is the first clause that has the phrase, as it stands in the text named by `text`, between start and end. Clauses
about pay, benefits, place and hours, contacts or the company, headings and formal requirements (degree, years) are
counted apart, by a list of cue words; a clause that holds a skill is explained, whatever else it says."""


def add(commands):
    parser = commands.add_parser(
        "coverage", help=HELP, description=DESCRIPTION, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument("--in", dest="texts", required=True, metavar="T.jsonl", help="rows of {id, text, title?}")
    add_taxonomy(parser)
    parser.add_argument(
        "--top", type=positive, default=100, metavar="N", help="phrases for each language (default: 100)"
    )
    parser.add_argument(
        "--least", type=positive, default=2, metavar="N", help="texts that a phrase stands in, or more (default: 2)"
    )
    add_out(parser, "O.jsonl")
    parser.set_defaults(run=run)


def run(given: Namespace) -> None:
    reader = Reader(read_taxonomy(given.taxonomy))
    texts = {str(row.fields["id"]): words_of(row) for row in read_texts(given.texts)}
    found = coverage_of(texts, reader, top=given.top, least=given.least)
    write_rows(given.out, ({name: getattr(one, name) for name in COLUMNS} for one in found.unexplained), COLUMNS)
    for share in found.shares:
        if share.clauses:
            print(as_line(share))


def as_line(share):
    """The share of one language, with what it is a share of, as one line."""
    asides = ", ".join(f"{kind} {count}" for kind, count in share.asides.items() if count)
    part = "nothing asked or offered" if share.share is None else f"{share.share:.1%} explained"
    counts = f"{share.explained} of {share.asking} clauses in {share.texts} texts"
    return f"{NAMES[share.language]}: {part} ({counts}; set aside: {asides or 'none'})"
