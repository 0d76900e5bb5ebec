"""What a text says beside the written forms that were found: its clauses and what became of each, and names in them.

One way of cutting for all that look at the rest of a text: coverage counts the clauses, linking compares them with the
taxonomy, and the names that many texts share are proposed to a vocabulary.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ronghe.engine.asides import aside, has_words
from ronghe.engine.clauses import Clause, split
from ronghe.engine.text import fold

__all__ = ["EXPLAINED", "Piece", "names", "pieces"]

EXPLAINED = "explained"
AROUND = " \t,，、"  # stands around a clause and is no part of it
ITEM = re.compile(r"[^，,。；;！!？?：:、/\n\r()（）\[\]【】《》“”\"|·•…]+")
MARK = re.compile(r"^\s*(?:[-–—*#]+|\d{1,2}[.)]|[①-⑳])?\s*")
BEFORE = re.compile(  # what introduces a skill, and is none
    r"(?:能够?|可以?|会|懂|有|需要?|要求|熟悉|熟练|掌握|精通|擅长|了解|具备|具有|使用|运用|用|负责|参与|独立|完成|进行|从事|相关|良好的?"
    r"|至少|优秀的?|较强的?|一定的?|以及|或者|和|与|及|或)+"
    r"|(?:(?:experience|knowledge|understanding|familiar|familiarity|proficient|skilled|skills|able|ability|good|strong"
    r"|solid|basic|must|know|should|can|use|using|with|of|in|to|at|and|or|the|a|an|for|we|need|our|is|are|be|have)\b\s*)+"
)
AFTER = re.compile(
    r"(?:者?优先(?:考虑)?|等|的?(?:经验|能力|工作|方面|相关|知识|基础|技能|人员|要求)|者|的)+$"
    r"|\s+(?:is|are|a|plus|preferred|required|experience|skills?|etc|and|or)\b.*$"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause without what stands around it, `text[start:end]`. `fate`: EXPLAINED, one of ASIDES, or "" for unread."""

    clause: Clause
    start: int
    end: int
    fate: str


def pieces(text: str, places: Sequence[int]) -> Iterator[Piece]:
    """The clauses that say anything, in order; those that hold one of `places`, where a form was read, are explained.

    Linear in the text. A text in other letters (width, script, case) is cut at the same places.
    """
    folded = fold(text)
    clauses = split(folded)
    starts = [clause.start for clause in clauses]
    explained = {bisect_right(starts, place) - 1 for place in places}
    for number, clause in enumerate(clauses):
        start, end = _within(folded, clause)
        if has_words(folded[start:end]):
            yield Piece(clause, start, end, EXPLAINED if number in explained else aside(folded[start:end]) or "")


def _within(folded: str, clause: Clause) -> tuple[int, int]:
    words = folded[clause.start : clause.end]
    start = clause.start + len(words) - len(words.lstrip(AROUND))
    return start, start + len(words.strip(AROUND))


def names(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The places of the items of a stretch, each without what introduces a skill and what follows it; none is empty.

    >>> text = "能够独立完成产品修图、排版，有云渲染经验者优先"
    >>> [text[a:b] for a, b in names(text)]
    ['产品修图', '排版', '云渲染']
    """
    folded = fold(text)
    for item in ITEM.finditer(folded, start, len(folded) if end is None else end):
        place = _bare(folded, *item.span())
        if place[0] < place[1]:
            yield place


def _bare(folded: str, start: int, end: int) -> tuple[int, int]:
    start += len(folded[start:end]) - len(MARK.sub("", folded[start:end]))
    introduced = BEFORE.match(folded, start, end)
    start = introduced.end() if introduced else start
    words = AFTER.sub("", folded[start:end].rstrip(" \t.-")).rstrip()
    return start + len(words) - len(words.lstrip()), start + len(words)
