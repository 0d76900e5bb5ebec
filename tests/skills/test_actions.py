"""Words are proposed, withdrawn, decided and taken out; each act has its entry, and a refusal says what to do."""

from types import SimpleNamespace

import pytest

from ronghe.ledger.models import Disclosure, Entry
from ronghe.lib.refusals import Refused
from ronghe.skills import actions, bridge, queries, rules
from ronghe.skills.models import WordProposal
from ronghe.skills.states import Becomes, WordOrigin, WordStatus
from tests.skills.words import again, as_form, as_skill, proposed, published, quote

pytestmark = pytest.mark.django_db
MEMBERS = ("owner", "editor", "officer")


def entries(word):
    return list(Entry.objects.filter(on_kind="skills.wordproposal", on_id=str(word.pk)).values_list("what", flat=True))


def found(phrase, count=4):
    return SimpleNamespace(phrase=phrase, count=count, quotes=[quote(phrase)])


# -- proposing --


@pytest.mark.parametrize("who", MEMBERS)
def test_members_propose(cast, who):
    word = proposed(cast.by_name(who), "  灵砂   引擎 ", note="一种引擎")
    assert (word.phrase, word.letters, word.status) == ("灵砂 引擎", "灵砂引擎", WordStatus.PROPOSED)
    assert entries(word) == ["word.proposed"]
    assert Disclosure.objects.get(entry__what="word.proposed").value == "灵砂 引擎"


@pytest.mark.parametrize("who", ["official", "outsider", "nobody"])
def test_nobody_else_proposes(cast, who):
    with pytest.raises(Refused, match="proposed by members"):
        actions.propose_word(by=cast.by_name(who), phrase="灵砂引擎")
    assert not WordProposal.objects.exists()


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("comfy-UI", "known already"),
        ("ＣＯＭＦＹＵＩ", "known already"),
        ("", "phrase itself"),
        ("长" * 61, "phrase itself"),
    ],
)
def test_what_is_known_or_no_phrase_is_not_proposed(cast, phrase, why):
    with pytest.raises(Refused, match=why):
        proposed(cast.owner, phrase, evidence=[])


def test_a_phrase_is_proposed_once(cast):
    word = proposed(cast.owner)
    with pytest.raises(Refused, match="proposed already"):
        proposed(cast.editor, "灵砂-引擎", evidence=[])
    actions.decline_words(by=cast.officer, words=[word], reason="一家公司的名字")
    with pytest.raises(Refused, match="declined: 一家公司的名字"):
        proposed(cast.editor)


def test_a_word_may_stand_in_no_posting(cast):
    assert proposed(cast.owner, evidence=[]).evidence == []


def test_what_was_withdrawn_may_be_proposed_by_others(cast):
    word = proposed(cast.owner)
    actions.withdraw_word(by=cast.owner, word=word)
    assert not queries.waiting_words().exists()
    assert proposed(cast.editor).pk == word.pk
    assert again(word).by == cast.editor
    assert entries(word) == ["word.proposed", "word.withdrawn", "word.proposed"]


@pytest.mark.parametrize("who", ["editor", "officer", "outsider"])
def test_only_who_proposed_withdraws(cast, who):
    with pytest.raises(Refused, match="Only who proposed"):
        actions.withdraw_word(by=cast.by_name(who), word=proposed(cast.owner))


def test_nobody_floods_the_secretariat(cast, monkeypatch):
    monkeypatch.setattr(rules, "MOST_WAITING", 2)
    proposed(cast.owner, "甲乙引擎")
    proposed(cast.owner, "丙丁引擎")
    with pytest.raises(Refused, match="wait already"):
        proposed(cast.owner, "戊己引擎")
    proposed(cast.editor, "戊己引擎")


def test_what_was_found_is_proposed_unless_known_or_too_short(cast):
    proposed(cast.owner, "灵砂引擎")
    given = [found("灵砂引擎"), found("云砂节点"), found("云砂 节点"), found("comfyui"), found("字"), found("2024")]
    made = actions.propose_found(by=cast.officer, found=given, origin=WordOrigin.POSTINGS)
    assert [(word.phrase, word.count, word.by, word.origin) for word in made] == [("云砂节点", 4, None, "postings")]
    assert made[0].evidence[0]["quote"] == "熟悉云砂节点流程"
    assert actions.propose_found(by=cast.officer, found=given, origin=WordOrigin.POSTINGS) == []


# -- deciding --


@pytest.mark.parametrize("who", ["owner", "editor", "official", "outsider", "nobody"])
def test_only_officers_decide(cast, who):
    word, accepted, by = proposed(cast.owner), as_form(cast, "云砂节点"), cast.by_name(who)
    for act in (
        lambda: actions.accept_word(by=by, word=word, becomes=Becomes.FORM, skill="comfyui"),
        lambda: actions.accept_words(by=by, words=[word], skill="comfyui"),
        lambda: actions.decline_words(by=by, words=[word], reason="不"),
        lambda: actions.retire_word(by=by, word=accepted, reason="不"),
        lambda: actions.publish_edition(by=by, seen=""),
    ):
        with pytest.raises(Refused, match="kept by the secretariat"):
            act()
    assert (again(word).status, again(accepted).status) == (WordStatus.PROPOSED, WordStatus.ACCEPTED)


def test_each_decision_is_written_down(cast):
    word = as_form(cast, form="灵砂引擎 5")
    assert word.row() == {"form": "灵砂引擎 5", "skill": "comfyui", "weak": False, "word": word.pk}
    actions.retire_word(by=cast.officer, word=word, reason="误收")
    assert (again(word).reason, again(word).decided_by) == ("误收", cast.officer)
    actions.accept_word(by=cast.officer, word=word, becomes=Becomes.FORM, skill="blender")
    assert again(word).reason == ""
    assert entries(word) == ["word.proposed", "word.accepted", "word.retired", "word.accepted"]


