"""How a sentence says it: must, would be nice, or not needed; and how well. Chinese and English cue words.

A cue rules its clause. A heading ("加分：", "Nice to have:") rules what follows: the rest of its line, or, alone on a
line, every line up to the next heading.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Clause", "split"]

LINE = re.compile(r"[^\n]+")
STOP = r"(?:[。！？!?；;]|(?<!e\.g)(?<!i\.e)(?<!etc)(?<!incl)\.(?=\s|$))"  # "Node.js" and "e.g. Maya" go on
SENTENCE = re.compile(rf"(?:(?!{STOP}).)*{STOP}|(?:(?!{STOP}).)+")
CLAUSE = re.compile(
    r"[，,]*(?:[^，,]|,(?=\d))+?"
    r"(?=[，,]|(?<!不)(?<!非)(?:但是?|不过|然而|其中)(?=\S)|\b(?:but|however|though|although)\b|$)[，,]*"
)
EXCLUDED = re.compile(
    r"不(?:作|做)?(?:硬性)?要求|不需要|不用会|不必|无需|无须|不强求|不强制|不涉及|不包括|不包含|不含|没有开设|未开设|暂未?开|不教"
    r"|(?:没有?|无|非)(?:任何|硬性)*要求|(?:水平|基础|能力)不限|没关系|(?:没有|不懂|不会|不用|无)[^，,。]*?(?:也可|亦可|也行|也能)"
    r"|不得(?!不)|禁止|严禁|不(?:使|采)用"
    r"|(?:还|仍|尚)缺|\bnot (?:be )?(?:required|needed|necessary|covered|included|expected|taught|allowed|use)\b"
    r"|\bnot (?:be )?(?:an? )?(?:must|mandatory|essential|compulsory|obligatory|requirement|prerequisite)\b|\bno need\b"
    r"|\b(?:do|does|need) not (?:need|require|cover|include|teach|know)\b"
    r"|\b(?:don'?t|doesn'?t|needn'?t|isn'?t|aren'?t)"
    r" (?:use|need|require|cover|include|teach|required|needed|necessary|mandatory|essential|have to)\b"
    r"|\bno (?:\S+ ){0,3}(?:required|needed|necessary|experience)\b|\bwithout (?:needing|any)\b|\bunnecessary\b"
)
DESIRED = re.compile(
    r"优先|加分|更佳|为佳|者佳|尤佳|更好|最好|优选|锦上添花|较佳|则更|可选|不是必须|非必须|并非必须"
    r"|\bprefer(?:red|ably|ence)?\b|\b(?:a|big|strong|definite|huge) plus\b|\bplus(?:es)?[.。:]?\s*$|\bbonus\b"
    r"|\bnice[\s-]to[\s-]have\b|\bdesir(?:able|ed)\b|\badvantage(?:ous)?\b"
    r"|\bideal(?:ly)?\b|\b(?:beneficial|welcome|optional|helpful)\b|\bwould be (?:great|good|nice|ideal|useful)\b"
)
ADDITION = re.compile(  # a heading without a colon; "有驾照者优先" speaks of itself
    r"[^：:]{0,6}(?:优先|加分)(?:项目?|条件|技能|能力|要求|因素)|优先|加分|[^：:]*(?:以下|下列|如下)[^：:]*(?:优先|加分)[^：:]{0,4}"
    r"|(?:nice[ -]to[ -]haves?|preferred|bonus|desirable)"
    r"(?: (?:skills?|qualifications?|experience|points?|requirements?|knowledge|but|not|required|if|you|have))*"
)
REQUIRED = re.compile(
    r"(?<!不是)(?<!非)必须|(?<!非)必备|硬(?:性)?条件|\bmust\b|\b(?<!not )required\b|\bessential\b|\bmandatory\b"
)
HEADING = re.compile(
    r"^[\s【\[（(•·*\-–—#\d.、①-⑳]*([^：:。，,；;\n【】\[\]]{1,28}?)(?:[：:]|[】\]])(?!//)"
    r"|^\s*([^：:。，,；;\n]{1,28})\s*(?:——|--)\s*$"
)
NO_HEADING = re.compile(r"https?$|^\d+$")
LEVELS = (
    (5, re.compile(r"精通|专家级|吃得很透|炉火纯青|\bexpert(?:ise)?\b|\bmaster(?:y)?\b|\badvanced\b")),
    (
        4,
        re.compile(
            r"熟练|扎实|过硬|很熟|深入|丰富|\bproficien(?:t|cy)\b|\b(?:strong|solid|skilled|fluent|excellent)\b"
        ),
    ),
    (3, re.compile(r"熟悉|掌握|擅长|会使?用|\bfamiliar(?:ity)?\b|\bworking knowledge\b|\bcompetent\b")),
    (2, re.compile(r"[了瞭]解|基本|懂一点|会一点|有概念|\bbasic\b|\bunderstanding\b|\bawareness\b|\bexposure\b")),
    (1, re.compile(r"入门|零基础|\bbeginner\b|\bintroductory\b")),
)
ITEM = re.compile(r".+?(?:、|/|\band\b|$)")  # of a list whose items say different things
TURN = re.compile(r"(?:、|和|与|及|并|且|\band )(?=" + "|".join(cue.pattern for _, cue in LEVELS) + ")")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of text, what it says of the skills in it, and how well they are to be known (1 … 5 or None)."""

    start: int
    end: int
    sentence: int  # running number: clauses of one sentence share it
    mode: str
    level: int | None


