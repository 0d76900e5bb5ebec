"""Text as the reader sees it: folded letter by letter, so that every place in it is a place in the original."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from opencc_purepy import OpenCC

__all__ = ["HALF", "Compact", "compact", "fold"]

HALF = re.compile("[\ud800-\udfff]")  # half a character, which no model takes
DASHES = "‐‑‒–—―−－"
DROPPED = re.compile(r"[ \t\u00a0\u2009\u200b\ufeff_\-·•]")  # what may stand, or not, inside a written form


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


class Compact:
    """A folded text without spaces and hyphens, and the way back to the places of the original.

    `letters[i]` stands at `places[i]` of the original; `places` has one more entry, the original's length.
    """

    __slots__ = ("letters", "places")
    letters: str
    places: Sequence[int]

    def __init__(self, text: str) -> None:
        folded = fold(text)
        if DROPPED.search(folded) is None:
            self.letters, self.places = folded, range(len(folded) + 1)
            return
        places = [place for place, letter in enumerate(folded) if not DROPPED.match(letter)]
        self.letters = "".join(folded[place] for place in places)
        self.places = [*places, len(folded)]


def compact(form: str) -> str:
    """A written form as it is looked up: folded, without spaces and hyphens."""
    return DROPPED.sub("", fold(form)).strip()
