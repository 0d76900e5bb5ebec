"""What a model's answer may do: nothing that the text and the vocabulary do not bear out."""

import json

import pytest

from ronghe.skills import model_reading as models
from ronghe.skills.model_reading import MOST, MOST_WORDS

pytestmark = pytest.mark.django_db
TEXT = "要求：熟悉灵砂引擎、会用 Blender，懂版权优先。"


def heard(answer, **given):
    words = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
    return models.heard(words, text=TEXT, source="订单班", posting=1, **given)


def named(skill="blender", quote="Blender", **more):
    return {"skill": skill, "quote": quote, **more}


def test_what_the_text_says_is_heard():
    found = heard({"skills": [named(mode="desired")], "unknown": ["灵砂引擎"]})
    [one] = found.named
    assert (one.skill, one.mode, TEXT[one.start : one.end]) == ("blender", "desired", "Blender")
    assert [word.phrase for word in found.words] == ["灵砂引擎"]
    assert found.words[0].quotes[0]["posting"] == 1
    assert found.dropped == 0


@pytest.mark.parametrize(
    "entry",
    [
        named(skill="nothing"), named(skill="g-engine"), named(skill="<script>alert(1)</script>"), named(skill=7),
        named(quote="Maya"), named(quote=""), named(quote="  "), named(quote=None), named(quote=TEXT * 9),
        "blender", None, [], {"skill": "blender"},
    ],
)  # fmt: skip
def test_what_nothing_bears_out_is_dropped_and_counted(entry):
    found = heard({"skills": [entry, named()]})
    assert [one.skill for one in found.named] == ["blender"]
    assert found.dropped == 1


@pytest.mark.parametrize(
    "answer",
    ["", "no", "{", "}{", "<h1>hello</h1>", '{"skills": "all"}', '{"skills": {"a": 1}, "unknown": 3}', "[" * 9000,
     '"x"', "{" * 9000 + "}" * 9000],
)  # fmt: skip
def test_a_strange_answer_does_nothing(answer):
    assert heard(answer) == models.Heard((), (), 0)


def test_an_object_between_other_words_is_found():
    assert heard(f"```json\n{json.dumps({'skills': [named()]})}\n``` done").named


def test_an_unknown_mode_is_required_and_a_skill_is_named_once():
    found = heard({"skills": [named(mode="x"), named(mode="excluded")]})
    assert [one.mode for one in found.named] == ["required"]


def test_what_the_posting_has_is_no_news():
    assert heard({"skills": [named()]}, has={"blender"}) == models.Heard((), (), 0)


def test_unknown_words_stand_in_the_text_and_in_no_vocabulary():
    given = ["灵砂引擎", "灵砂引擎", "Blender", "没有的词", 7, "字" * 99, "，", "懂版权"]
    found = heard({"unknown": given})
    assert [word.phrase for word in found.words] == ["灵砂引擎", "懂版权"]
    assert found.dropped == 4


def test_a_flood_is_cut():
    found = heard({"skills": [named()] * (MOST + 7), "unknown": [TEXT[n : n + 2] for n in range(20)]})
    assert found.dropped >= 7
    assert len(found.words) <= MOST_WORDS


def test_the_question_holds_title_text_and_ids_and_nothing_else():
    system, user = models.question("订单班", TEXT)
    assert user == f"订单班\n\n{TEXT}"
    ids = [line.split(":")[0] for line in system.split("\n\n", 1)[1].splitlines()]
    assert "blender" in ids
    assert len(ids) <= models.OFFERED
    assert models.digest(system, user) == models.digest(system, user) != models.digest(system, user + " ")
