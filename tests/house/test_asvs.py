"""The self-assessments: every requirement is answered once, counts are those of the rows, evidence exists."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASVS, CHINA = (ROOT / "docs" / "explanation" / f"{name}.md" for name in ("asvs", "mlps-and-pipl"))
SETTINGS = (ROOT / "src" / "ronghe" / "config" / "settings.py").read_text("utf-8")
VARIABLES = (ROOT / "docs" / "reference" / "settings.md").read_text("utf-8")
ANSWERS = ["met", "in part", "not met", "does not apply"]
PER_CHAPTER = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7]  # levels 1 and 2 of version 5.0.0
PER_LEVEL = {"1": 70, "2": 183}
NUMBER = re.compile(r"v5\.0\.0-(\d+)\.(\d+)\.(\d+)")
CODE = re.compile(r"`([^`]+)`")
FILE = re.compile(r"(?:src|tests|docs|requirements|frontend|scripts)/[\w./-]+|[\w-]+\.(?:md|toml)")
NAME = re.compile(r"[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)*")
DJANGOS_OWN = {"SECRET_KEY_FALLBACKS"}


def rows(text):
    """The cells of every row of a table that ends in an answer and its evidence."""
    lines = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")
    ]
    return [cells for cells in lines if len(cells) >= 4 and cells[-2] in ANSWERS and not cells[-1].isdigit()]


def requirements(text):
    """(chapter, section, place, level, answer) of every requirement that is answered."""
    found = []
    for cells in rows(text):
        number = NUMBER.fullmatch(cells[0])
        assert number, cells[0]
        assert cells[2], cells[0]
        assert cells[4], cells[0]
        found.append((*map(int, number.groups()), cells[1], cells[3]))
    return found


def summary(text, answer):
    """(level 1, level 2, all) as the table on top says."""
    return [int(n) for n in re.search(rf"^\| {answer} \| (\d+) \| (\d+) \| (\d+) \|$", text, re.M).groups()]


def missing(text):
    """What is named as evidence and is not there: files, settings, variables."""
    faults = []
    for word in CODE.findall(text):
        file = word.partition("#")[0]
        if FILE.fullmatch(file):
            faults += [] if (ROOT / file).exists() else [word]
        elif word.startswith("RONGHE_") and "/" not in word:
            faults += [] if f"`{word}`" in VARIABLES else [word]
        elif NAME.fullmatch(word) and "_" in word and word not in DJANGOS_OWN:
            faults += [] if re.search(rf"\b{word}\b", SETTINGS) else [word]
    return faults


def test_every_requirement_is_answered_once():
    found = requirements(ASVS.read_text("utf-8"))
    numbers = [row[:3] for row in found]
    assert numbers == sorted(set(numbers))
    assert [Counter(row[0] for row in found)[chapter] for chapter in range(1, 18)] == PER_CHAPTER
    assert Counter(row[3] for row in found) == PER_LEVEL
    assert len(NUMBER.findall(ASVS.read_text("utf-8"))) == sum(PER_CHAPTER)


@pytest.mark.parametrize("answer", ANSWERS)
def test_the_summary_counts_the_rows(answer):
    text = ASVS.read_text("utf-8")
    counted = Counter(level for *_, level, given in requirements(text) if given == answer)
    assert summary(text, answer) == [counted["1"], counted["2"], counted.total()]


@pytest.mark.parametrize("page", [ASVS, CHINA], ids=["asvs", "china"])
def test_what_is_named_as_evidence_exists(page):
    text = page.read_text("utf-8")
    assert missing(text) == []
    assert len([word for word in CODE.findall(text) if FILE.fullmatch(word.partition("#")[0])]) > 20


@pytest.mark.parametrize("page", [ASVS, CHINA], ids=["asvs", "china"])
def test_what_is_met_names_its_evidence_or_its_reason(page):
    for cells in rows(page.read_text("utf-8")):
        assert len(cells[-1]) > 3, cells


def test_the_china_page_counts_its_rows():
    text = CHINA.read_text("utf-8")
    counted = Counter(cells[-2] for cells in rows(text))
    for answer in ANSWERS:
        assert int(re.search(rf"^\| {answer} \| (\d+) \|$", text, re.M)[1]) == counted[answer]


def test_a_wrong_row_is_noticed():
    text = ASVS.read_text("utf-8")
    first = next(line for line in text.splitlines() if NUMBER.search(line))
    assert len(requirements(text.replace(first, ""))) == sum(PER_CHAPTER) - 1
    changed = text.replace(f"{first}\n", first.replace("| met |", "| not met |") + "\n")
    answers = [Counter(given for *_, given in requirements(one))["not met"] for one in (text, changed)]
    assert answers[1] == answers[0] + 1 != summary(changed, "not met")[2]
    assert missing("`tests/nowhere.py` `RONGHE_NOTHING` `NO_SUCH_SETTING`") == [
        "tests/nowhere.py", "RONGHE_NOTHING", "NO_SUCH_SETTING"
    ]  # fmt: skip
