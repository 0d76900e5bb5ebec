"""The vocabulary's pages: who may open them, what they show, what they do; where members propose."""

import json

import pytest

from ronghe.ledger.models import Entry
from ronghe.skills import actions, bridge, editions
from ronghe.skills.models import Edition, WordProposal
from ronghe.skills.phrases import LEAST
from ronghe.skills.states import WordStatus
from tests.people import posting
from tests.skills.words import again, as_form, as_skill, proposed, published

pytestmark = pytest.mark.django_db
LIST, NEW, MINE, PROPOSE = "/vocabulary/", "/vocabulary/editions/new/", "/vocabulary/mine/", "/vocabulary/propose/"
SAID = "要求：熟悉灵砂引擎、会用 Blender，有云砂节点经验者优先。"
FORM = {"becomes": "form", "form": "灵砂引擎", "skill": "comfyui"}


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def said(cast):
    """Open postings that say what nobody reads."""
    return [posting(cast.owner, cast.enterprise, title=f"订单班 {n}", text=SAID) for n in range(LEAST)]


# -- who may --


@pytest.mark.parametrize("who", ["owner", "editor", "official", "outsider"])
def test_only_officers_keep_the_vocabulary(cast, as_, who):
    word = proposed(cast.owner)
    client = as_(cast.by_name(who))
    for path in (LIST, f"{LIST}{word.pk}/", f"{LIST}editions/", NEW, f"{LIST}together/?word={word.pk}"):
        assert client.get(path).status_code == 403
    for path, body in ((f"{LIST}{word.pk}/", {"do": "accept", **FORM}), (f"{LIST}look/", {}), (NEW, {"seen": "x"})):
        assert client.post(path, body).status_code == 403
    assert again(word).status == WordStatus.PROPOSED
    assert LIST + '"' not in text(client.get("/"))


def test_visitors_are_asked_to_sign_in(cast, client):
    for path in (LIST, MINE, PROPOSE, f"{LIST}editions/"):
        assert client.get(path).url.startswith("/account/login/")


# -- proposing --


def test_a_member_proposes_from_a_posting_and_reads_the_answer(cast, as_, said):
    client = as_(cast.owner)
    editor = text(client.get(f"/postings/{said[0].pk}/edit/"))
    assert f"{PROPOSE}?posting={said[0].pk}" in editor
    page = text(client.get(f"{PROPOSE}?posting={said[0].pk}&phrase=灵砂引擎"))
    assert "订单班 0" in page
    assert 'value="灵砂引擎"' in page
    assert client.post(f"{PROPOSE}?posting={said[0].pk}", {"phrase": "灵砂引擎", "note": "一种引擎"}).url == MINE
    word = WordProposal.objects.get()
    assert word.evidence[0]["posting"] == said[0].pk
    assert '<mark class="has" title="">灵砂引擎</mark>' in text(client.get(MINE))
    actions.decline_words(by=cast.officer, words=[word], reason="一家公司的名字")
    assert "一家公司的名字" in text(client.get(MINE))
    assert "灵砂引擎" not in text(as_(cast.editor).get(MINE))


def test_a_search_without_a_find_leads_to_a_proposal(cast, as_, said):
    given = {"kind": "talent_order", "title": "", "text": SAID, "find": "灵砂引擎", "posting": str(said[0].pk)}
    page = text(as_(cast.owner).post("/postings/read/", given))
    assert f"{PROPOSE}?phrase=%E7%81%B5%E7%A0%82%E5%BC%95%E6%93%8E&amp;posting={said[0].pk}" in page
    given["posting"] = '"><script>'
    assert "<script>" not in text(as_(cast.owner).post("/postings/read/", given))


def test_nobody_quotes_a_posting_that_they_do_not_see(cast, as_):
    secret = posting(cast.owner, cast.enterprise, text=SAID, visibility="private")
    assert as_(cast.editor).get(f"{PROPOSE}?posting={secret.pk}").status_code == 404
    assert as_(cast.editor).post(f"{PROPOSE}?posting={secret.pk}", {"phrase": "灵砂引擎"}).status_code == 404
    assert not WordProposal.objects.exists()


def test_a_refused_proposal_stands_in_the_form(cast, as_):
    assert "known already" in text(as_(cast.owner).post(PROPOSE, {"phrase": "ComfyUI"}), 422)
    assert as_(cast.outsider).get(PROPOSE).status_code == 403


