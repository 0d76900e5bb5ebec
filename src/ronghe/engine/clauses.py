"""How a sentence says it: must, would be nice, or not needed; and how well. Chinese and English cue words.

A cue rules its clause. A heading ("加分：", "Nice to have:") rules what follows: the rest of its line, or, alone on a
line, every line up to the next heading.
"""

import re
from dataclasses import dataclass

__all__ = ["Clause", "split"]

LINE = re.compile(r"[^\n]+")
SENTENCE = re.compile(r"[^。！？!?；;]+[。！？!?；;]?")
CLAUSE = re.compile(
    r"(?:[^，,]|,(?=\d))+?"
    r"(?=[，,]|(?<=[\u4e00-\u9fff\s、])(?:但是?|不过|然而|其中)(?=\S)|\b(?:but|however|though|although)\b|$)[，,]?"
)
EXCLUDED = re.compile(
    r"不(?:作|做)?(?:硬性)?要求|不需要|不用会|不必|无需|无须|不强求|不强制|不涉及|不包括|不包含|不含|没有开设|未开设|暂未?开|不教|不限(?!于)"
    r"|(?:还|仍|尚)缺|\bnot (?:be )?(?:required|needed|necessary|covered|included|expected|taught)\b"
    r"|\b(?:do|does|need) not (?:need|require|cover|include|teach|know)\b"
    r"|\b(?:don'?t|doesn'?t|needn'?t|isn'?t|aren'?t)"
    r" (?:need|require|cover|include|teach|required|needed|necessary|have to)\b"
    r"|\bno (?:\S+ ){0,3}(?:required|needed|necessary|experience)\b|\bwithout (?:needing|any)\b|\bunnecessary\b"
)
DESIRED = re.compile(
    r"优先|加分|更佳|为佳|者佳|尤佳|更好|最好|优选|锦上添花|较佳|则更|可选|不是必须|非必须|并非必须"
    r"|\bprefer(?:red|ably|ence)?\b|\b(?:a|big|strong|definite|huge) plus\b|\bplus(?:es)?[.。:]?\s*$|\bbonus\b"
    r"|\bnice[\s-]to[\s-]have\b|\bdesir(?:able|ed)\b|\badvantage(?:ous)?\b"
    r"|\bideal(?:ly)?\b|\b(?:beneficial|welcome|optional|helpful)\b|\bwould be (?:great|good|nice|ideal|useful)\b"
)
ADDITION = re.compile(r"[^：:]*(?:优先|加分)[^：:]{0,4}|(?:nice to have|preferred|bonus|desirable)\b[^：:]*")
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
    (3, re.compile(r"熟悉|掌握|擅长|会用|\bfamiliar(?:ity)?\b|\bworking knowledge\b|\bcompetent\b")),
    (2, re.compile(r"了解|基本|懂一点|会一点|有概念|\bbasic\b|\bunderstanding\b|\bawareness\b|\bexposure\b")),
    (1, re.compile(r"入门|零基础|\bbeginner\b|\bintroductory\b")),
)


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
    pieces = [(found.start(), found.end()) for found in CLAUSE.finditer(sentence)] or [(0, len(sentence))]
    modes = [_mode(sentence[a:b], mode) for a, b in pieces]
    for i in range(len(pieces) - 2, -1, -1):
        if modes[i + 1] in ("desired", "excluded") and modes[i] == "required" and _is_list(sentence, pieces[i]):
            modes[i] = modes[i + 1]
    return [
        Clause(start + a, start + b, number, said, _level(sentence[a:b]))
        for (a, b), said in zip(pieces, modes, strict=True)
    ]


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
    words = sentence[piece[0] : piece[1]].strip(" ,，")
    return words.isascii() and len(words.split()) <= 2


def _level(clause: str) -> int | None:
    return next((level for level, cue in LEVELS if cue.search(clause)), None)
