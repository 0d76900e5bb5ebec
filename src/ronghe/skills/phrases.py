"""What texts say again and again without naming a known skill: candidates for the vocabulary, with quotes."""

import re
from collections import Counter
from dataclasses import dataclass

from ronghe.skills import bridge

LEAST = 3  # texts that say it
MOST = 60  # phrases of one look, the most frequent first
AROUND = 40  # letters of a quote on either side
QUOTES = 3
HAN = re.compile(r"[\u4e00-\u9fff]")
NUMBER = re.compile(r"\d+\s*(?:[年月日名人台套元万]|[-—~]\s*\d)")


@dataclass(frozen=True)
class Text:
    """One text to look through, whose it is, and the key of its posting."""

    text: str
    source: str
    posting: int


@dataclass(frozen=True)
class Phrase:
    """A phrase, in how many texts it stands, and some of the places."""

    phrase: str
    count: int
    quotes: tuple[dict, ...]


def phrases_of(texts):
    """The `Phrase`s that stand in at least LEAST of `texts` (`Text`) where nothing is read, the most frequent first.

    A phrase is an item between punctuation marks, without the words that introduce a skill. Linear in the texts.
    """
    found = {}
    for one in texts:
        for phrase, start, end in _unread_items(one.text):
            places = found.setdefault(bridge.letters(phrase), {})
            places.setdefault(one.posting, (one, phrase, start, end))
    frequent = [places.values() for places in found.values() if len(places) >= LEAST]
    frequent.sort(key=lambda places: (-len(places), next(iter(places))[1]))
    return [_phrase(list(places)) for places in frequent[:MOST]]


def quote_of(text, phrase):
    """Where `text` (a `Text`) says the phrase, as evidence has it; None where it does not, in these very letters."""
    start = text.text.lower().find(phrase.lower())
    return quoted(text, start, start + len(phrase)) if phrase and start >= 0 else None


def quoted(text, start, end):
    """The words around a place of a `Text`, within its line: {quote, start, end, source, posting}."""
    line = text.text.rfind("\n", 0, start) + 1
    stop = text.text.find("\n", end)
    first, last = max(line, start - AROUND), min(len(text.text) if stop < 0 else stop, end + AROUND)
    place = {"start": start - first, "end": end - first}
    return {"quote": text.text[first:last], **place, "source": text.source, "posting": text.posting}


def _phrase(places):
    [(written, _)] = Counter(phrase for _, phrase, _, _ in places).most_common(1)
    quotes = tuple(quoted(text, start, end) for text, _, start, end in places[:QUOTES])
    return Phrase(written, len(places), quotes)


def _unread_items(text):
    """(phrase, start, end) of each item in which nothing is read, and that could be the name of a skill."""
    taken = [(mention.start, mention.end) for mention in bridge.mentions(text)]
    for start, end in bridge.names(text):
        if _is_name(text[start:end]) and not any(a < end and start < b for a, b in taken):
            yield text[start:end], start, end


def _is_name(phrase):
    """True for two to ten Chinese characters with few other letters, and for one to four words of others."""
    if not any(letter.isalpha() for letter in phrase) or NUMBER.search(phrase) or not bridge.could_name(phrase):
        return False
    if HAN.search(phrase):
        return 2 <= len(bridge.letters(phrase)) <= 12
    return 3 <= len(phrase) <= 40 and len(phrase.split()) <= 4