def test_declining_and_taking_out_have_a_reason(cast):
    word, accepted = proposed(cast.owner), as_form(cast, "云砂节点")
    with pytest.raises(Refused, match="Please say why"):
        actions.decline_words(by=cast.officer, words=[word], reason="  ")
    with pytest.raises(Refused, match="Please say why"):
        actions.retire_word(by=cast.officer, word=accepted, reason="")


def test_what_was_decided_is_not_decided_again(cast):
    word = as_form(cast)
    for act in (
        lambda: actions.accept_word(by=cast.officer, word=word, becomes=Becomes.FORM, skill="blender"),
        lambda: actions.decline_words(by=cast.officer, words=[word], reason="不"),
    ):
        with pytest.raises(Refused, match="is “accepted” now"):
            act()


@pytest.mark.parametrize(
    ("form", "skill", "weak", "why"),
    [
        ("ComfyUI", "blender", False, "is a form of “ComfyUI” already"),
        ("comfy ui", "comfyui", False, "is a form of “ComfyUI” already"),
        ("PS", "blender", False, "already"),
        ("C", "comfyui", False, "every other text"),
        ("画", "comfyui", True, "every other text"),
        ("３", "comfyui", False, "every other text"),
        ("灵砂引擎", "nothing", False, "choose the skill"),
        ("灵砂引擎", "g-engine", False, "choose the skill"),
        ("灵砂引擎", "", False, "choose the skill"),
    ],
)
def test_a_form_that_no_vocabulary_can_bear_is_refused(cast, form, skill, weak, why):
    word = proposed(cast.owner)
    with pytest.raises(Refused, match=why):
        actions.accept_word(
            by=cast.officer, word=word, becomes=Becomes.FORM, form=form, skill=skill, needs_company=weak
        )
    assert again(word).status == WordStatus.PROPOSED


def test_a_form_that_was_accepted_for_something_else_is_refused(cast):
    as_form(cast, "云砂节点")
    with pytest.raises(Refused, match="already"):
        as_form(cast, "灵砂引擎", "blender", form="云砂 节点")


def test_a_weak_form_of_a_skill_may_become_a_strong_one(cast):
    assert bridge.claims("[]")["ps"][1]
    word = proposed(cast.owner)
    actions.accept_word(by=cast.officer, word=word, becomes=Becomes.FORM, form="PS", skill=bridge.claims("[]")["ps"][0])
    published(cast)
    assert [mention.quote for mention in bridge.read("会用 PS 的人")] == ["PS"]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"broader": []}, "stands under"),
        ({"broader": ["nothing"]}, "not in the vocabulary"),
        ({"zh": "", "en": ""}, "name in Chinese"),
        ({"zh": "ComfyUI"}, "already"),
        ({"en": "Blender"}, "already"),
    ],
)
def test_a_new_skill_has_a_name_of_its_own_and_a_place(cast, given, why):
    usual = {"zh": "灵砂引擎", "en": "Lingsha Engine", "kind": "tool", "broader": ["g-engine"]}
    with pytest.raises(Refused, match=why):
        actions.accept_word(by=cast.officer, word=proposed(cast.owner), becomes=Becomes.SKILL, **{**usual, **given})


def test_forms_and_narrower_skills_hang_on_a_new_one(cast):
    made = as_skill(cast)
    form = as_form(cast, "灵砂", made.skill)
    narrower = as_skill(cast, "灵砂粒子", "Lingsha Particles", [made.skill])
    with pytest.raises(Refused, match=r"hangs on it: .*灵砂粒子"):
        actions.retire_word(by=cast.officer, word=made, reason="误收")
    for one in (form, narrower, made):
        actions.retire_word(by=cast.officer, word=one, reason="误收")
    assert queries.accepted_rows() == []


def test_a_new_skill_without_an_english_name_has_an_id(cast):
    made = as_skill(cast, en="")
    assert made.skill == f"word-{made.pk}"
    actions.retire_word(by=cast.officer, word=made, reason="改名")
    actions.accept_word(by=cast.officer, word=made, becomes=Becomes.SKILL, zh="灵砂", broader=["g-engine"])
    assert made.skill == f"word-{made.pk}", "postings that name it find it again"


def test_several_become_forms_of_one_skill_or_none_does(cast):
    words = [proposed(cast.owner, phrase) for phrase in ("灵砂引擎", "灵砂工具")]
    actions.accept_words(by=cast.officer, words=words, skill="comfyui")
    assert [row["form"] for row in queries.accepted_rows()] == ["灵砂引擎", "灵砂工具"]
    others = [proposed(cast.owner, "云砂节点"), words[0]]
    with pytest.raises(Refused, match="is “accepted” now"):
        actions.accept_words(by=cast.officer, words=others, skill="comfyui")
    assert again(others[0]).status == WordStatus.PROPOSED


def test_rows_are_looked_at_once_more_when_they_are_published(cast):
    """Two officers may have accepted one form at the same moment."""
    as_form(cast, "云砂节点")
    other = as_form(cast, "灵砂引擎", "blender")
    WordProposal.objects.filter(pk=other.pk).update(form="云砂 节点")
    with pytest.raises(Refused, match="is a form of “ComfyUI” already"):
        published(cast)


def test_people_see_their_own_words_and_officers_all(cast):
    word = proposed(cast.owner)
    actions.propose_found(by=cast.officer, found=[found("云砂节点")], origin=WordOrigin.POSTINGS)
    assert list(queries.words_visible_to(cast.owner)) == [word]
    assert queries.words_visible_to(cast.officer).count() == 2
    assert not queries.words_visible_to(cast.editor).exists()
