"""Text as the reader sees it: folded letter by letter, so that every place in it is a place in the original."""

import re
import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray
from opencc_purepy import OpenCC

__all__ = ["HALF", "Compact", "compact", "fold"]

HALF = re.compile("[\ud800-\udfff]")  # half a character, which no model takes
DASHES = "‐‑‒–—―−－"
SPACES = " \t\u00a0\u2009\u200b\ufeff_·•"  # with the hyphen, what may stand, or not, inside a written form
DROPPED = re.compile(f"[{SPACES}-]")
LATIN, DROP, SPACE = 1, 2, 4  # marks of a letter


@cache
def _table() -> dict[int, str]:
    """One character → one character: half width, lower case, simplified Chinese, bare Latin letters, plain dashes."""
    table = {0x3000: " ", **{ord(dash): "-" for dash in DASHES}}
    for code in range(0xFF01, 0xFF5F):
        table[code] = chr(code - 0xFEE0)
    for code in range(0x41, 0x250):
        plain = unicodedata.normalize("NFKD", chr(code))[0].lower()
        if plain != chr(code) and len(plain) == 1 and chr(code).isalpha():
            table[code] = plain
    han = [chr(code) for code in range(0x4E00, 0xA000)]
    for traditional, simplified in zip(han, OpenCC("t2s").convert("\n".join(han)).split("\n"), strict=True):
        if simplified != traditional and len(simplified) == 1:
            table[ord(traditional)] = simplified
    table |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # half a character, which no search takes
    return {code: letter.lower() for code, letter in table.items()}


def fold(text: str) -> str:
    """`text` with width, case, accents and traditional forms evened out. Same length, same places."""
    return text.translate(_table())


@cache
def _marks() -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """For every code point: what it folds to, and whether the result is dropped or makes a word with its neighbour."""
    folded = np.arange(0x110000, dtype=np.uint32)
    for code, letter in _table().items():
        folded[code] = ord(letter)
    marks = np.zeros(0x110000, np.uint8)
    for code in range(128):
        marks[code] = LATIN * chr(code).isalnum()
    marks[ord("-")] = DROP
    for letter in SPACES:
        marks[ord(letter)] = DROP | SPACE
    return folded, marks[folded]


class Compact:
    """A folded text without spaces and hyphens, and the way back to the places of the original.

    `letters[i]` stands at `places[i]` of the original; `places` has one more entry, the original's length. `folded` is
    the original, folded. Of each place of it `spaces` counts what was dropped up to it, hyphens apart, and `latin`,
    with one more at its end, says whether a letter or digit of a Latin word stands there. O(length), in NumPy.
    """

    __slots__ = ("folded", "latin", "letters", "places", "spaces")

    def __init__(self, text: str) -> None:
        folded, marks = _marks()
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        mark, codes = marks[codes], folded[codes]
        kept = np.flatnonzero((mark & DROP) == 0)
        self.places = np.append(kept, len(codes))
        self.folded: str = codes.tobytes().decode("utf-32-le")
        self.letters: str = codes[kept].tobytes().decode("utf-32-le")
        self.latin = np.append(mark == LATIN, False)
        self.spaces = np.cumsum((mark & SPACE) > 0)


def compact(form: str) -> str:
    """A written form as it is looked up: folded, without spaces and hyphens."""
    return DROPPED.sub("", fold(form)).strip()
