"""Pages of docking: the parts of a score add up, every reason has words, and a pair is shown only to those who may."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils.translation import override

from ronghe.docking.queries import pair_for, ranked_for, weighing
from ronghe.lib.dates import today
from ronghe.postings.states import Kind
from ronghe.skills.bridge import read_posting
from ronghe.web.docking.comparing import Comparison
from ronghe.web.docking.offers import bar, docked
from ronghe.web.docking.sentences import CLAUSES, better, listed, sentence, why
from tests import people
from tests.docking import cases

pytestmark = pytest.mark.django_db
ASKED = "需要会用 ComfyUI、Photoshop 修图、分镜设计的操作员"
GIVEN = "学过 ComfyUI 和 Photoshop 修图，24 人"
FACTS = {
    "skills.covered": {"have": ["comfyui"], "asked": 2, "share": 0.5},
    "skills.partial": {"skill": "comfyui", "through": "autodesk-maya", "credit": 0.5},
    "skills.missing": {"skills": ["comfyui", "autodesk-maya", "blender", "adobe-photoshop"]},
    "skills.unread": {"side": "supply"},
    "skills.desired": {"have": ["comfyui"]},
    "text.similar": {"value": 0.5},
    **{
        f"place.{one}": {"demand": "371100", "supply": "330000"}
        for one in ("same_city", "same_province", "neighbour", "far")
    },
    "place.anywhere": {"side": "demand"},
    "calendar.fits": {"start": "2027-03-01"},
    "calendar.late": {"days": 3, "start": "2027-03-01"},
    **{key: {} for key in ("calendar.unknown", "capacity.unknown", "stop.own_unit", "record.unknown")},
    "record.kept": {"kept": 3, "ended": 4},
    **{f"capacity.{one}": {"offered": 24, "wanted": 60} for one in ("enough", "short")},
    **{f"level.{one}": {"asked": 3, "offered": 2} for one in ("meets", "below")},
    "change.add_skills": {"skills": ["comfyui"], "score": 0.9, "rank": 1},
    "change.quantity": {"to": 60, "score": 0.9, "rank": 1},
    "change.start_by": {"to": "2027-03-01", "score": 0.9, "rank": 1},
    "change.level": {"to": 3, "score": 0.9, "rank": 1},
    "stop.kind": {"demand": "vacancy", "supply": "equipment"},
    "stop.expired": {"side": "demand", "status": "closed"},
    "stop.ended": {"end": "2027-02-01", "start": "2027-03-01"},
}


@pytest.fixture
def pair(cast):
    """An order and a programme that fits it in part."""
    demand = people.posting(
        cast.owner, cast.enterprise, text=ASKED, skills=read_posting("", ASKED), region="371100", visibility="public",
        start=today() + timedelta(days=90),
    )  # fmt: skip
    supply = people.posting(
        cast.editor, cast.school, kind=Kind.PROGRAMME, title="数字媒体技术专业", text=GIVEN, quantity=24,
        region="330100", skills=read_posting("", GIVEN), visibility="public",
    )  # fmt: skip
    return SimpleNamespace(demand=demand, supply=supply)


def page(person, address, language="en"):
    client = Client(headers={"accept-language": language})
    if person.is_authenticated:
        client.force_login(person)
    return client.get(address)


# sentences


def test_every_code_has_words():
    assert set(FACTS) == set(CLAUSES)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("code", sorted(CLAUSES))
def test_a_reason_is_a_sentence(code, language):
    with override(language):
        said = sentence({"code": code, "facts": FACTS[code]})
    assert said
    assert "%(" not in said
    assert said[-1] in ".。"


def test_an_unknown_code_says_nothing():
    assert sentence({"code": "weather.rain", "facts": {}}) == ""


def test_names_are_joined_and_the_rest_is_counted():
    with override("en"):
        assert listed([]) == ""
        assert listed(["comfyui"]) == "ComfyUI"
        assert listed(["comfyui", "blender"]) == "ComfyUI and Blender"
        assert listed(["comfyui", "blender", "zbrush", "autodesk-maya"]).endswith("and 1 more")


def test_the_largest_lift_is_said_first():
    facts = {"score": 0.7, "rank": 2}
    small, large = (
        {"code": "change.quantity", "facts": {"to": 9, **facts}},
        {"code": "change.level", "facts": FACTS["change.level"]},
    )
    with override("en"):
        assert better([small, large]).startswith("Reaching level")
        assert better([]) == why([]) == ""


# a posting's counterparts


def test_the_parts_add_up_to_the_score(cast, pair):
    [ranked] = ranked_for(pair.demand, viewer=cast.owner)
    assert sum(value for _name, value in bar(ranked)) == pytest.approx(ranked.score)
    comparison = Comparison(pair.demand, pair.supply, ranked, [])
    assert comparison.total == pytest.approx(ranked.score, abs=1e-5)
    assert comparison.lowest <= ranked.score <= comparison.highest
    assert sum(share for share, _neutral in weighing().values()) == pytest.approx(1)
    assert {row.code for row in comparison.unknown} == {"calendar", "level"}


def test_both_sides_see_the_same_score(cast, pair):
    [offer], [demand] = (ranked_for(one, viewer=cast.owner) for one in (pair.demand, pair.supply))
    assert offer.score == demand.score


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_posting_shows_what_docks_with_it(cast, pair, language):
    shown = page(cast.owner, f"/postings/{pair.demand.pk}/", language).content.decode()
    assert "数字媒体技术专业" in shown
    assert f"/docking/{pair.demand.pk}/{pair.supply.pk}/" in shown
    shown = page(cast.editor, f"/postings/{pair.supply.pk}/", language).content.decode()
    assert pair.demand.title in shown


def test_the_province_narrows_what_is_shown(cast, pair):
    assert docked(pair.demand, cast.owner, {}).offers
    assert not docked(pair.demand, cast.owner, {"near": "province"}).offers
    assert "whole country" in page(cast.owner, f"/postings/{pair.demand.pk}/?near=province").content.decode()


def test_the_page_of_a_pair_asks_a_bounded_number_of_questions(cast, pair, django_assert_max_num_queries):
    """As many with twenty offers as with one, whether docking has them in memory or not."""
    for n in range(20):
        people.posting(
            cast.editor, cast.school, kind=Kind.PROGRAMME, title=f"专业 {n}", text=GIVEN, skills=read_posting("", GIVEN)
        )
    client = Client()
    client.force_login(cast.owner)
    client.get("/health/")  # the session is noted once a minute, whatever the page
    with django_assert_max_num_queries(35):
        client.get(f"/docking/{pair.demand.pk}/{pair.supply.pk}/")


def test_the_shortfall_is_counted(cast, pair):
    shown = page(cast.owner, f"/postings/{pair.demand.pk}/").content.decode()
    assert "takes 24 of 60 people" in shown
    assert "<b>36</b> are short" in shown


def test_a_posting_that_is_over_docks_with_nothing(cast):
    closed = people.posting(cast.owner, cast.enterprise, status="closed")
    assert "docks with nothing now" in page(cast.owner, f"/postings/{closed.pk}/").content.decode()


# one pair


@pytest.mark.parametrize("who", people.ROLES)
def test_a_pair_is_shown_to_those_who_see_both(cast, pair, who):
    address = f"/docking/{pair.demand.pk}/{pair.supply.pk}/"
    assert page(cast.by_name(who), address).status_code == 200
    type(pair.supply).objects.filter(pk=pair.supply.pk).update(visibility="members")
    expected = 404 if who in ("outsider", "nobody") else 200
    assert page(cast.by_name(who), address).status_code == expected


@pytest.mark.parametrize("who", people.ROLES)
def test_the_way_to_a_case_is_for_who_may_open_it(cast, pair, who):
    case = cases.proposed(cast, demand=pair.demand, supply=pair.supply)
    type(case.demand).objects.filter(pk=case.demand_id).update(is_confidential=True)
    shown = page(cast.by_name(who), f"/docking/{pair.demand.pk}/{pair.supply.pk}/").content.decode()
    inside = who in ("officer", "owner", "editor")
    assert (case.number in shown) == (f'href="/cases/{case.pk}/"' in shown) == inside


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 200), ("editor", 200), ("owner", 404), ("official", 404), ("outsider", 404), ("nobody", 302)],
)
def test_nothing_is_proposed_to_a_posting_that_one_may_not_see(cast, pair, who, status):
    type(pair.supply).objects.filter(pk=pair.supply.pk).update(visibility="private")
    address = f"/docking/{pair.demand.pk}/{pair.supply.pk}/propose/"
    assert page(cast.by_name(who), address).status_code == status


def test_a_pair_has_a_demand_and_a_supply(cast, pair):
    assert page(cast.owner, f"/docking/{pair.supply.pk}/{pair.demand.pk}/").status_code == 404


def test_what_keeps_a_pair_apart_is_said(cast, pair):
    own = people.posting(cast.owner, cast.enterprise, kind=Kind.EQUIPMENT, visibility="public")
    shown = page(cast.owner, f"/docking/{pair.demand.pk}/{own.pk}/").content.decode()
    assert "Both belong to the same unit." in shown
    assert "does not dock with" in shown
    assert pair_for(pair.demand, own, viewer=cast.owner) is None


def test_a_draft_is_compared_as_if_it_were_open(cast, pair):
    draft = people.draft(cast.editor, cast.school, kind=Kind.PROGRAMME, text=GIVEN, skills=read_posting("", GIVEN))
    shown = page(cast.editor, f"/docking/{pair.demand.pk}/{draft.pk}/").content.decode()
    assert "only open postings dock" in shown
    assert "What the score is made of" in shown


def test_a_script_is_only_text_in_what_is_compared(cast, pair):
    text = f"{GIVEN}<script>alert(1)</script>"
    bad = people.posting(
        cast.editor, cast.school, kind=Kind.PROGRAMME, title="<script>alert(2)</script>", text=text,
        skills=read_posting("", text), visibility="public",
    )  # fmt: skip
    for address in (f"/docking/{pair.demand.pk}/{bad.pk}/", f"/postings/{pair.demand.pk}/", f"/postings/{bad.pk}/"):
        shown = page(cast.owner, address).content.decode()
        assert "<script>alert" not in shown
        assert "&lt;script&gt;" in shown
