"""How much of what ads say a taxonomy explains, and what it has no words for.

An ad is cut into the reader's own clauses. A clause that holds a mention is explained. Of the others, those with a cue
of what cannot hold a skill (`asides.py`) are set aside; what remains asks for or offers something that the taxonomy
does not know, and its frequent phrases (`phrases.py`) are what it may lack.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ronghe.engine.asides import ASIDES, STOP_CHARACTERS, STOP_WORDS
from ronghe.engine.phrases import Gram, Run, phrases, tokens, written
from ronghe.engine.reading import Reader
from ronghe.engine.text import fold
from ronghe.engine.unread import EXPLAINED, pieces

__all__ = ["LANGUAGES", "Coverage", "Share", "Unexplained", "coverage_of"]

LANGUAGES = ("zh", "en")
LONGEST = {"zh": 8, "en": 4}  # tokens of a phrase: characters, words
HAN = re.compile(r"[\u4e00-\u9fff]")
WORD = re.compile(r"[A-Za-z]{2,}")
AD_WORDS = frozenset(  # what every English ad says and no taxonomy needs, when it stands alone
    "ability able based best candidate company day environment excellent experience experienced good great help high"
    " including job join key knowledge level looking make multiple need new people person position related relevant"
    " role skill skills strong team teams understanding use used using various want well within work working world"
    " years".split()
)


@dataclass(frozen=True, slots=True)
class Share:
    """The clauses of the texts of one language. Every clause is explained, or in `asides` by its kind, or neither."""

    language: str  # zh or en
    texts: int
    clauses: int
    explained: int
    asides: Mapping[str, int]

    @property
    def asking(self) -> int:
        """Clauses that ask for or offer something, as far as the cues tell."""
        return self.clauses - sum(self.asides.values())

    @property
    def share(self) -> float | None:
        """Explained of those that ask or offer, in [0, 1]; None where none does."""
        return self.explained / self.asking if self.asking else None


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A phrase that clauses without a mention share; the first of them is `text[start:end] == quote`."""

    language: str
    phrase: str
    count: int
    texts: int
    text: str  # the id of the text
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a taxonomy explains of texts, and the phrases of the rest, those in most texts first."""

    shares: tuple[Share, ...]
    unexplained: tuple[Unexplained, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A clause of a text, and what became of it: explained, one of ASIDES, or nothing yet."""

    language: str
    source: int
    start: int
    end: int
    quote: str
    fate: str


def coverage_of(texts: Mapping[str, str], reader: Reader, *, top: int = 100, least: int = 2) -> Coverage:
    """What the reader's taxonomy explains of texts (id → text), Chinese and English apart.

    At most `top` phrases for each language, each in `least` texts or more. A text is Chinese if it has at least
    as many Chinese characters as Latin words. Deterministic; linear in the texts.
    """
    cut = [piece for source, text in enumerate(texts.values()) for piece in _pieces(source, text, reader)]
    written_in = [_language(text) for text in texts.values()]
    shares = tuple(_share(language, written_in.count(language), cut) for language in LANGUAGES)
    ids = list(texts)
    found = (one for language in LANGUAGES for one in _unexplained(language, cut, ids, top, least))
    return Coverage(shares, tuple(found))


def _language(text: str) -> str:
    chinese = len(HAN.findall(fold(text)))
    return "zh" if chinese and chinese >= len(WORD.findall(text)) else "en"


def _pieces(source: int, text: str, reader: Reader) -> Iterator[_Piece]:
    """The clauses of a text that say anything."""
    language = _language(text)
    for one in pieces(text, [mention.start for mention in reader.mentions(text)]):
        yield _Piece(language, source, one.start, one.end, text[one.start : one.end], one.fate)


def _share(language: str, texts: int, cut: Sequence[_Piece]) -> Share:
    fates = Counter(piece.fate for piece in cut if piece.language == language)
    asides = {kind: fates[kind] for kind in ASIDES}
    return Share(language, texts, fates.total(), fates[EXPLAINED], asides)


def _unexplained(
    language: str, cut: Sequence[_Piece], ids: Sequence[str], top: int, least: int
) -> Iterator[Unexplained]:
    runs = [
        Run(piece.source, number, run)
        for number, piece in enumerate(cut)
        if piece.language == language and not piece.fate
        for run in tokens(piece.quote)
    ]
    for one in phrases(runs, _stands, longest=LONGEST[language], least=least)[:top]:
        piece = cut[one.first]
        yield Unexplained(
            language, written(one.gram), one.count, one.texts, ids[piece.source], piece.start, piece.end, piece.quote
        )


def _stands(gram: Gram) -> bool:
    """True for what can be a phrase: no function word at either end, and more than a number or one plain word."""
    if any(end in STOP_WORDS or end in STOP_CHARACTERS or end.isdigit() for end in (gram[0], gram[-1])):
        return False
    return len(gram) > 1 or (len(gram[0]) > 1 and gram[0] not in AD_WORDS)