def split(folded: str) -> list[Clause]:
    """The clauses of a folded text, in order, covering every character that is not a line break."""
    clauses: list[Clause] = []
    section, sentences = "required", 0
    for line in LINE.finditer(folded):
        mode, alone = _heading(line.group(), section)
        section = mode if alone else "required" if _is_heading(line.group()) else section
        for sentence in SENTENCE.finditer(line.group()):
            sentences += 1
            if _is_heading(sentence.group()):
                mode, _ = _heading(sentence.group(), mode)
            start = line.start() + sentence.start()
            clauses += _clauses(sentence.group(), start, sentences, mode)
    return clauses


def _is_heading(line: str) -> bool:
    found = HEADING.match(line)
    return found is not None and not NO_HEADING.search((found.group(1) or found.group(2) or "").strip())


def _heading(line: str, section: str) -> tuple[str, bool]:
    """The mode that a line's own heading sets (or the section's), and whether the heading stands alone on its line."""
    bare = line.strip(" \t*#•·-–—【】[]")
    if len(bare) <= 28 and not re.search(r"[。，,；;]", bare) and ADDITION.fullmatch(bare):
        return "desired", True
    if not _is_heading(line):
        return section, False
    found = HEADING.match(line)
    assert found is not None
    words = found.group(1) or found.group(2)
    alone = not line[found.end() :].strip(" \t】]")
    return ("desired" if DESIRED.search(words) else "required"), alone


def _clauses(sentence: str, start: int, number: int, mode: str) -> list[Clause]:
    pieces = list(_pieces(sentence)) or [(0, len(sentence))]
    modes = [_mode(sentence[a:b], mode) for a, b in pieces]
    for i in range(len(pieces) - 2, -1, -1):
        if modes[i + 1] in ("desired", "excluded") and modes[i] == mode and _is_list(sentence, pieces[i]):
            modes[i] = modes[i + 1]
    return [
        Clause(start + c, start + d, number, said, level)
        for (a, b), said in zip(pieces, modes, strict=True)
        for c, d, level in _levels(sentence, a, b)
    ]


def _pieces(sentence: str) -> Iterator[tuple[int, int]]:
    """Clauses by their punctuation; a list whose items say different things, Maya（必须）、UE（优先）, by its items."""
    for found in CLAUSE.finditer(sentence):
        rest = EXCLUDED.sub("", found.group())
        if DESIRED.search(rest) and REQUIRED.search(rest):
            yield from (item.span() for item in ITEM.finditer(sentence, *found.span()))
        else:
            yield found.span()


def _levels(sentence: str, start: int, end: int) -> Iterator[tuple[int, int, int | None]]:
    """A clause as stretches of one level each: 熟练Maya、了解Blender has two."""
    for turn in TURN.finditer(sentence, start, end):
        yield start, turn.end(), _level(sentence[start : turn.end()])
        start = turn.end()
    yield start, end, _level(sentence[start:end])


def _mode(clause: str, section: str) -> str:
    if EXCLUDED.search(clause):
        return "excluded"
    if DESIRED.search(clause):
        return "desired"
    if REQUIRED.search(clause):
        return "required"
    return section


def _is_list(sentence: str, piece: tuple[int, int]) -> bool:
    """True for an item of an English list ("Houdini, Nuke, or Maya is a plus"): one or two words before a comma."""
    piece_ends = sentence[: piece[1]].endswith((",", "，", "、", "/"))
    words = sentence[piece[0] : piece[1]].strip(" ,，")
    return piece_ends and words.isascii() and len(words.split()) <= 2 and not REQUIRED.search(words)


def _level(clause: str) -> int | None:
    return next((level for level, cue in LEVELS if cue.search(clause)), None)
