"""`ronghe skills convert`: a taxonomy from one format into another, and on stderr what the other cannot hold."""

import sys
from argparse import ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections import Counter
from dataclasses import replace
from pathlib import Path

from ronghe.engine.tables import FORMATS, moment, read_framework, write_framework

HELP = "convert a taxonomy: JSON lines, ESCO CSV, CASE JSON"
DESCRIPTION = """Writes a taxonomy in the format of the suffix: .jsonl (ours), .csv (ESCO) or .json (1EdTech CASE 1.1).

An ESCO file is named for its language, skills_en.csv or skills_zh.csv; its headings and relations are written beside
it. A CASE package needs a creator and a date: where the file that is read says none, give them. What the format
cannot hold is counted on stderr."""


def add(commands):
    parser = commands.add_parser(
        "convert", help=HELP, description=DESCRIPTION, formatter_class=RawDescriptionHelpFormatter
    )
    parser.add_argument("--in", dest="given", type=Path, required=True, metavar="X", help="the taxonomy to read")
    parser.add_argument("--out", type=Path, required=True, metavar="Y", help="where it goes; format by suffix")
    parser.add_argument("--format", choices=tuple(FORMATS), help="of --out, where its suffix does not tell")
    parser.add_argument("--language", choices=("en", "zh"), help="CASE: whose label is the statement (default: en)")
    parser.add_argument("--title", help="CASE: of the framework (default: the name of the file)")
    parser.add_argument("--creator", help="CASE: who made it")
    parser.add_argument("--date", type=day, metavar="DAY", help="of the last change, such as 2027-03-31")
    parser.add_argument("--base", type=address, metavar="ADDRESS", help="where the concepts are to be published")
    parser.set_defaults(run=run)


def run(given: Namespace) -> None:
    framework = read_framework(given.given)
    said = {name: getattr(given, name) for name in ("title", "creator", "date", "base", "language")}
    lost = write_framework(
        given.out, replace(framework, **{name: value for name, value in said.items() if value}), given.format
    )
    for what, count in sorted((Counter(framework.left) + lost).items()):
        print(f"{given.out}: does not hold {count:,} × {what}", file=sys.stderr)


def day(text: str) -> str:
    """A day or moment of ISO 8601, as an argument."""
    if moment(text) is None:
        raise ArgumentTypeError(f"{text!r} is not a day such as 2027-03-31")
    return text


def address(text: str) -> str:
    """An absolute address, as an argument."""
    if ":" not in text or any(letter.isspace() for letter in text):
        raise ArgumentTypeError(f"{text!r} is not an absolute address")
    return text
