"""Text → skills, with evidence: which skills a text names, where, whether it requires them, and how well.

Every written form of the taxonomy is looked for in one pass (Aho–Corasick, doi:10.1145/360825.360855) over the folded
text; longer forms win over shorter ones, no Latin form is found inside a word, and every mention quotes the text. A
list such as 角色、场景建模 is read as two kinds of modelling.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, chain

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation

from ronghe.engine.clauses import Clause, split
from ronghe.engine.taxonomy import Taxonomy
from ronghe.engine.text import DROPPED, Compact, compact, fold

__all__ = ["Mention", "Reader", "batches", "one_each"]

WEAK = 0.8  # confidence of a form that needs company
SHARED_HEAD = 0.75  # … and of an item that shares its head with others
HEADS = tuple(
    "建模 设计 制作 动画 剪辑 开发 运营 策划 绘制 创作 特效 生成 编程 渲染 拍摄 绑定 模型 原画 测试 标注 修复 审核 识别"
    " 训练 设备 软件".split()
)
BEFORE_HEAD = re.compile(r"((?:[\u4e00-\u9fffa-z0-9]{1,6}(?:、|/|和|与|及|或|以及))+)$")
BETWEEN = re.compile(r"、|/|以及|和|与|及|或")
VERSION = re.compile(r"\d{1,4}(?:\.\d+)?(?![a-z])")
PLURAL = re.compile(r"e?s(?![a-z0-9])")
PLAIN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|[\u3400-\u9fff]+")  # a form that nobody writes with spaces inside
HEAD, TAIL, LONGER, GAPS, ODD, IS_WEAK = 1, 2, 4, 8, 16, 32  # marks of a form
BREAK = "\n"  # between texts that are searched together; no form has one
TOGETHER = 100_000  # characters of such texts
RANK = {"required": 0, "desired": 1, "excluded": 2}


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a text names a skill. `text[start:end] == quote`, in code points; `confidence` in (0, 1]."""

    skill: str
    start: int
    end: int
    quote: str
    mode: str  # required, desired or excluded
    level: int | None
    confidence: float
    linked: bool = False  # by likeness of its clause to the skill's names, not by a written form: to be confirmed


@dataclass(frozen=True, slots=True)
class _Form:
    skill: str
    letters: str
    written: str
    weak: bool
    versioned: bool  # a tool, so a version may follow without a space: UE5, Maya2024


_Found = tuple[_Form, int, int, float]  # form, start, end, confidence


