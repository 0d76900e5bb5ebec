"""`ronghe skills rank`: short texts ranked against short texts."""

from argparse import Namespace
from pathlib import Path

from ronghe.desk.options import add_encoder, positive, read_all
from ronghe.desk.progress import progress
from ronghe.engine import encoder, rank
from ronghe.engine.tables import read_texts, words_of, write_whole

HELP = "rank titles, occupations or skills for each query"
DESCRIPTION = "Ranks every text of the corpus for every query and writes query-id TAB doc-id TAB score, best first."


def add(commands):
    parser = commands.add_parser("rank", help=HELP, description=DESCRIPTION)
    parser.add_argument("--in", dest="queries", required=True, metavar="Q.jsonl", help="rows of {id, text}")
    parser.add_argument("--corpus", required=True, metavar="C.jsonl", help="rows of {id, text, …} to rank")
    parser.add_argument("--out", type=Path, required=True, metavar="run.tsv", help="where the ranking goes")
    parser.add_argument(
        "--top", type=positive, default=100, metavar="N", help="how many for each query, up to 200 (default: 100)"
    )
    add_encoder(parser, "hybrid")
    parser.set_defaults(run=run)


def run(given: Namespace) -> None:
    queries, corpus = read_all(lambda: read_texts(given.queries), lambda: read_texts(given.corpus))
    names = ("chars", "use") if given.encoder == "hybrid" else (given.encoder,)
    ranked = rank(
        [words_of(row) for row in queries],
        [words_of(row) for row in corpus],
        [encoder(name) for name in names],
        top=given.top,
        progress=progress("queries"),
    )
    lines = [
        f"{query.fields['id']}\t{corpus[place].fields['id']}\t{score:.5f}\n"
        for query, best in zip(queries, ranked, strict=True)
        for place, score in best
    ]
    write_whole(given.out, lambda file: file.writelines(line.encode() for line in lines))
