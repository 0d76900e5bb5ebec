"""Text → what it says of people in numbers: how many are sought, how many years they have worked, which certificates.

Chinese and English. Every fact quotes the text; a number that speaks of something else (money, dates, hours, the age of
a firm) is left alone.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ronghe.engine.clauses import split
from ronghe.engine.text import fold

__all__ = ["Fact", "facts"]

DIGITS = {letter: value for value, letter in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
NUMBER = r"(?:\d{1,5}|[一二两三四五六七八九十百]{1,5})"
ENGLISH = "zero one two three four five six seven eight nine ten eleven twelve".split()
WORD = rf"(?:\d{{1,5}}|\b(?:{'|'.join(ENGLISH[1:])})\b)"
TO = r"\s*(?:-|~|至|到|to|–)\s*"
PEOPLE = (
    r"(?:\w+ ){0,3}?(?:people|persons|candidates|interns?|students|graduates|trainees|apprentices|positions|openings"
    r"|vacancies|hires|designers|artists|engineers|developers|animators|editors|teachers|operators|producers)\b"
)
HEADCOUNT = (
    re.compile(
        rf"(?:招聘?|招收|招募|需要?|缺|扩招|名额|人数|计划)[^，。；;\n\d]{{0,8}}?"
        rf"(?P<low>{NUMBER})(?:{TO}(?P<high>{NUMBER}))?\s*(?:余|多)?(?:名|位|人|个(?:人|名额|岗位?|学生|实习生))"
    ),
    re.compile(  # a number that stands for itself: 设计师 60 名
        rf"(?<![\d第有了几数上成近余超过])(?P<low>\d{{1,5}})(?:{TO}(?P<high>\d{{1,5}}))?\s*名(?=[，。；;、）)\s]|以[上内]|$)"
    ),
    re.compile(
        rf"\b(?:hir(?:e|ing)|recruit(?:ing|s)?|seek(?:ing|s)?|need(?:ing|s)?|look(?:ing|s)? for|want(?:ed|s)?|place)"
        rf"(?: \w+)?? (?P<low>{WORD})(?:{TO}(?P<high>{WORD}))? {PEOPLE}"
    ),
    re.compile(rf"(?<![\w.])(?P<low>{WORD})(?:{TO}(?P<high>{WORD}))? (?:positions|openings|vacancies|places|seats)\b"),
)
YEARS = (
    re.compile(
        rf"(?<![\d.第近])(?<!成立)(?<!创立)(?<!创办)(?<!过去)(?P<low>{NUMBER})(?:{TO}(?P<high>{NUMBER}))?\s*年(?!级|度|制|龄|底|初|薪|假|终|末|代|轻|前|后)"
        r"(?=[^，。；;\n]{0,16}(?:经验|经历|工作|从业|以上))"
    ),
    re.compile(
        rf"(?P<low>{WORD})\s*(?:\+|or more|plus)?(?:{TO}(?P<high>{WORD}))?\s*\+?\s*(?:years?|yrs?)\b'?"
        r"(?=[^.;\n]{0,60}\bexperience|[^.;\n]{0,20}\bin (?:a|an|the)?\s*\w)"
    ),
)
CERTIFICATE = (
    re.compile(
        r"(?:1\+x|[\w\u4e00-\u9fff+]{2,14}?)(?:职业(?:技能等级|资格)证书?|资格证书?|技能证书|等级证书|上岗证|从业证)"
        r"|(?:[a-z][a-z0-9]+ ?){1,3}认证|[\u4e00-\u9fff]{2,8}(?:师|员|专家)认证"
    ),
    re.compile(r"普通话[一二]级[甲乙]等|(?:英语|cet)[ -]?[四六46]级?|雅思\s*\d(?:\.\d)?|托福\s*\d+"),
    re.compile(r"\b(?:pmp|cissp|ccna|cfa|cpa|ielts \d(?:\.\d)?|toefl \d+)\b"),
    re.compile(r"\b(?:[a-z][\w+.]* ){1,3}(?:certificat(?:e|ion)s?|certified)\b|\bcertified (?:[a-z]\w* ){1,2}[a-z]\w*"),
)
NO_NAME = re.compile(  # words before a certificate that are no part of its name
    r"(?:不要求|无需|无须|不需要|须|需|应|要|有|持有?|具有|具备|取得|获得?|拥有|考取|要求)+"
    r"|(?:a|an|the|any|or|and|with|relevant|related|of|is|have|has|holds?|no|your|our|get|be|must|should)\b"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """`text[start:end] == quote`, in code points. `low` and `high` are whole numbers, or None for a certificate."""

    kind: str  # headcount, years or certificate
    start: int
    end: int
    quote: str
    mode: str  # required, desired or excluded, as the clause around it says
    low: int | None = None
    high: int | None = None  # None where the text gives no upper end


def facts(text: str) -> list[Fact]:
    """Every fact in the order of the text; no two of one kind overlap. Linear in the text."""
    folded = fold(text)
    clauses = split(folded)

    def mode_at(place: int) -> str:
        return next((c.mode for c in reversed(clauses) if c.start <= place), "required")

    found: list[Fact] = []
    for kind, patterns, read in KINDS:
        taken: list[range] = []
        for start, end, low, high in sorted(
            (place for pattern in patterns for place in read(pattern, folded)), key=lambda place: (place[0], -place[1])
        ):
            if all(end <= other.start or start >= other.stop for other in taken):
                taken.append(range(start, end))
                found.append(Fact(kind, start, end, text[start:end], mode_at(start), low, high))
    return sorted(found, key=lambda fact: (fact.start, fact.kind))


Place = tuple[int, int, int | None, int | None]


def _numbers(pattern: re.Pattern[str], folded: str) -> Iterator[Place]:
    for match in pattern.finditer(folded):
        low, high = (number(match[name]) if match[name] else None for name in ("low", "high"))
        if low and (high is None or low <= high):
            yield match.start("low"), match.end(), low, high


def _names(pattern: re.Pattern[str], folded: str) -> Iterator[Place]:
    for match in pattern.finditer(folded):
        words = match.group()
        lead = NO_NAME.match(words)
        while lead:
            words = words[lead.end() :].lstrip()
            lead = NO_NAME.match(words)
        if " " in words or not words.isascii() or pattern is CERTIFICATE[2]:
            yield match.end() - len(words), match.end(), None, None


KINDS: tuple[tuple[str, tuple[re.Pattern[str], ...], Callable[[re.Pattern[str], str], Iterator[Place]]], ...] = (
    ("headcount", HEADCOUNT, _numbers),
    ("years", YEARS, _numbers),
    ("certificate", CERTIFICATE, _names),
)


def number(written: str) -> int:
    """A whole number as people write it: 60, 六十, 十二, 两百, twelve."""
    if written.isdigit() and written.isascii():
        return int(written)
    if written in ENGLISH:
        return ENGLISH.index(written)
    total, digit = 0, 0
    for letter in written:
        if letter in "十百":
            total += (digit or 1) * (10 if letter == "十" else 100)
            digit = 0
        else:
            digit = DIGITS[letter]
    return total + digit
