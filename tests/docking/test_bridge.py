"""Rows ↔ engine values, and vectors made once."""

import json
from datetime import timedelta

import pytest

from ronghe.docking import bridge
from ronghe.docking.models import TextVector
from ronghe.lib.dates import today
from ronghe.skills.bridge import read_posting
from tests.people import posting

ORDER = "招 60 名会用 ComfyUI 做电商海报的 AIGC 设计师，懂版权优先"
COURSE = "课程：ComfyUI 工作流、电商海报设计、Photoshop 修图。"


def order(cast, **columns):
    return posting(cast.owner, cast.enterprise, text=ORDER, skills=read_posting("", ORDER), **columns)


def programme(cast, **columns):
    given = {
        "kind": "programme",
        "title": "数字媒体艺术设计",
        "text": COURSE,
        "region": "330100",
        "quantity": 24,
        **columns,
    }
    return posting(cast.editor, cast.school, skills=read_posting("", given["text"]), **given)


@pytest.mark.django_db
def test_a_record_holds_what_the_file_format_asks(cast):
    record = bridge.record_of(order(cast, start=today() + timedelta(days=30)))
    assert set(record) == {
        "id",
        "title",
        "text",
        "kind",
        "region",
        "level",
        "quantity",
        "start",
        "end",
        "owner",
        "skills",
    }
    assert {"comfyui", "poster-design"} & {skill["id"] for skill in record["skills"]}
    assert record["quantity"] == 60
    assert record["owner"] == str(cast.enterprise.pk)


@pytest.mark.django_db
def test_a_text_is_encoded_once(cast, monkeypatch):
    order(cast)
    programme(cast)
    bridge._community.cache_clear()
    first = bridge.community()
    assert TextVector.objects.count() == 2
    bridge._community.cache_clear()
    monkeypatch.setattr(type(first.encoder), "encode", lambda self, texts: pytest.fail("encoded again"))
    again = bridge.community()
    assert (again.text_dv == first.text_dv).all()


@pytest.mark.django_db
def test_the_community_is_made_anew_when_a_posting_changes(cast):
    from ronghe.postings import actions

    demand = order(cast)
    programme(cast)
    before = bridge.community()
    assert bridge.community() is before
    actions.revise(by=cast.owner, posting=demand, quantity=70)
    after = bridge.community()
    assert after is not before
    assert after.problem.demands[0].quantity == 70


@pytest.mark.django_db
def test_a_round_is_docked_from_its_frozen_inputs_alone(cast):
    demand = order(cast)
    programme(cast)
    inputs = bridge.inputs_now()
    first = bridge.docked(bridge.frozen(inputs), top=5, progress=lambda done, total: None)
    demand.delete()
    again = bridge.docked(bridge.frozen(inputs), top=5, progress=lambda done, total: None)
    assert first == again
    assert len(first) == 1


COMMUNITY = 40  # demands; and half as many supplies


def frozen(cast):
    """The inputs of a round of many postings, near ties among them."""
    for number in range(COMMUNITY):
        posting(cast.owner, cast.enterprise, text=ORDER, quantity=number + 1, skills=read_posting("", ORDER))
        if number % 2:
            programme(cast, text=COURSE[: 12 + number // 3], quantity=20 + number)
    return bridge.inputs_now()


def sealed(result):
    """The digest of everything in a result."""
    return bridge.digest([[pair.demand, pair.supply, pair.rank, pair.score, dict(pair.parts),
                           bridge.plain(pair.reasons), bridge.plain(pair.changes)]
                          for pairs in result.pairs.values() for pair in pairs])  # fmt: skip


@pytest.mark.django_db
def test_a_round_has_the_same_result_on_one_thread_and_on_four_and_from_its_copy(cast, monkeypatch):
    """Also on PostgreSQL, where this file runs too; blocks are small, so that the threads have some each."""
    monkeypatch.setattr("ronghe.engine.pairing.ROWS", 8)
    monkeypatch.setattr("ronghe.engine.pairing.COLUMNS", 7)
    inputs = frozen(cast)
    copy = json.loads(json.dumps(inputs))
    found = {
        sealed(bridge.docked(bridge.frozen(given), top=5, progress=lambda done, total: None, workers=workers))
        for given in (inputs, copy)
        for workers in (1, 4)
    }
    assert len(found) == 1
    other = {**copy, "demands": [{**copy["demands"][0], "quantity": 9999}, *copy["demands"][1:]]}
    assert sealed(bridge.docked(bridge.frozen(other), top=5, progress=lambda done, total: None, workers=4)) not in found
