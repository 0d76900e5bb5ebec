"""Text → skills, with evidence: which skills a text names, where, whether it requires them, and how well.

Every written form of the taxonomy is looked for in one pass (Aho–Corasick, doi:10.1145/360825.360855) over the folded
text; longer forms win over shorter ones, no Latin form is found inside a word, and every mention quotes the text. A
list such as 角色、场景建模 is read as two kinds of modelling.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ahocorasick_rs import AhoCorasick

from ronghe.engine.clauses import Clause, split
from ronghe.engine.taxonomy import Taxonomy
from ronghe.engine.text import Compact, compact, fold

__all__ = ["Mention", "Reader"]

WEAK = 0.8  # confidence of a form that needs company
SHARED_HEAD = 0.75  # … and of an item that shares its head with others
HEADS = tuple(
    "建模 设计 制作 动画 剪辑 开发 运营 策划 绘制 创作 特效 生成 编程 渲染 拍摄 绑定 模型 原画 测试 标注 修复 审核 识别"
    " 训练 设备 软件".split()
)
BEFORE_HEAD = re.compile(r"((?:[\u4e00-\u9fffa-z0-9]{1,6}(?:、|/|和|与|及|或|以及))+)$")
BETWEEN = re.compile(r"、|/|以及|和|与|及|或")
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


@dataclass(frozen=True, slots=True)
class _Form:
    skill: str
    letters: str
    gaps: frozenset[int]  # places in `letters` where the writer may leave a space
    capitals: frozenset[int]  # … and where only before a capital
    weak: bool
    versioned: bool  # a tool, so a version may follow without a space: UE5, Maya2024


class Reader:
    """Reads texts with one taxonomy. Building costs a pass over every written form; reading is linear in the text."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self._forms = list(_forms(taxonomy))
        self._by_letters = {form.letters: form for form in reversed(self._forms) if not form.weak}
        self._automaton = AhoCorasick([form.letters for form in self._forms])
        self._groups = {form.skill: taxonomy.groups_of(form.skill) for form in self._forms}

    def mentions(self, text: str) -> list[Mention]:
        """Every mention, in the order of the text; mentions do not overlap."""
        clauses = split(fold(text))
        found = list(self._select(text))
        found += self._shared_heads(text, found)
        found = self._in_company(found, clauses)
        return [
            self._mention(text, form, start, end, clauses, sure)
            for form, start, end, sure in sorted(found, key=lambda f: f[1])
        ]

    def read(self, text: str) -> list[Mention]:
        """One mention for each skill, in the order of the text: what requires it, before what would like it."""
        best: dict[str, Mention] = {}
        for mention in self.mentions(text):
            other = best.get(mention.skill)
            if other is None or (RANK[mention.mode], -mention.confidence) < (RANK[other.mode], -other.confidence):
                best[mention.skill] = replace(mention, level=mention.level or (other.level if other else None))
            elif other.level is None and mention.level:
                best[mention.skill] = replace(other, level=mention.level)
        return sorted(best.values(), key=lambda mention: mention.start)

    def _select(self, text: str) -> Iterator[tuple[_Form, int, int, float]]:
        """Longest first, never two over one letter."""
        seen = Compact(text)
        hits = self._automaton.find_matches_as_indexes(seen.letters, overlapping=True)
        hits.sort(key=lambda hit: (hit[1] - hit[2], hit[1], self._forms[hit[0]].weak))
        taken = bytearray(len(seen.letters))
        for index, start, end in hits:
            if not any(taken[start:end]):
                form = self._forms[index]
                place = self._place(text, seen, form, start, end)
                if place:
                    taken[start:end] = b"\1" * (end - start)
                    yield form, *_bare(text, *place), WEAK if form.weak else 1.0

    def _place(self, text: str, seen: Compact, form: _Form, start: int, end: int) -> tuple[int, int] | None:
        """Where the form stands in the original, or None when it is part of another word."""
        first, last = seen.places[start], seen.places[end - 1]
        if last - first != end - start - 1 and not _gaps_fit(text, seen, form, start, end):
            return None
        stop = last + 1
        if _latin(seen.letters[start]) and first and _latin(fold(text[first - 1])):
            return None
        if _latin(seen.letters[end - 1]):
            rest = fold(text[stop : stop + 6])
            if form.versioned:
                version = re.match(r"\d{1,4}(?:\.\d+)?(?![a-z])", rest) if not seen.letters[end - 1].isdigit() else None
                stop += version.end() if version else 0
            elif len(form.letters) > 3 and re.match(r"e?s(?![a-z0-9])", rest):
                stop += 2 if rest.startswith("es") else 1
            after = fold(text[stop : stop + 1])
            if after and (_latin(after) or (after in "+#" and len(form.letters) < 3)):
                return None
        return first, stop

    def _shared_heads(
        self, text: str, found: Sequence[tuple[_Form, int, int, float]]
    ) -> Iterator[tuple[_Form, int, int, float]]:
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

    def _in_company(
        self, found: list[tuple[_Form, int, int, float]], clauses: list[Clause]
    ) -> list[tuple[_Form, int, int, float]]:
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


def _forms(taxonomy: Taxonomy) -> Iterator[_Form]:
    """Every written form once; the first skill that claims a form has it, strong forms before weak ones."""
    claimed: set[str] = set()
    for weak in (False, True):
        for skill in taxonomy.values():
            for written in skill.weak if weak else skill.forms:
                letters = compact(written)
                if letters and letters not in claimed:
                    claimed.add(letters)
                    yield _Form(skill.id, letters, *_gaps(written), weak, skill.kind == "tool")


def _gaps(written: str) -> tuple[frozenset[int], frozenset[int]]:
    """Where a space may stand in a form: where it has one or scripts change; and at capitals inside a word."""
    free, capital, place = set(), set(), 0
    for before, letter in zip(" " + written, written, strict=False):
        if not compact(letter):
            free.add(place)
            continue
        if _script(before) != _script(letter):
            free.add(place)
        elif before.islower() and letter.isupper():
            capital.add(place)
        place += 1
    return frozenset(free), frozenset(capital - free)


def _gaps_fit(text: str, seen: Compact, form: _Form, start: int, end: int) -> bool:
    """True if every space inside is where the form may have one; a hyphen may stand anywhere.

    At a capital inside a word (InDesign) a space fits only before capitals: not in "experience in design".
    """
    for i in range(start + 1, end):
        between = text[seen.places[i - 1] + 1 : seen.places[i]]
        if not between or not between.strip("-‐‑–") or i - start in form.gaps:
            continue
        initials = text[seen.places[start]] + text[seen.places[i]]
        if (
            i - start in form.capitals
            and initials.isupper()
            and not text[seen.places[start] : seen.places[i]].isupper()
        ):
            continue
        return False
    return True


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The place without the list marks that some forms need around them to be clear: AI in "PS、AI、AE"."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip("、/")), end - len(words) + len(words.rstrip("、/"))


def _script(letter: str) -> str:
    return "digit" if letter.isdigit() else "latin" if _latin(fold(letter)) else "other"


def _latin(letter: str) -> bool:
    """True for a letter or digit that makes a longer word with its neighbour (`letter` is folded)."""
    return letter.isascii() and letter.isalnum()


def _at(clauses: Sequence[Clause], place: int) -> Clause:
    """The clause that holds a place of the text."""
    found = bisect_right(clauses, place, key=lambda clause: clause.start) - 1
    return clauses[max(found, 0)]
