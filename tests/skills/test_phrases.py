"""What is said often and never read; how texts would be read with another vocabulary; quotes that quote."""

import pytest

from ronghe.skills import bridge, queries
from ronghe.skills.editions import as_json
from ronghe.skills.effects import effect_of, forms_in
from ronghe.skills.phrases import LEAST, Text, phrases_of, quote_of, quoted
from tests.skills.words import as_form, as_skill, published

pytestmark = pytest.mark.django_db
SAID = "招聘操作员。要求：熟悉灵砂引擎、会用 Blender，有云砂节点经验者优先；责任心强。"


def texts(*said):
    return [Text(one, "订单班 · 光影", number) for number, one in enumerate(said, 1)]


def names(found):
    return [one.phrase for one in found]


def test_what_several_texts_say_and_nobody_reads_is_found():
    found = phrases_of(texts(*[SAID] * LEAST))
    assert {"灵砂引擎", "云砂节点"} <= set(names(found))
    assert "Blender" not in " ".join(names(found))
    one = next(one for one in found if one.phrase == "灵砂引擎")
    assert one.count == LEAST
    assert {quote["quote"][quote["start"] : quote["end"]] for quote in one.quotes} == {"灵砂引擎"}
    assert {quote["posting"] for quote in one.quotes} <= {1, 2, 3}


def test_what_one_text_repeats_counts_once():
    assert phrases_of(texts("灵砂引擎、灵砂引擎；灵砂引擎。")) == []


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        ("Experience with Lingsha Engine, and more.", "Lingsha Engine"),
        ("- familiar with Lingsha engine.", "Lingsha engine"),
        ("1. 熟练掌握灵砂引擎；", "灵砂引擎"),
        ("能够独立完成灵砂引擎的工作", "灵砂引擎"),
        ("（灵砂引擎）", "灵砂引擎"),
    ],
)
def test_introducing_words_are_left_out(said, phrase):
    assert phrase in names(phrases_of(texts(*[said] * LEAST)))


@pytest.mark.parametrize(
    "said",
    ["2024 年 3 月", "60", "64 h", "字", "熟悉，", "not", "Preferred", "五险一金", "一二三四五六七八九十一二三四"],
)
def test_numbers_sentences_and_asides_are_no_names(said):
    assert names(phrases_of(texts(*[said] * LEAST))) == []


def test_what_an_edition_knows_is_found_no_more(cast):
    as_form(cast, "灵砂引擎")
    published(cast)
    assert "灵砂引擎" not in names(phrases_of(texts(*[SAID] * LEAST)))


@pytest.mark.parametrize("phrase", ["灵砂引擎", "blender", "招聘"])
def test_a_quote_holds_its_phrase(phrase):
    [text] = texts(f"{'前' * 90}\n{SAID}\n{'后' * 90}")
    quote = quote_of(text, phrase)
    assert quote["quote"][quote["start"] : quote["end"]].lower() == phrase
    assert "前" not in quote["quote"]
    assert "后" not in quote["quote"]
    assert quote_of(text, "没有") is None


def test_a_quote_of_a_long_line_is_short():
    [text] = texts("前" * 90 + "灵砂引擎" + "后" * 90)
    assert quoted(text, 90, 94)["quote"] == "前" * 40 + "灵砂引擎" + "后" * 40


# -- effects --


def test_the_effect_of_a_form_is_what_is_read_more(cast):
    as_form(cast, "灵砂引擎")
    rows = queries.accepted_rows()
    looked = texts(SAID, "会用 Blender。", "灵砂引擎和 ComfyUI。")
    effect = effect_of(looked, forms=forms_in(rows), before="[]", after=as_json(rows))
    assert (effect.standing, effect.changed, effect.looked) == (2, 1, 3), "the last one is read as ComfyUI already"
    [example] = effect.examples
    assert (example.comes, example.goes) == (("comfyui",), ())
    assert example.quote["quote"][example.quote["start"] : example.quote["end"]] == "灵砂引擎"


def test_a_longer_form_takes_from_a_shorter_one(cast):
    as_skill(cast, "Blender 灵砂版", "Blender Lingsha")
    rows = queries.accepted_rows()
    effect = effect_of(texts("会用 Blender 灵砂版。"), forms=forms_in(rows), before="[]", after=as_json(rows))
    assert [(one.comes, one.goes) for one in effect.examples] == [(("blender-lingsha",), ("blender",))]


def test_the_effect_is_what_the_edition_does(cast):
    as_form(cast, "灵砂引擎")
    rows = queries.accepted_rows()
    effect = effect_of(texts(SAID), forms=forms_in(rows), before="[]", after=as_json(rows))
    published(cast)
    assert set(effect.examples[0].comes) <= {one.skill for one in bridge.read(SAID)}