def test_one_s_own_word_is_withdrawn(cast, as_):
    word = proposed(cast.owner)
    assert as_(cast.editor).post(f"{MINE}{word.pk}/withdraw/").status_code == 404
    assert as_(cast.owner).post(f"{MINE}{word.pk}/withdraw/").url == MINE
    assert again(word).status == WordStatus.WITHDRAWN


# -- deciding --


def test_postings_are_looked_through(cast, as_, said):
    client = as_(cast.officer)
    assert "No word waits" in text(client.get(LIST))
    assert client.post(f"{LIST}look/").url == LIST
    page = text(client.get(LIST))
    assert "open postings were looked through" in page
    assert '<mark class="has" title="">灵砂引擎</mark>' in page
    assert f"{LEAST} postings" in page
    assert {word.origin for word in WordProposal.objects.all()} == {"postings"}
    count = WordProposal.objects.count()
    client.post(f"{LIST}look/")
    assert WordProposal.objects.count() == count


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"灵砂引擎"}), ("q=灵砂", {"灵砂引擎"}), ("q=没有", set()), ("status=accepted", {"云砂节点"}),
        ("status=accepted&q=comfyui", {"云砂节点"}), ("origin=model", set()), ("origin=person", {"灵砂引擎"}),
        ("status=nothing&order=x&page=99&origin=y", {"灵砂引擎"}),
    ],
)  # fmt: skip
def test_filters_live_in_the_address(cast, as_, query, shown):
    proposed(cast.owner)
    as_form(cast, "云砂节点")
    page = text(as_(cast.officer).get(f"{LIST}?{query}"))
    assert {word for word in ("灵砂引擎", "云砂节点") if f">{word}</a>" in page} == shown


def test_what_would_be_read_is_shown_before_it_is_accepted(cast, as_, said):
    word, client = proposed(cast.owner), as_(cast.officer)
    there = f"{LIST}{word.pk}/"
    assert f"{LEAST} say it now" in text(client.get(there))
    page = text(client.post(there, {"do": "try", **FORM}))
    assert "Read differently" in page
    assert "read anew:" in page
    assert again(word).status == WordStatus.PROPOSED
    assert not Entry.objects.filter(what="word.accepted").exists()
    assert client.post(there, {"do": "accept", **FORM}).url == there
    assert again(word).status == WordStatus.ACCEPTED
    assert "comes into use with the next edition" in text(client.get(there))
    assert "comfyui" not in [one.skill for one in bridge.read("灵砂引擎")]


def test_a_refusal_stands_in_the_form_and_nothing_is_decided(cast, as_):
    word = proposed(cast.owner)
    page = text(as_(cast.officer).post(f"{LIST}{word.pk}/", {"do": "accept", **FORM, "form": "C"}), 422)
    assert "every other text" in page
    assert again(word).status == WordStatus.PROPOSED
    text(as_(cast.officer).post(f"{LIST}{word.pk}/", {"do": "decline", "reason": ""}), 422)
    text(as_(cast.officer).post(f"{LIST}{word.pk}/", {"do": "accept", "becomes": "nonsense"}), 422)


def test_a_new_skill_is_accepted_declined_and_taken_out(cast, as_):
    word, client = proposed(cast.owner), as_(cast.officer)
    there = f"{LIST}{word.pk}/"
    assert client.post(there, {"do": "decline", "reason": "再看看"}).url == there
    made = {"becomes": "skill", "zh": "灵砂引擎", "en": "Lingsha", "kind": "tool", "under": "g-engine"}
    assert client.post(there, {"do": "accept", **made}).url == there
    assert again(word).row()["broader"] == ["g-engine"]
    assert client.post(there, {"do": "retire", "reason": "误收"}).url == there
    assert again(word).status == WordStatus.RETIRED


