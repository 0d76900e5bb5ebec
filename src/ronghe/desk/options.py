"""Options that several commands share, so that they read the same everywhere."""

import argparse
from pathlib import Path

from ronghe.engine import ENCODERS, TAXONOMY


def add_taxonomy(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--taxonomy",
        type=Path,
        default=TAXONOMY,
        metavar="X.jsonl",
        help="skills: {id, zh, en, aliases, broader?, uri?} (default: Ronghe's own)",
    )


def add_out(parser: argparse.ArgumentParser, example: str) -> None:
    parser.add_argument(
        "--out", type=Path, required=True, metavar=example, help="where the result goes; format by suffix"
    )


def add_encoder(parser: argparse.ArgumentParser, default: str) -> None:
    parser.add_argument(
        "--encoder", choices=[*ENCODERS, "hybrid"], default=default, help=f"how texts are compared (default: {default})"
    )


def positive(text: str) -> int:
    """A whole number from 1 up, as an argument."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 up")
    return int(text)
