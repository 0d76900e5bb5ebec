"""Coverage: every clause has one fate, every phrase stands where it says, and the cues tell asking from the rest."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ronghe.engine import Reader, coverage_of, read_taxonomy
from ronghe.engine.asides import ASIDES, aside, has_words
from ronghe.engine.phrases import COHESION, SWALLOWED, Run, phrases, tokens, written
from ronghe.engine.text import fold
from tests.engine.conftest import CASES

READER = Reader(read_taxonomy(CASES / "taxonomy.jsonl"))
PIECES = st.sampled_from(
    "Maya|熟练|角色建模|负责大货跟单|跟单|月薪8000元|本科及以上|要求：|，|。|\n| |、|；"
    "|merchandising |strong |and |Requirements:|. |, |apply now |5 years |設計|😀|\ud800".split("|")
)
TEXTS = st.lists(st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=30), max_size=5)


def numbered(texts):
    return {f"t{number}": text for number, text in enumerate(texts)}


# Shares


@given(TEXTS)
def test_every_clause_has_one_fate_and_the_share_is_a_share(texts):
    found = coverage_of(numbered(texts), READER)
    assert [share.language for share in found.shares] == ["zh", "en"]
    assert sum(share.texts for share in found.shares) == len(texts)
    for share in found.shares:
        assert set(share.asides) == set(ASIDES)
        assert share.clauses >= share.asking >= share.explained >= 0
        assert share.share is None if not share.asking else 0 <= share.share <= 1


@given(TEXTS)
def test_every_phrase_is_quoted_from_the_text_that_it_names(texts):
    given_texts = numbered(texts)
    found = coverage_of(given_texts, READER, least=1)
    for one in found.unexplained:
        assert given_texts[one.text][one.start : one.end] == one.quote
        assert any(one.phrase in written(run) for run in tokens(one.quote))
        assert one.count >= one.texts >= 1


@given(TEXTS, st.integers(1, 4), st.integers(1, 3))
def test_the_same_texts_give_the_same_and_bounds_are_kept(texts, top, least):
    found = coverage_of(numbered(texts), READER, top=top, least=least)
    assert found == coverage_of(numbered(texts), READER, top=top, least=least)
    assert all(one.texts >= least for one in found.unexplained)
    assert all(count <= top for count in Counter(one.language for one in found.unexplained).values())


def test_the_numbers_of_a_small_ad():
    text = "任职要求：\n熟练使用Maya，负责大货跟单；本科及以上学历。\n月薪8000元，五险一金。\n电话13800000000。"
    [chinese, english] = coverage_of({"a": text}, READER).shares
    assert (chinese.texts, chinese.clauses, chinese.explained, chinese.asking) == (1, 7, 1, 2)
    assert {kind: n for kind, n in chinese.asides.items() if n} == {
        "heading": 1, "formal": 1, "pay": 1, "benefits": 1, "contact": 1
    }  # fmt: skip
    assert chinese.share == 0.5
    assert (english.texts, english.clauses, english.share) == (0, 0, None)


def test_a_clause_that_holds_a_mention_is_explained_whatever_else_it_says():
    [chinese, _] = coverage_of({"a": "月薪8000元招Maya建模师"}, READER).shares
    assert (chinese.explained, chinese.asking) == (1, 1)


def test_languages_are_told_apart_by_the_text():
    shares = coverage_of({"a": "会用Maya、Blender", "b": "Maya and Blender，必须"}, READER).shares
    assert [share.texts for share in shares] == [1, 1]


def test_what_a_taxonomy_learns_is_explained_and_no_longer_listed():
    texts = {"a": "会做跟单，踏实", "b": "跟单两年，吃苦", "c": "Maya"}
    before = coverage_of(texts, READER)
    assert "跟单" in {one.phrase for one in before.unexplained}
    learnt = read_taxonomy(CASES / "taxonomy.jsonl")
    skills = [*learnt.values(), type(learnt["maya"])("merchandising", zh="跟单", broader=("g-work",))]
    after = coverage_of(texts, Reader(type(learnt)(skills)))
    assert (before.shares[0].explained, after.shares[0].explained) == (0, 2)
    assert after.unexplained == ()


# What cannot hold a skill


@pytest.mark.parametrize(
    ("clause", "kind"),
    [
        ("岗位职责：", "heading"),
        ("【要什么样的人】", "heading"),
        ("Requirements", "heading"),
        ("What you'll do:", "heading"),
        ("月薪8-12K", "pay"),
        ("薪資面議", "pay"),
        ("Salary from £30,000", "pay"),
        ("五险一金，双休", "benefits"),
        ("25 days of holiday", "benefits"),
        ("工作地点：杭州", "place"),
        ("The office is in Leeds", "place"),
        ("请将简历投递至邮箱", "contact"),
        ("Apply now", "contact"),
        ("hr@example.com", "contact"),
        ("公司成立于2010年", "company"),
        ("We are an equal opportunity employer", "company"),
        ("本科及以上学历", "formal"),
        ("3年以上工作经验", "formal"),
        ("Bachelor's degree or equivalent", "formal"),
        ("5+ years of experience", "formal"),
        ("3年以上跟单经验", None),
        ("5 years of merchandising experience", None),
        ("负责大货跟单", None),
        ("We offer courses in ceramics", None),
        ("apply knowledge of ceramics", None),
        ("We are looking for a potter", None),
        ("可提供远程工作站", None),
    ],
)
def test_cues_tell_what_cannot_hold_a_skill(clause, kind):
    assert aside(clause) == kind


@pytest.mark.parametrize(
    ("clause", "says"),
    [("1、", False), ("and", False), ("—", False), ("会", False), ("绘画", True), ("UE", True), ("2027", False)],
)
def test_marks_numbers_and_function_words_are_no_clause(clause, says):
    assert has_words(clause) is says


# Phrases

LETTERS = st.lists(st.lists(st.sampled_from("甲乙丙"), max_size=6).map(tuple), max_size=6)


def runs_of(texts):
    return [Run(source, source, tuple(text)) for source, text in enumerate(texts)]


def oracle(texts, longest, least):
    """The same by brute force: n-gram → (count, texts) of what coheres and is not swallowed."""
    grams = [[t[i : i + n] for n in range(1, longest + 1) for i in range(len(t) - n + 1)] for t in map(tuple, texts)]
    count = Counter(gram for one in grams for gram in one)
    within = Counter(gram for one in grams for gram in set(one))
    total = sum(map(len, texts))

    def coheres(gram):
        cuts = range(1, len(gram))
        return all(count[gram] * total >= COHESION * count[gram[:cut]] * count[gram[cut:]] for cut in cuts)

    kept = {gram for gram in count if within[gram] >= least and coheres(gram)}

    def swallowed(gram):
        longer = [one for one in kept if len(one) > len(gram) and "".join(gram) in "".join(one)]
        return any(within[one] >= SWALLOWED * within[gram] for one in longer)

    return {gram: (count[gram], within[gram]) for gram in kept if not swallowed(gram)}


@given(LETTERS, st.integers(1, 4), st.integers(1, 3))
def test_phrases_are_what_brute_force_finds(texts, longest, least):
    found = phrases(runs_of(texts), lambda gram: True, longest=longest, least=least)
    assert {one.gram: (one.count, one.texts) for one in found} == oracle(texts, longest, least)
    assert [(-one.texts, -one.count, one.gram) for one in found] == sorted(
        (-one.texts, -one.count, one.gram) for one in found
    )


def test_chance_neighbours_are_no_phrase_and_parts_are_left_to_the_whole():
    fillers = ["天地人", "山水火", "风云雨", "日月星"]
    found = phrases(runs_of([*fillers, "跟单员", "跟单员", "地山", "人水"]), lambda gram: len(gram) > 1, longest=3)
    assert [written(one.gram) for one in found] == ["跟单员"]
    loose = ["甲乙", "甲乙", *["甲丙", "丁乙"] * 4]
    assert phrases(runs_of(loose), lambda gram: gram == ("甲", "乙"), longest=2) == []


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("会用 Blender、做短剧", [("会", "用", "blender"), ("做", "短", "剧")]),
        ("C++, Node.js and 3ds Max", [("c++",), ("node.js", "and", "3ds", "max")]),
        ("video-editing (basic)", [("video-editing",), ("basic",)]),
        ("…", []),
        ("Maya - Blender", [("maya",), ("blender",)]),
        ("設計Ｍａｙａ", [("设", "计", "maya")]),
    ],
)
def test_signs_end_a_run_and_blanks_do_not(text, runs):
    assert list(tokens(text)) == runs


def test_a_phrase_is_written_with_blanks_between_latin_words_only():
    assert written(("会", "用", "unreal", "engine", "建", "模")) == "会用unreal engine建模"
    assert fold("Ｕ") == "u"


def test_function_words_and_numbers_do_not_end_a_phrase_and_plain_words_do_not_make_one():
    ads = {f"{n}": f"strong experience of {topic}. the pottery of 2027" for n, topic in enumerate("abc")}
    assert {one.phrase for one in coverage_of(ads, READER).unexplained} == {"strong experience", "pottery"}
