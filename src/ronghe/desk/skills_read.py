"""`ronghe skills read`: texts in, the skills in them out, each with the words that say so."""

from argparse import Namespace

from ronghe.desk.options import add_out, add_taxonomy
from ronghe.desk.progress import progress
from ronghe.engine import Linker, Reader, facts, read_taxonomy
from ronghe.engine.reading import one_each
from ronghe.engine.tables import read_texts, words_of, write_rows

COLUMNS = ("id", "skills", "facts")
HELP = "read the skills in texts, with evidence"
DESCRIPTION = """Reads which skills each text names and whether it requires, prefers or excludes them.

in:  {"id": "d1", "text": "招会用 ComfyUI 的设计师，懂版权优先"}
out: {"id": "d1", "skills": [{"id": …, "start": 3, "end": 10, "quote": "ComfyUI", "mode": "required",
      "level": 3, "confidence": 1.0}, …],
      "facts": [{"kind": "headcount", "start": …, "end": …, "quote": "60 名", "mode": "required", "low": 60}, …]}

With --link, a clause in which no known word stands is compared with the names of all skills. Where it is near enough to
one, the row says so: {"id": …, "quote": the whole clause, …, "confidence": 0.85, "linked": true}. About so many of such
rows are right; confirm them before use.

A fact is a head-count, years of experience (low, high) or a certificate.

start and end count characters of the text; where a row has a title too, they count in title + line break + text."""


def add(commands):
    from argparse import RawDescriptionHelpFormatter

    parser = commands.add_parser(
        "read", help=HELP, description=DESCRIPTION, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument("--in", dest="texts", required=True, metavar="T.jsonl", help="rows of {id, text, title?}")
    add_taxonomy(parser)
    parser.add_argument(
        "--link", action="store_true", help="also link clauses without a known word, by likeness (slower)"
    )
    add_out(parser, "O.jsonl")
    parser.set_defaults(run=run)


def run(given: Namespace) -> None:
    reader = Reader(read_taxonomy(given.taxonomy))
    rows = read_texts(given.texts)
    texts = list(map(words_of, rows))
    found = map(Linker(reader).read, texts) if given.link else map(one_each, reader.mentions_of(texts))
    show = progress("texts")
    out = []
    for done, (row, text, mentions) in enumerate(zip(rows, texts, found, strict=True), 1):
        skills, said = map(as_row, mentions), map(as_fact, facts(text))
        out.append({"id": row.fields["id"], "skills": list(skills), "facts": list(said)})
        show(done, len(rows))
    write_rows(given.out, out, COLUMNS)


def as_row(mention):
    """A mention as the file format has it."""
    row = {
        "id": mention.skill,
        "start": mention.start,
        "end": mention.end,
        "quote": mention.quote,
        "mode": mention.mode,
    }
    if mention.level is not None:
        row["level"] = mention.level
    return {**row, "confidence": mention.confidence} | ({"linked": True} if mention.linked else {})


def as_fact(fact):
    """A fact as the file format has it."""
    row = {"kind": fact.kind, "start": fact.start, "end": fact.end, "quote": fact.quote, "mode": fact.mode}
    return row | {name: value for name, value in (("low", fact.low), ("high", fact.high)) if value is not None}
