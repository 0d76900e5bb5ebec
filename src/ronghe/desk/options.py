"""Options that several commands share, so that they read the same everywhere."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ronghe.engine import ENCODERS, TAXONOMY, BadInput


def add_taxonomy(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--taxonomy",
        type=Path,
        default=TAXONOMY,
        metavar="X",
        help="skills: JSON lines of {id, zh, en, …}, an ESCO CSV or a CASE package (default: Ronghe's own)",
    )


def add_out(parser: argparse.ArgumentParser, example: str) -> None:
    parser.add_argument(
        "--out", type=Path, required=True, metavar=example, help="where the result goes; format by suffix"
    )


def add_encoder(parser: argparse.ArgumentParser, default: str, *more: str) -> None:
    """`--encoder`: one of the engine's, or one that the command itself makes of several; the default first."""
    choices = list(dict.fromkeys([*ENCODERS, default, *more]))
    parser.add_argument(
        "--encoder", choices=choices, default=default, help=f"how texts are compared (default: {default})"
    )


def positive(text: str) -> int:
    """A whole number from 1 up, as an argument."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 up")
    return int(text)


def hexadecimal(text: str) -> bytes:
    """Bytes in hex, as an argument."""
    try:
        if not text.isascii() or any(letter.isspace() for letter in text):
            raise ValueError
        return bytes.fromhex(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not hexadecimal: two of 0 … 9, a … f for each byte") from None


def read_all(*readings: Callable[[], Any]) -> list[Any]:
    """What each of these reads gives; where any fails, BadInput with the faults of all of them."""
    given, faults = [], []
    for read in readings:
        try:
            given.append(read())
        except BadInput as error:
            faults += error.faults
    if faults:
        raise BadInput(faults)
    return given
