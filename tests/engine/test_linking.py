"""Linking: what is linked quotes its clause, says how it is asked for, and takes nothing from what was read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc_purepy import OpenCC

from ronghe.engine import Linker, Reader, Skill, Taxonomy, encoder
from ronghe.engine.linking import SURE_ENOUGH, Likeness
from ronghe.engine.unread import names, pieces
from tests.engine.test_reading import BREAKS, IRRELEVANT, READER, TEXTS

# Characters alone and no threshold: then every unread clause is linked, which is the hardest for the laws below.
CHARS = [(encoder("chars"), 1.0)]
LINKER = Linker(READER, CHARS, least=0.0)
UNREAD = st.sampled_from(
    [
        "做出角色的动作",
        "場景搭建得快",
        "把画面修得好看",
        "会跟单",
        "Building of scenes",
        "prompts that work",
        "Ｒｅｔｏｕｃｈ photos",
    ]
)
MIXED = st.lists(UNREAD | TEXTS, max_size=5).map("，".join) | TEXTS


def linked(text, using=LINKER):
    return [mention for mention in using.read(text) if mention.linked]


@given(MIXED)
def test_a_link_quotes_its_clause_and_takes_its_polarity(text):
    clauses = {(p.start, p.end): p for p in pieces(text, [m.start for m in READER.mentions(text)])}
    for link in linked(text):
        piece = clauses[link.start, link.end]
        assert text[link.start : link.end] == link.quote != ""
        assert (link.mode, link.level, piece.fate) == (piece.clause.mode, piece.clause.level, "")
        assert 0 < link.confidence < 1


@given(MIXED)
def test_what_was_read_by_its_form_stays_as_it_was(text):
    assert [mention for mention in LINKER.read(text) if not mention.linked] == READER.read(text)
    skills = [mention.skill for mention in LINKER.read(text)]
    assert len(skills) == len(set(skills))


@given(MIXED)
def test_nothing_is_linked_that_is_not_sure_enough(text):
    assert linked(text, Linker(READER, CHARS, least=1.0)) == []


@given(st.lists(UNREAD, min_size=1, max_size=3), IRRELEVANT, IRRELEVANT, BREAKS)
def test_irrelevant_words_never_remove_what_is_required(said, before, after, pause):
    alone = {link.skill for link in linked(pause.join(said)) if link.mode == "required"}
    text = pause.join([*before, *said, *after])
    assert alone <= {link.skill for link in linked(text) if link.mode == "required"}


@given(UNREAD, st.sampled_from(["不要求{}", "{}不作要求", "无需{}", "不需要{}", "{} is not required", "no {} needed"]))
def test_what_is_negated_is_never_required(said, pattern):
    assert {link.mode for link in linked(pattern.format(said))} <= {"excluded"}


@given(MIXED)
def test_full_width_is_linked_the_same(text):
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and c != "." else c for c in text)
    assert [(m.skill, m.start, m.end, m.mode, m.confidence) for m in linked(wide)] == [
        (m.skill, m.start, m.end, m.mode, m.confidence) for m in linked(text)
    ]


@given(st.lists(UNREAD, max_size=4).map("；".join))
def test_traditional_and_capitals_are_linked_the_same(text):
    plain = [(m.skill, m.mode, m.confidence) for m in linked(text)]
    assert [(m.skill, m.mode, m.confidence) for m in linked(OpenCC("s2t").convert(text))] == plain
    assert [(m.skill, m.mode, m.confidence) for m in linked(text.upper())] == plain


@given(MIXED)
def test_the_same_text_gives_the_same(text):
    assert LINKER.read(text) == Linker(READER, CHARS, least=0.0).read(text)


@given(TEXTS)
def test_names_stand_in_the_text_in_order_and_are_not_empty(text):
    places = list(names(text))
    assert all(0 <= start < end <= len(text) and text[start:end].strip() for start, end in places)
    assert places == sorted(places)


@pytest.mark.parametrize(
    "clause", ["月薪8000元", "五险一金，双休", "公司成立于2010年", "本科及以上学历", "任职要求：", "Apply now"]
)
def test_what_asks_for_no_skill_is_not_compared(clause):
    assert linked(clause) == []


def test_the_nearer_the_surer_and_the_clearer_the_surer():
    assert Likeness("a", 1, 9, 2).confidence > Likeness("a", 1, 6, 2).confidence
    assert Likeness("a", 2, 6, 2).confidence > Likeness("a", 1, 6, 2).confidence


def test_the_words_of_other_names_are_linked_and_chatter_is_not():
    skills = [Skill("weld", "焊接工艺", "welding"), Skill("count", "会计核算", "accounting")]
    linker = Linker(Reader(Taxonomy([*skills, *READER.taxonomy.values()])))
    welds = linker.nearest("负责管道的焊接作业")
    assert welds.skill == "weld"
    for chatter in ("费用按天结算", "两个班共七十八人", "Online sessions are possible", "no fees"):
        assert linker.nearest(chatter).confidence < min(SURE_ENOUGH, welds.confidence)


@pytest.mark.parametrize("skills", [[], [Skill("a", "剪辑")]])
def test_a_taxonomy_with_nothing_to_choose_from_links_nothing(skills):
    assert Linker(Reader(Taxonomy(skills)), CHARS, least=0.0).read("会跟单") == []
