"""Who fits a posting, for whom, and why."""

from datetime import timedelta

import pytest

from ronghe.docking import queries
from ronghe.lib.dates import today
from ronghe.postings.states import PostingStatus, Visibility
from tests.docking.test_bridge import order, programme
from tests.people import draft


@pytest.mark.django_db
def test_the_score_is_the_sum_of_its_bar_and_of_what_is_unknown(cast):
    demand = order(cast)
    programme(cast)
    [ranked] = queries.ranked_for(demand, viewer=cast.owner)
    assert ranked.score >= sum(value for _, value in ranked.bar)
    assert set(ranked.parts) == {"skills", "text", "place", "calendar", "capacity", "level"}
    assert "comfyui" in ranked.matched


@pytest.mark.django_db
def test_both_sides_see_the_same_score(cast):
    demand, supply = order(cast), programme(cast)
    [seen] = queries.ranked_for(demand, viewer=cast.owner)
    [back] = queries.ranked_for(supply, viewer=cast.editor)
    assert back.posting == demand
    assert back.score == seen.score


@pytest.mark.django_db
def test_a_draft_finds_its_counterparts_for_its_owner(cast):
    programme(cast)
    sketch = draft(cast.owner, cast.enterprise)
    assert sketch.status == PostingStatus.DRAFT
    assert len(queries.ranked_for(sketch, viewer=cast.owner)) == 1


@pytest.mark.django_db
def test_nobody_is_shown_what_they_may_not_see(cast):
    demand = order(cast, visibility=Visibility.PUBLIC)
    programme(cast, visibility=Visibility.PRIVATE)
    assert queries.ranked_for(demand, viewer=cast.owner) == []
    assert len(queries.ranked_for(demand, viewer=cast.officer)) == 1


@pytest.mark.django_db
def test_a_private_posting_docks_for_those_who_may_see_both_sides(cast):
    demand, offer = order(cast), programme(cast, visibility=Visibility.PRIVATE)
    assert len(queries.ranked_for(offer, viewer=cast.editor)) == 1
    assert queries.why_not(demand, offer) == []


@pytest.mark.django_db
def test_what_is_for_members_is_not_shown_to_visitors(cast):
    demand = order(cast, visibility=Visibility.PUBLIC)
    programme(cast, visibility=Visibility.MEMBERS)
    assert queries.ranked_for(demand, viewer=cast.nobody) == []
    assert len(queries.ranked_for(demand, viewer=cast.owner)) == 1


@pytest.mark.django_db
def test_a_province_narrows_the_counterparts(cast):
    demand = order(cast)
    programme(cast, region="330100")
    assert queries.ranked_for(demand, viewer=cast.owner, province="370000") == []
    assert len(queries.ranked_for(demand, viewer=cast.owner, province="330000")) == 1


@pytest.mark.django_db
def test_what_is_short_is_said(cast):
    demand = order(cast)
    programme(cast, quantity=24)
    short = queries.shortfall_for(demand, queries.ranked_for(demand, viewer=cast.owner))
    assert short == {"wanted": 60, "available": 24, "short": 36, "offers": 1}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("demanding", "supplying", "code"),
    [
        ({"kind": "internship_wanted"}, {}, "stop.kind"),
        ({}, {"status": PostingStatus.PAUSED}, "stop.expired"),
        ({"start": today() + timedelta(days=90)}, {"end": today() + timedelta(days=9)}, "stop.ended"),
    ],
)
def test_why_a_pair_may_not_dock(cast, demanding, supplying, code):
    stops = queries.why_not(order(cast, **demanding), programme(cast, **supplying))
    assert [stop.code for stop in stops] == [code]


@pytest.mark.django_db
def test_a_pair_that_may_dock_has_no_stop(cast):
    assert queries.why_not(order(cast), programme(cast)) == []
