"""Reading: what a text asks for, how firmly and how well, with words that stand in the text."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc_purepy import OpenCC

from ronghe.engine import Reader, Skill, Taxonomy, read_taxonomy
from ronghe.engine.clauses import split
from ronghe.engine.text import Compact, compact, fold
from tests.engine.conftest import CASES

SENTENCES = [json.loads(line) for line in (CASES / "sentences.jsonl").read_text("utf-8").splitlines()]
READER = Reader(read_taxonomy(CASES / "taxonomy.jsonl"))
PIECES = st.sampled_from(
    [form for skill in READER.taxonomy.values() for form in (*skill.forms, *skill.weak)]
    + [
        "，",
        "。",
        "、",
        "；",
        "：",
        "\n",
        " ",
        ".",
        ", ",
        "和",
        "不要求",
        "优先",
        "必须",
        "熟练",
        "not required",
        "a plus",
    ]
    + ["角色", "场景", "建模", "設計", "Ｍａｙａ", "2024", "5", "#", "-", "\ufeff", "é", "\ud800", "😀"]
)
TEXTS = st.lists(PIECES, max_size=24).map("".join) | st.text(max_size=60)


def readings(text):
    return {mention.skill: [mention.mode, mention.level] for mention in READER.read(text)}


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["text"][:40])
def test_a_sentence_says_what_a_reader_would_say(case):
    assert readings(case["text"]) == case["skills"]


def test_the_table_is_long_and_has_every_mode_in_both_languages():
    assert len(SENTENCES) >= 60
    for latin in (True, False):
        modes = {mode for case in SENTENCES if case["text"].isascii() == latin for mode, _ in case["skills"].values()}
        assert modes == {"required", "desired", "excluded"}


@given(TEXTS)
def test_every_mention_quotes_the_text_and_none_overlap(text):
    mentions = READER.mentions(text)
    assert all(text[m.start : m.end] == m.quote != "" for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all(0 < m.confidence <= 1 and m.mode in ("required", "desired", "excluded") for m in mentions)


@given(st.lists(TEXTS, max_size=5))
def test_many_texts_at_once_are_read_as_one_by_one(texts):
    assert list(READER.mentions_of(texts)) == list(map(READER.mentions, texts))


@given(TEXTS)
def test_each_skill_is_read_once_and_from_a_mention(text):
    mentions, read = READER.mentions(text), READER.read(text)
    assert {m.skill for m in read} == {m.skill for m in mentions}
    assert len({m.skill for m in read}) == len(read)


@given(TEXTS)
def test_clauses_cover_every_letter_once(text):
    folded = fold(text)
    covered = [place for clause in split(folded) for place in range(clause.start, clause.end)]
    assert covered == [place for place, letter in enumerate(folded) if letter != "\n"]


@given(TEXTS)
def test_full_width_reads_the_same(text):
    # The full stop is kept: "。" and "." end sentences by different rules, and so would "．".
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and c != "." else c for c in text)
    assert readings(wide) == readings(text)
    assert [(m.start, m.end) for m in READER.mentions(wide)] == [(m.start, m.end) for m in READER.mentions(text)]


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["text"][:40])
def test_traditional_and_capitals_read_the_same(case):
    assert readings(OpenCC("s2t").convert(case["text"])) == case["skills"]
    assert readings(case["text"].upper()) == case["skills"] or "In Design" in case["text"]


IRRELEVANT = st.lists(
    st.sampled_from(
        [
            "学历不限",
            "无需加班",
            "年龄不作要求",
            "不要求本科",
            "有驾照者优先",
            "No degree required",
            "Bonus every year",
            "五险一金",
        ]
    ),
    max_size=4,
)
BREAKS = st.sampled_from(["。", "；", "\n", "\n- ", ". ", "; "])
FIRM = [
    case
    for case in SENTENCES
    if [mode for mode, _ in case["skills"].values()] == ["required"] and "\n" not in case["text"]
]


@given(st.sampled_from(FIRM), IRRELEVANT, IRRELEVANT, BREAKS)
def test_irrelevant_words_never_remove_what_is_required(case, before, after, pause):
    text = pause.join([*before, case["text"], *after])
    assert {skill: mode for skill, (mode, _) in readings(text).items()} == dict.fromkeys(case["skills"], "required")


NEGATIONS = [
    "不要求{}",
    "{}不作要求",
    "无需{}",
    "不需要掌握{}",
    "不必会{}",
    "{} is not required",
    "No {} needed",
    "you don't need {}",
]
NEGATIONS += ["{} is not mandatory", "禁止使用{}", "没有{}经验也可", "不涉及{}"]


@given(st.sampled_from(NEGATIONS), st.sampled_from(sorted(READER.taxonomy)), st.booleans())
def test_what_is_negated_is_never_required(pattern, skill, chinese):
    concept = READER.taxonomy[skill]
    if concept.kind == "group":
        return
    assert readings(pattern.format(concept.zh if chinese else concept.en))[skill][0] == "excluded"


def test_the_same_words_without_the_negation_are_required():
    assert readings("Maya")["maya"][0] == "required"


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("角色、场景建模", ["角色", "场景建模"]),
        ("角色、場景建模", ["角色", "場景建模"]),
        ("角色和场景建模", ["角色", "场景建模"]),
        ("红色、场景建模", ["场景建模"]),
        ("UE5", ["UE5"]),
        ("UE5.3", ["UE5.3"]),
        ("Maya2024", ["Maya2024"]),
        ("Maya 2024", ["Maya"]),
        ("Unity3D", ["Unity3D"]),
        ("UE5x", []),
        ("Mayan", []),
        ("PyMaya", []),
        ("value, queue, blue", []),
        ("opportunity", []),
        ("experience in design", []),
        ("In Design", ["In Design"]),
        ("INDESIGN", ["INDESIGN"]),
        ("In-Design", ["In-Design"]),
        ("EXPERIENCE IN DESIGN", []),
        ("Stable  Diffusion", ["Stable  Diffusion"]),
        ("stable-diffusion", ["stable-diffusion"]),
        ("Stable\nDiffusion", []),
        ("C++", ["C++"]),
        ("C#", []),
        ("C、C++", ["C", "C++"]),
        ("Java", ["Java"]),
        ("JavaScript", ["JavaScript"]),
        ("Ｍａｙａ", ["Ｍａｙａ"]),
        ("用Maya做", ["Maya"]),
        ("提示词工程", ["提示词工程"]),
        ("著作權", ["著作權"]),
    ],
)
def test_forms_stand_where_a_reader_sees_them(text, quotes):
    assert [mention.quote for mention in READER.mentions(text)] == quotes


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("PS", set()),
        ("PS，Maya", {"maya"}),  # another group is no company
        ("PS、修图", {"photoshop", "image-editing"}),
        ("修图。PS：长期招聘", {"image-editing"}),  # company in another sentence is none
        ("PS、AI", {"photoshop", "illustrator"}),
    ],
)
def test_weak_forms_need_company(text, skills):
    assert set(readings(text)) == skills


def test_a_strong_mention_is_surer_than_a_weak_one_and_a_shared_head():
    sure = {mention.quote: mention.confidence for mention in READER.mentions("PS、修图。角色、场景建模")}
    assert sure["修图"] == sure["场景建模"] == 1.0
    assert 0 < sure["角色"] < sure["PS"] < 1


def test_required_outweighs_desired_outweighs_excluded():
    assert readings("不要求Maya。Maya优先。熟练Maya") == {"maya": ["required", 4]}
    assert readings("不要求Maya。Maya优先") == {"maya": ["desired", None]}


def test_groups_are_never_read():
    assert readings("三维、设计、开发") == {}


def test_empty_texts_and_empty_taxonomies_read_nothing():
    assert READER.read("") == [] == READER.read(" \n\ufeff")
    assert Reader(Taxonomy([])).read("Maya \0") == []


def test_a_form_claimed_twice_belongs_to_the_first_and_strong_before_weak():
    taxonomy = Taxonomy([Skill("a", en="Flow", weak=("Loop",)), Skill("b", en="flow"), Skill("c", en="Loop")])
    assert [m.skill for m in Reader(taxonomy).read("flow, loop")] == ["a", "c"]


@given(TEXTS)
def test_folding_keeps_every_place(text):
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)
    seen = Compact(text)
    assert len(seen.places) == len(seen.letters) + 1
    assert (
        "".join(fold(text)[place] for place in seen.places[:-1]) == seen.letters == compact(text)
        or text != text.strip()
    )


def test_a_long_text_is_read_in_linear_time():
    text = "角色、场景建模和修图，" * 2000
    assert len(READER.mentions(text)) == 6000


def test_case_files_are_utf_8_and_one_object_a_line():
    for path in Path(CASES).glob("*.jsonl"):
        assert all(isinstance(json.loads(line), dict) for line in path.read_text("utf-8").splitlines())