class Reader:
    """Reads texts with one taxonomy. Building costs a pass over every written form; reading is linear in the text."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self._forms = list(_forms(taxonomy))
        self._by_letters = {form.letters: form for form in reversed(self._forms) if not form.weak}
        self._marks = np.array([_mark(form) for form in self._forms], np.int64)
        self._automaton = AhoCorasick(
            [form.letters for form in self._forms], implementation=Implementation.ContiguousNFA, store_patterns=False
        )
        self._groups = {form.skill: taxonomy.groups_of(form.skill) for form in self._forms}

    def mentions(self, text: str) -> list[Mention]:
        """Every mention, in the order of the text; mentions do not overlap."""
        return self._read(text, list(self.find(text)))

    def mentions_of(self, texts: Sequence[str]) -> Iterator[list[Mention]]:
        """`mentions` of each text. Forms are looked for in many texts at once, which is several times as fast."""
        for some in batches(texts):
            starts = list(accumulate((len(text) + 1 for text in some), initial=0))
            found: list[list[_Found]] = [[] for _ in some]
            for form, start, end, sure in self.find(BREAK.join(some)):
                number = bisect_right(starts, start) - 1
                found[number].append((form, start - starts[number], end - starts[number], sure))
            yield from map(self._read, some, found)

    def _read(self, text: str, found: list[_Found]) -> list[Mention]:
        clauses = split(fold(text))
        found += self._shared_heads(text, found)
        found = self._in_company(found, clauses)
        return [
            self._mention(text, form, start, end, clauses, sure)
            for form, start, end, sure in sorted(found, key=lambda f: f[1])
        ]

    def read(self, text: str) -> list[Mention]:
        """One mention for each skill, in the order of the text: what requires it, before what would like it."""
        return one_each(self.mentions(text))

    def find(self, text: str) -> Iterator[_Found]:
        """The alias pass: every form, its place and confidence, longest first, never two over one letter."""
        seen = Compact(text)
        taken = bytearray(len(seen.letters))
        for index, start, end, first, last, plain in self._hits(seen):
            if taken.find(1, start, end) < 0:
                form = self._forms[index]
                place = (first, last + 1) if plain else _place(text, seen, form, start, end)
                if place:
                    taken[start:end] = b"\1" * (end - start)
                    yield form, *place, WEAK if form.weak else 1.0

    def _hits(self, seen: Compact) -> list[tuple[int, int, int, int, int, bool]]:
        """(form, start, end, first, last, plain), longest first, without most that are a part of another word.

        The form stands in `seen.letters[start:end]`, its first and last letter at those places of the original; plain
        says that this is all there is to ask.
        """
        hits = self._automaton.find_matches_as_indexes(seen.letters, overlapping=True)
        index, start, end = np.fromiter(chain.from_iterable(hits), np.int64, 3 * len(hits)).reshape(-1, 3).T
        first, last, marks = seen.places[start], seen.places[end - 1], self._marks[index]
        before, after = seen.latin[first - 1] & (first > 0), seen.latin[last + 1]
        fits = ~(before & ((marks & HEAD) > 0)) & ~(after & ((marks & (TAIL | LONGER)) == TAIL))
        fits &= ((marks & GAPS) > 0) | (seen.spaces[last] == seen.spaces[first])
        some = np.flatnonzero(fits)
        some = some[np.lexsort((marks[some] & IS_WEAK, start[some], (start - end)[some]))]
        plain = (last - first == end - start - 1) & ((marks & ODD) == 0) & ~(after & ((marks & TAIL) > 0))
        columns = [column[some].tolist() for column in (index, start, end, first, last, plain)]
        return list(zip(*columns, strict=True))

    def _shared_heads(self, text: str, found: Sequence[_Found]) -> Iterator[_Found]:
        """The other items of a list that share one head: 角色 in 角色、场景建模."""
        folded, taken = fold(text), [(start, end) for _, start, end, _ in found]
        for _, start, end, _ in found:
            head = next(
                (head for head in HEADS if folded.endswith(head, start + 1, end) and end - start > len(head)), None
            )
            items = BEFORE_HEAD.search(folded[max(0, start - 40) : start]) if head else None
            if head is None or items is None:
                continue
            place = start - len(items.group(1))
            for item in BETWEEN.split(items.group(1)):
                stop = place + len(item)
                begin, form = self._with_head(item, head)
                if form and not any(a < stop and place + begin < b for a, b in taken):
                    taken.append((place + begin, stop))
                    yield form, place + begin, stop, SHARED_HEAD
                separator = BETWEEN.match(folded, stop)
                place = separator.end() if separator else stop

    def _with_head(self, item: str, head: str) -> tuple[int, _Form | None]:
        """Where an item's longest part that makes a form with the head begins, and the form: 熟练角色 has 角色."""
        for begin in range(max(1, len(item) - 1)):
            inside = begin and _latin(item[begin - 1]) and _latin(item[begin])
            form = None if inside else self._by_letters.get(compact(item[begin:] + head))
            if item and form:
                return begin, form
        return 0, None

    def _in_company(self, found: list[_Found], clauses: list[Clause]) -> list[_Found]:
        """Weak forms stay only where another skill of their group stands in the same sentence."""
        sentences = [_at(clauses, start).sentence for _, start, _, _ in found]

        def has_company(i: int) -> bool:
            form = found[i][0]
            return any(
                sentences[j] == sentences[i]
                and other.skill != form.skill
                and self._groups[other.skill] & self._groups[form.skill]
                for j, (other, *_) in enumerate(found)
            )

        return [entry for i, entry in enumerate(found) if not entry[0].weak or has_company(i)]

    def _mention(
        self, text: str, form: _Form, start: int, end: int, clauses: list[Clause], confidence: float
    ) -> Mention:
        clause = _at(clauses, start)
        return Mention(form.skill, start, end, text[start:end], clause.mode, clause.level, confidence)


def batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """The texts in order, in lists of about TOGETHER characters."""
    some: list[str] = []
    size = 0
    for text in texts:
        some.append(text)
        size += len(text)
        if size >= TOGETHER:
            yield some
            some, size = [], 0
    if some:
        yield some