def test_several_are_decided_together(cast, as_, said):
    words = [proposed(cast.owner, phrase) for phrase in ("灵砂引擎", "云砂节点")]
    there, keys = f"{LIST}together/", {"word": [word.pk for word in words]}
    client = as_(cast.officer)
    page = text(client.get(there, keys))
    assert all(word.phrase in page for word in words)
    assert "Read differently" in text(client.post(there, {**keys, "do": "try", "skill": "comfyui"}))
    assert "choose the skill" in text(client.post(there, {**keys, "do": "accept", "skill": ""}), 422)
    assert client.post(there, {**keys, "do": "accept", "skill": "comfyui"}).url == LIST
    assert {again(word).skill for word in words} == {"comfyui"}
    assert client.get(there).status_code == 403
    other = proposed(cast.owner, "星野平台")
    assert client.post(there, {"word": other.pk, "do": "decline", "reason": "公司名"}).url == LIST
    assert again(other).reason == "公司名"


# -- editions --


def test_an_edition_is_looked_at_published_and_taken_home(cast, as_, said, django_capture_on_commit_callbacks):
    as_form(cast, "灵砂引擎")
    client = as_(cast.officer)
    page = text(client.get(NEW))
    assert "Publish edition 1" in page
    assert f"{LEAST}</dd>" in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(NEW, {"seen": seen, "note": "第一版"}).url == f"{LIST}editions/1/"
    assert "comfyui" in [one.skill for one in bridge.read("灵砂引擎")]
    assert "第一版" in text(client.get(f"{LIST}editions/1/"))
    assert "in use" in text(client.get(f"{LIST}editions/"))
    lines = text(client.get(f"{LIST}editions/1/file/")).splitlines()
    assert "灵砂引擎" in next(json.loads(line)["aliases"] for line in lines if '"comfyui"' in line[:20])
    assert "灵砂引擎" not in text(client.get(f"{LIST}editions/0/file/"))
    assert client.get(f"{LIST}editions/9/file/").status_code == 404
    assert Entry.objects.filter(what="export.vocabulary").count() == 2
    assert "Nothing to publish" in text(client.get(NEW))


def test_what_changed_since_one_looked_is_not_published(cast, as_):
    as_form(cast, "灵砂引擎")
    client = as_(cast.officer)
    page = text(client.post(NEW, {"seen": "0" * 64}), 422)
    assert "since you looked" in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    assert client.post(NEW, {"seen": seen}).status_code == 302, "what is shown now can be published"
    assert Edition.objects.count() == 1


def test_editions_show_their_differences(cast, as_):
    word = as_form(cast, "灵砂引擎")
    as_skill(cast, "星野平台", "Xingye")
    published(cast)
    actions.retire_word(by=cast.officer, word=word, reason="误收")
    client = as_(cast.officer)
    assert "Goes with it" in text(client.get(NEW))
    published(cast)
    page = text(client.get(f"{LIST}editions/2/"))
    assert "Went with it" in page
    assert "As before" in page
    assert "Came with it" not in page
    assert client.get(f"{LIST}editions/3/").status_code == 404


def test_what_waits_stands_on_home(cast, as_):
    proposed(cast.owner)
    page = text(as_(cast.officer).get("/"))
    assert "Words proposed to the vocabulary" in page
    assert "Words proposed" not in text(as_(cast.owner).get("/"))


def test_a_round_with_an_edition_hands_its_vocabulary_over(cast, as_):
    from tests.docking.test_round_life import order, programme

    as_form(cast, "灵砂引擎")
    edition = published(cast)
    order(cast)
    programme(cast)
    from ronghe.docking import actions as docking

    round_ = docking.open_round(by=cast.officer, name="第一轮")
    docking.run_round(round_id=round_.pk)
    page = text(as_(cast.officer).get(f"/rounds/{round_.pk}/"))
    assert "--taxonomy taxonomy.jsonl" in page
    content = text(as_(cast.officer).get(f"/rounds/{round_.pk}/files/taxonomy.jsonl"))
    assert content == bridge.as_lines(edition.digest) != bridge.as_lines(editions.SHIPPED)


def test_the_list_asks_as_much_for_many_as_for_one(cast, as_, django_assert_max_num_queries):
    for n in range(8):
        proposed(cast.owner, f"灵砂引擎{n}号")
    client = as_(cast.officer)
    client.get(LIST)
    with django_assert_max_num_queries(14):
        client.get(LIST)


@pytest.mark.parametrize("path", [LIST, NEW, f"{LIST}editions/", MINE, PROPOSE])
def test_pages_speak_chinese(cast, as_, path):
    as_form(cast, "灵砂引擎")
    assert "词" in text(as_(cast.officer, "zh-hans").get(path))
