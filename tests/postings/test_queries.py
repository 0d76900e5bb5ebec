"""What is open, what waits, what is found, and which kinds dock."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from ronghe.ledger import queries as ledger
from ronghe.lib.dates import today
from ronghe.lib.refusals import Refused
from ronghe.members import actions as members
from ronghe.postings import actions, queries
from ronghe.postings.admin import KindPair, KindPairAdmin
from ronghe.postings.models import Posting
from ronghe.postings.states import DEFAULT_PAIRS, DEMAND_KINDS, SUPPLY_KINDS, Kind
from tests import people


def in_days(days):
    return today() + timedelta(days=days)


def test_what_is_open_on_a_day(cast):
    demand = people.posting(cast.owner, cast.enterprise, valid_until=in_days(10))
    supply = people.posting(cast.editor, cast.school, kind=Kind.PROGRAMME)
    people.draft(cast.owner, cast.enterprise)
    people.posting(cast.owner, cast.enterprise, "paused")
    assert (list(queries.open_demands()), list(queries.open_supplies())) == ([demand], [supply])
    assert list(queries.open_demands(on=in_days(10))) == [demand]
    assert list(queries.open_demands(on=in_days(11))) == []


def test_postings_of_a_suspended_unit_do_not_dock(cast):
    people.posting(cast.owner, cast.enterprise)
    members.change_unit_status(by=cast.officer, unit=cast.enterprise, to="suspended", reason="dues")
    assert not queries.open_demands()


def test_the_owner_comes_along(cast, django_assert_num_queries):
    people.posting(cast.owner, cast.enterprise)
    with django_assert_num_queries(1):
        assert [posting.owner.name_zh for posting in queries.open_demands()] == ["日照光影数字科技"]


def test_what_waits_for_a_person(cast):
    draft = people.draft(cast.owner, cast.enterprise)
    soon = people.posting(cast.owner, cast.enterprise, valid_until=in_days(14))
    people.posting(cast.owner, cast.enterprise, valid_until=in_days(15))
    missed = people.posting(cast.owner, cast.enterprise)
    Posting.objects.filter(pk=missed.pk).update(valid_until=in_days(-1))
    gone = people.posting(cast.owner, cast.enterprise)
    Posting.objects.filter(pk=gone.pk).update(status="expired")
    people.draft(cast.editor, cast.school)
    drafts, expiring, expired = queries.waiting_for(cast.owner)
    assert (list(drafts), list(expiring), set(expired)) == ([draft], [soon], {missed, gone})
    assert not any(queries.waiting_for(cast.nobody))


@pytest.mark.parametrize(
    "words", ["aigc 订单班", "ＡＩＧＣ", "扩散模型", "talent order", "rizhao", "日照 光影", "comfyui"]
)
def test_a_posting_is_found_in_both_languages(cast, words):
    posting = people.posting(cast.owner, cast.enterprise, region="371100", skills=[{"skill": "comfyui"}])
    other = people.posting(cast.editor, cast.school, kind=Kind.TEACHER, title="教师", text="可授课", region="330100")
    assert list(queries.matching(Posting.objects.all(), words)) == [posting]
    assert set(queries.matching(Posting.objects.all(), "  ")) == {posting, other}


def test_a_skill_is_found_by_its_other_name(cast):
    posting = people.posting(
        cast.owner, cast.enterprise, text="会作图", skills=[{"skill": "diffusion-image-generation"}]
    )
    assert list(queries.matching(Posting.objects.all(), "diffusion")) == [posting]


def test_a_posting_is_found_by_its_owners_new_name(cast):
    posting = people.posting(cast.owner, cast.enterprise)
    members.update_unit(by=cast.owner, unit=cast.enterprise, name_en="Harbour Pixels")
    assert list(queries.matching(Posting.objects.all(), "harbour")) == [posting]


# -- kinds --


def test_a_new_community_has_the_default_table(db):
    rows = {(pair.demand_kind, pair.supply_kind) for pair in KindPair.objects.all()}
    assert rows == {(demand, supply) for demand, row in DEFAULT_PAIRS.items() for supply in row}
    assert set(DEFAULT_PAIRS) == set(DEMAND_KINDS)
    assert {supply for row in DEFAULT_PAIRS.values() for supply in row} == set(SUPPLY_KINDS)


def test_every_kind_has_its_side():
    assert len(DEMAND_KINDS) + len(SUPPLY_KINDS) == len(Kind)
    assert DEMAND_KINDS[-1] == Kind.PROJECT_WANTED
    assert SUPPLY_KINDS[0] == Kind.PROGRAMME


def test_kinds_dock_both_ways(db):
    assert queries.counterpart_kinds(Kind.INTERNSHIP_WANTED) == ["internship_seats"]
    assert queries.counterpart_kinds(Kind.PRODUCTION_PROJECT) == ["course_development", "project_wanted"]
    assert queries.counterpart_kinds("unknown") == []


def test_the_community_edits_the_table(cast):
    pair = actions.pair_kinds(by=cast.officer, demand_kind=Kind.VACANCY, supply_kind=Kind.EXPERT)
    assert "expert" in queries.counterpart_kinds(Kind.VACANCY)
    assert actions.pair_kinds(by=cast.officer, demand_kind=Kind.VACANCY, supply_kind=Kind.EXPERT) == pair
    actions.unpair_kinds(by=cast.officer, pair=KindPair.objects.get(pk=pair.pk))
    assert "expert" not in queries.counterpart_kinds(Kind.VACANCY)
    assert [entry.what for entry in ledger.entries_on(pair)] == ["kinds.paired", "kinds.unpaired"]
    with pytest.raises(Refused):
        actions.pair_kinds(by=cast.owner, demand_kind=Kind.VACANCY, supply_kind=Kind.EXPERT)


@pytest.mark.parametrize(("demand", "supply"), [(Kind.EXPERT, Kind.VACANCY), ("x", "y")])
def test_a_pair_has_a_demand_and_a_supply(cast, demand, supply):
    with pytest.raises(Refused):
        actions.pair_kinds(by=cast.officer, demand_kind=demand, supply_kind=supply)


def test_the_default_table_comes_back_and_additions_stay(cast):
    actions.pair_kinds(by=cast.officer, demand_kind=Kind.VACANCY, supply_kind=Kind.EXPERT)
    KindPair.objects.filter(demand_kind=Kind.MENTOR_NEEDED).delete()
    assert actions.ensure_kind_pairs() == 3
    assert actions.ensure_kind_pairs() == 0
    assert "expert" in queries.counterpart_kinds(Kind.VACANCY)


def test_the_admin_site_asks_the_same_rule(cast):
    admin, request = KindPairAdmin(KindPair, None), RequestFactory().get("/")
    for role in people.ROLES:
        request.user = cast.by_name(role)
        assert admin.has_add_permission(request) is (role == "officer")
        assert admin.has_delete_permission(request) is (role == "officer")
        assert not admin.has_change_permission(request)