def one_each(mentions: Iterable[Mention]) -> list[Mention]:
    """One mention for each skill, in the order of the text: what requires it, before what would like it."""
    best: dict[str, Mention] = {}
    for mention in mentions:
        other = best.get(mention.skill)
        if other is None or (RANK[mention.mode], -mention.confidence) < (RANK[other.mode], -other.confidence):
            best[mention.skill] = replace(mention, level=mention.level or (other.level if other else None))
        elif other.level is None and mention.level:
            best[mention.skill] = replace(other, level=mention.level)
    return sorted(best.values(), key=lambda mention: mention.start)


def _mark(form: _Form) -> int:
    """What `_hits` asks of a form, as bits."""
    head, tail = _latin(form.letters[0]), _latin(form.letters[-1])
    longer = form.versioned or len(form.letters) > 3  # may go on: a version, a plural
    odd = len(form.letters) < 3 or "、" in form.letters or "/" in form.letters
    gaps = not PLAIN.fullmatch(form.written)
    return HEAD * head | TAIL * tail | LONGER * longer | GAPS * gaps | ODD * odd | IS_WEAK * form.weak


def _place(text: str, seen: Compact, form: _Form, start: int, end: int) -> tuple[int, int] | None:
    """Where the form stands in the original, or None when it is part of another word."""
    first, last = int(seen.places[start]), int(seen.places[end - 1])
    if last - first != end - start - 1 and not _gaps_fit(text, seen, form, start, end):
        return None
    stop = last + 1
    if _latin(seen.letters[start]) and first and seen.latin[first - 1]:
        return None
    if _latin(seen.letters[end - 1]):
        rest = seen.folded[stop : stop + 6]
        if form.versioned:
            version = VERSION.match(rest) if not seen.letters[end - 1].isdigit() else None
            stop += version.end() if version else 0
        elif len(form.letters) > 3 and PLURAL.match(rest):
            stop += 2 if rest.startswith("es") else 1
        after = seen.folded[stop : stop + 1]
        if after and (_latin(after) or (after in "+#" and len(form.letters) < 3)):
            return None
    return _bare(text, first, stop)


def _forms(taxonomy: Taxonomy) -> Iterator[_Form]:
    """Every written form once; the first skill that claims a form has it, strong forms before weak ones."""
    claimed: set[str] = set()
    for weak in (False, True):
        for skill in taxonomy.values():
            for written in skill.weak if weak else skill.forms:
                letters = compact(written)
                if letters and letters not in claimed:
                    claimed.add(letters)
                    yield _Form(skill.id, letters, written, weak, skill.kind == "tool")


@lru_cache(maxsize=100_000)
def _gaps(written: str) -> tuple[frozenset[int], frozenset[int]]:
    """Places in the letters of a form where the writer may leave a space, and where only before a capital.

    A space fits where the form has one or scripts change; and at capitals inside a word.
    """
    free, capital, place = set(), set(), 0
    folded = fold(written)
    for i, letter in enumerate(folded):
        if DROPPED.match(letter):
            free.add(place)
            continue
        if i and _script(folded[i - 1]) != _script(letter):
            free.add(place)
        elif i and written[i - 1].islower() and written[i].isupper():
            capital.add(place)
        place += 1
    return frozenset(free), frozenset(capital - free)


def _gaps_fit(text: str, seen: Compact, form: _Form, start: int, end: int) -> bool:
    """True if every space inside is where the form may have one; a hyphen may stand anywhere.

    At a capital inside a word (InDesign) a space fits only before capitals: not in "experience in design".
    """
    gaps, capitals = _gaps(form.written)
    for i in range(start + 1, end):
        between = seen.folded[seen.places[i - 1] + 1 : seen.places[i]]
        if not between.strip("-") or i - start in gaps:
            continue
        initials = text[seen.places[start]] + text[seen.places[i]]
        if i - start in capitals and initials.isupper() and not text[seen.places[start] : seen.places[i]].isupper():
            continue
        return False
    return True


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The place without the list marks that some forms need around them to be clear: AI in "PS、AI、AE"."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip("、/")), end - len(words) + len(words.rstrip("、/"))


def _script(letter: str) -> str:
    return "digit" if letter.isdigit() else "latin" if _latin(letter) else "other"


def _latin(letter: str) -> bool:
    """True for a letter or digit that makes a longer word with its neighbour (`letter` is folded)."""
    return letter.isascii() and letter.isalnum()


def _at(clauses: Sequence[Clause], place: int) -> Clause:
    """The clause that holds a place of the text."""
    found = bisect_right(clauses, place, key=lambda clause: clause.start) - 1
    return clauses[max(found, 0)]
