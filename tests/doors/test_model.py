"""The language model on a posting's page: not there unless configured; shows what is sent; its answer is verified."""

import json

import pytest

from ronghe.ledger.models import Entry
from ronghe.postings import actions as postings
from ronghe.postings.models import Posting
from ronghe.skills.models import WordProposal
from tests.model_server import said, serving
from tests.people import posting

pytestmark = pytest.mark.django_db
TEXT = "要求：熟悉灵砂引擎、会用 Blender，懂版权优先。联系人见后台。"
ANSWER = {
    "skills": [
        {"skill": "blender", "quote": "Blender", "mode": "required"},
        {"skill": "zbrush", "quote": "ZBrush", "mode": "required"},
        {"skill": "<script>alert(1)</script>", "quote": "<img src=x onerror=alert(1)>"},
    ],
    "unknown": ["灵砂引擎", "<b>灵砂</b>"],
}


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def one(cast):
    return posting(cast.owner, cast.enterprise, title="操作员订单班", text=TEXT)


@pytest.fixture
def model(settings):
    """Names a server as the site's model."""

    def named(url):
        settings.MODEL_URL, settings.MODEL_NAME, settings.MODEL_KEY, settings.MODEL_SECONDS = url, "small", "k-e-y", 1

    return named


def test_without_a_model_no_page_mentions_one(cast, as_, one):
    client = as_(cast.owner)
    for path in ("", "edit/"):
        assert "language model" not in text(client.get(f"/postings/{one.pk}/{path}"))
    assert client.get(f"/postings/{one.pk}/model/").status_code == 404
    assert client.post(f"/postings/{one.pk}/model/ask/").status_code == 404
    assert client.post(f"/postings/{one.pk}/model/confirm/", {"skill": "blender"}).status_code == 404


@pytest.mark.parametrize("who", ["editor", "official", "outsider"])
def test_only_who_may_change_the_posting_asks(cast, as_, one, model, who):
    with serving(said(ANSWER)) as (url, seen):
        model(url)
        client = as_(cast.by_name(who))
        assert client.get(f"/postings/{one.pk}/model/").status_code in (403, 404)
        assert client.post(f"/postings/{one.pk}/model/ask/").status_code in (403, 404)
        assert client.post(f"/postings/{one.pk}/model/confirm/", {"skill": "blender"}).status_code in (403, 404)
    assert seen == []


def test_it_shows_what_would_be_sent_and_sends_that(cast, as_, one, model):
    with serving(said(ANSWER)) as (url, seen):
        model(url)
        client = as_(cast.owner)
        assert f"/postings/{one.pk}/model/" in text(client.get(f"/postings/{one.pk}/edit/"))
        page = text(client.get(f"/postings/{one.pk}/model/"))
        assert seen == [], "nothing is sent by looking"
        assert TEXT in page
        assert "k-e-y" not in page
        assert "/account/login/" not in page, "what is sent stands in no name that the frame of the page uses"
        text(client.post(f"/postings/{one.pk}/model/ask/"))
    [(_path, _headers, body)] = seen
    assert body["messages"][1]["content"] == f"操作员订单班\n\n{TEXT}"
    sent = json.dumps(body, ensure_ascii=False)
    for private in (cast.owner.email, cast.owner.name_zh, cast.enterprise.name_zh, cast.enterprise.uscc):
        assert private not in sent


def test_what_it_names_is_verified_ticked_and_kept_with_its_origin(cast, as_, one, model):
    with serving(said(ANSWER)) as (url, _seen):
        model(url)
        client = as_(cast.owner)
        page = text(client.post(f"/postings/{one.pk}/model/ask/"))
        assert 'name="skill" value="blender"' in page
        assert 'value="zbrush"' not in page
        assert "3 entries were dropped" in page
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert not one.skills.exists(), "nothing is added before its owner ticks it"
        entry = Entry.objects.get(what="posting.model_asked")
        assert entry.facts["model"] == "small"
        assert {len(entry.facts[name]) for name in ("sent", "answered")} == {64}
        given = {"skill": ["blender", "zbrush", "nothing"], "quote-blender": "Blender", "quote-zbrush": "ZBrush"}
        answer = client.post(f"/postings/{one.pk}/model/confirm/", given)
        assert answer.url == f"/postings/{one.pk}/"
    [row] = one.skills.all()
    assert (row.skill, row.origin, TEXT[row.span_start : row.span_end]) == ("blender", "model", "Blender")
    assert Entry.objects.get(what="posting.model_confirmed").facts == {"model": "small", "skills": ["blender"]}
    kept = Posting.objects.get(pk=one.pk).versions.last()
    assert (kept.by, kept.content["skills"][0]["origin"]) == (cast.owner, "model")


def test_words_that_the_vocabulary_lacks_are_proposed(cast, as_, one, model):
    with serving(said(ANSWER)) as (url, _seen):
        model(url)
        page = text(as_(cast.owner).post(f"/postings/{one.pk}/model/ask/"))
        text(as_(cast.owner).post(f"/postings/{one.pk}/model/ask/"))
    assert "proposed to the secretariat" in page
    word = WordProposal.objects.get()
    assert (word.phrase, word.origin, word.model, word.by) == ("灵砂引擎", "model", "small", None)


def test_nothing_ticked_changes_nothing(cast, as_, one, model):
    model("http://127.0.0.1:9/v1")
    assert as_(cast.owner).post(f"/postings/{one.pk}/model/confirm/").url == f"/postings/{one.pk}/model/"
    assert Posting.objects.get(pk=one.pk).version == 1


@pytest.mark.parametrize(
    "given", [{"silent": True}, {"answer": b"<html>"}, {"status": 500}, {"answer": b"x" * 300_000}]
)
def test_a_bad_answer_leaves_everything_as_it_was(cast, as_, one, model, given):
    with serving(given.pop("answer", b""), **given) as (url, _seen):
        model(url)
        page = text(as_(cast.owner).post(f"/postings/{one.pk}/model/ask/"), 502)
    assert "Add skills by hand" in page
    assert not WordProposal.objects.exists()
    assert not one.skills.exists()
    assert not Entry.objects.filter(what="posting.model_asked").exists()


def test_the_origin_outlives_an_edit_that_leaves_the_skill_alone(cast, as_, one, model):
    rows = [{"skill": "zbrush", "mode": "required", "level": None, "span_start": None, "span_end": None}]
    postings.confirm_skills(by=cast.owner, posting=one, skills=rows, model="small")
    sent = {"kind": "talent_order", "title": "新题目", "text": TEXT, "visibility": "members", "do": "save"}
    sent |= {"valid_until": one.valid_until.isoformat(), "skill": "zbrush", "was-zbrush": "", "mode-zbrush": "required"}
    assert as_(cast.owner).post(f"/postings/{one.pk}/edit/", sent).status_code == 302
    assert one.skills.get(skill="zbrush").origin == "model"
    assert as_(cast.owner).post(f"/postings/{one.pk}/edit/", {**sent, "mode-zbrush": "desired"}).status_code == 302
    assert one.skills.get(skill="zbrush").origin == "owner"
