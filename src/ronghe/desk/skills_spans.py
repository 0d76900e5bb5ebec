"""`ronghe skills spans`: English job ads in, the stretches that name skills and knowledge out."""

from argparse import Namespace

from ronghe.desk.options import add_out
from ronghe.desk.progress import progress
from ronghe.engine.spans import SpanReader
from ronghe.engine.tables import read_texts, words_of, write_rows

HELP = "mark what names a skill or knowledge in English ads, without a vocabulary"
DESCRIPTION = """Marks the stretches of English job ads that name a skill or something to know, whether a vocabulary has
them or not.

in:  {"id": "d1", "text": "You have experience with Python and mentor junior developers."}
out: {"id": "d1", "spans": [{"start": 24, "end": 30, "quote": "Python", "kind": "knowledge"},
      {"start": 35, "end": 60, "quote": "mentor junior developers", "kind": "skill"}]}

About half of what it marks is just what a reader would mark. start and end count characters of the text; where a row
has a title too, they count in title + line break + text."""


def add(commands):
    from argparse import RawDescriptionHelpFormatter

    parser = commands.add_parser(
        "spans", help=HELP, description=DESCRIPTION, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument("--in", dest="texts", required=True, metavar="T.jsonl", help="rows of {id, text, title?}")
    add_out(parser, "O.jsonl")
    parser.set_defaults(run=run)


def run(given: Namespace) -> None:
    rows, reader = read_texts(given.texts), SpanReader()
    show = progress("texts")
    out = []
    for done, row in enumerate(rows, 1):
        text = words_of(row)
        spans = [
            {"start": span.start, "end": span.end, "quote": text[span.start : span.end], "kind": span.kind}
            for span in reader.read(text)
        ]
        out.append({"id": row.fields["id"], "spans": spans})
        show(done, len(rows))
    write_rows(given.out, out, ("id", "spans"))
