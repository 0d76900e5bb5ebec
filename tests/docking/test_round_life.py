"""The life of a round: announced, frozen when its window is over, reviewed, published, called off; and done again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ronghe.docking import actions, queries
from ronghe.docking.models import Case, Proposal, Round, Unmet
from ronghe.docking.states import CAN_BE_CALLED_OFF, LONGEST_WINDOW, MOVES, Origin, RoundStatus
from ronghe.ledger.models import Entry
from ronghe.ledger.queries import disclosed
from ronghe.lib.dates import today
from ronghe.lib.refusals import Refused
from ronghe.notices.queries import unread_for
from ronghe.postings import actions as postings
from ronghe.postings.states import Kind, Visibility
from tests import people
from tests.docking.test_bridge import order, programme

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def codes(person):
    return [notice.code for notice in unread_for(person)]


@pytest.fixture
def posted(cast):
    """Two orders, two programmes, and an internship that nobody offers."""
    for n in range(2):
        order(cast, title=f"订单 {n}")
        programme(cast, title=f"专业 {n}")
    return people.posting(cast.owner, cast.enterprise, kind=Kind.INTERNSHIP_WANTED, title="实习")


@pytest.fixture
def announced(cast, posted):
    return actions.announce_round(by=cast.officer, name="春季", opens=today(), closes=today() + 7 * DAY, note=" 招生 ")


@pytest.fixture
def found(cast, posted):
    opened = actions.open_round(by=cast.officer, name="第一轮", put=1)
    return actions.run_round(round_id=opened.pk)


# -- announced --


def test_members_are_told_of_an_announced_round(cast, announced):
    assert (announced.status, announced.note, announced.inputs) == (RoundStatus.ANNOUNCED, "招生", {})
    assert codes(cast.owner).count("round.announced") == codes(cast.editor).count("round.announced") == 1
    assert "round.announced" not in codes(cast.outsider)
    assert announced in queries.rounds_visible_to(cast.owner)


@pytest.mark.parametrize(("opens", "closes"), [(1, 0), (-9, -1), (0, LONGEST_WINDOW)])
def test_a_window_must_make_sense(cast, opens, closes):
    with pytest.raises(Refused):
        actions.announce_round(by=cast.officer, name="x", opens=today() + opens * DAY, closes=today() + closes * DAY)
    assert not Round.objects.exists()


def test_the_database_refuses_half_a_window(announced):
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.update(closes=None)


def test_a_round_freezes_the_day_after_its_window(cast, announced):
    assert actions.freeze_due(today=announced.closes) == 0
    late = order(cast, title="窗口期内发布")
    assert actions.freeze_due(today=announced.closes + DAY) == 1
    announced.refresh_from_db()
    assert announced.status == RoundStatus.QUEUED
    assert str(late.pk) in {record["id"] for record in announced.inputs["demands"]}
    assert actions.freeze_due(today=announced.closes + DAY) == 0
    assert actions.run_round(round_id=announced.pk).status == RoundStatus.DONE
    assert "round.finished" in codes(cast.officer)


def test_one_round_at_a_time_also_where_windows_end_together(cast, announced):
    second = actions.announce_round(by=cast.officer, name="夏季", opens=today(), closes=today() + 7 * DAY)
    assert actions.freeze_due(today=announced.closes + DAY) == 1
    second.refresh_from_db()
    assert second.status == RoundStatus.ANNOUNCED
    with pytest.raises(Refused):
        actions.freeze_round(by=cast.officer, round_=second)


def test_a_round_waits_where_a_side_is_empty(cast):
    lonely = actions.announce_round(by=cast.officer, name="x", opens=today(), closes=today())
    assert actions.freeze_due(today=today() + DAY) == 0
    lonely.refresh_from_db()
    assert lonely.status == RoundStatus.ANNOUNCED


def test_an_officer_may_start_it_before_its_time(cast, announced):
    assert actions.freeze_round(by=cast.officer, round_=announced).status == RoundStatus.QUEUED
    with pytest.raises(Refused):
        actions.freeze_round(by=cast.officer, round_=announced)


@pytest.mark.parametrize("what", ["proposal.struck", "round.called_off"])
def test_the_chain_commits_to_the_typed_reason_and_can_forget_it(cast, found, what):
    actions.strike_proposal(by=cast.officer, proposal=found.proposals.first(), reason="已停招")
    actions.call_off_round(by=cast.officer, round_=found, reason="已停招")
    entry = Entry.objects.get(what=what)
    assert "已停招" not in str(entry.facts)
    assert disclosed([entry]) == {entry.pk: {"reason": "已停招"}}


# -- called off --


def test_whoever_was_told_of_a_round_reads_why_it_is_called_off(cast, announced):
    with pytest.raises(Refused):
        actions.call_off_round(by=cast.officer, round_=announced, reason="  ")
    actions.call_off_round(by=cast.officer, round_=announced, reason="推迟")
    [told] = [notice for notice in unread_for(cast.owner) if notice.code == "round.called_off"]
    assert told.facts["reason"] == "推迟"
    assert queries.rounds_visible_to(cast.owner).get().reason == "推迟"


def test_what_was_found_is_kept_but_not_shown_where_a_round_is_called_off(cast, found):
    actions.call_off_round(by=cast.officer, round_=found, reason="数据有误")
    assert Proposal.objects.filter(round=found).exists()
    assert not queries.rounds_visible_to(cast.owner).exists()
    assert not Case.objects.exists()
    with pytest.raises(Refused):
        actions.publish_round(by=cast.officer, round_=found)


# -- reviewed and published --


def test_nobody_but_the_secretariat_sees_a_round_under_review(cast, found):
    assert found.status == RoundStatus.DONE
    assert found in queries.rounds_visible_to(cast.officer)
    for who in ("official", "owner", "editor"):
        assert found not in queries.rounds_visible_to(cast.by_name(who))
    assert not Case.objects.exists()


def test_a_published_round_puts_its_best_offers_before_both_sides(cast, found, posted):
    published = actions.publish_round(by=cast.officer, round_=found)
    assert published.status == RoundStatus.PUBLISHED
    assert published in queries.rounds_visible_to(cast.owner)
    cases = list(Case.objects.select_related("round"))
    assert len(cases) == 2  # put=1: one for each order
    assert {(case.origin, case.round) for case in cases} == {(Origin.ENGINE, published)}
    assert codes(cast.owner).count("cases.proposed") == codes(cast.editor).count("cases.proposed") == 1
    [told] = [notice for notice in unread_for(cast.owner) if notice.code == "round.unmet"]
    assert told.facts["count"] == 1
    assert Entry.objects.get(what="round.published").facts["cases"] == 2


def test_a_round_is_published_once(cast, found):
    actions.publish_round(by=cast.officer, round_=found)
    with pytest.raises(Refused):
        actions.publish_round(by=cast.officer, round_=found)
    assert Case.objects.count() == 2


def test_a_publication_that_breaks_leaves_the_round_under_review(cast, found, monkeypatch):
    monkeypatch.setattr(actions.reviewing, "_tell_unmet", lambda round_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.publish_round(by=cast.officer, round_=found)
    found.refresh_from_db()
    assert (found.status, Case.objects.count()) == (RoundStatus.DONE, 0)
    assert "cases.proposed" not in codes(cast.owner)


def test_what_is_set_aside_is_put_before_nobody_and_counted(cast, found):
    first = found.proposals.filter(rank=1).first()
    actions.strike_proposal(by=cast.officer, proposal=first, reason="已停招")
    digest = found.result_digest
    actions.publish_round(by=cast.officer, round_=found)
    found.refresh_from_db()
    assert found.result_digest == digest == actions.recomputed(found)
    pairs = set(Case.objects.values_list("demand", "supply"))
    assert (first.demand_id, first.supply_id) not in pairs
    assert (first.demand_id, found.proposals.get(demand=first.demand_id, rank=2).supply_id) in pairs
    assert first not in queries.proposals_of(found, cast.owner)
    assert first in queries.proposals_of(found, cast.officer)
    assert [one.pk for one in queries.struck_proposals()] == [first.pk]
    assert Entry.objects.get(what="round.published").facts["struck"] == 1


def test_a_proposal_is_set_aside_with_a_reason_and_only_under_review(cast, found):
    first = found.proposals.first()
    with pytest.raises(Refused):
        actions.strike_proposal(by=cast.officer, proposal=first, reason=" ")
    actions.strike_proposal(by=cast.officer, proposal=first, reason="已停招")
    actions.restore_proposal(by=cast.officer, proposal=first)
    first.refresh_from_db()
    assert (first.struck_at, first.struck_by, first.struck_reason) == (None, None, "")
    before = Entry.objects.count()
    actions.restore_proposal(by=cast.officer, proposal=first)
    assert Entry.objects.count() == before
    actions.publish_round(by=cast.officer, round_=found)
    for act in (actions.restore_proposal, lambda **given: actions.strike_proposal(reason="x", **given)):
        with pytest.raises(Refused):
            act(by=cast.officer, proposal=first)


def test_the_database_refuses_to_strike_without_a_reason(found):
    with pytest.raises(IntegrityError), transaction.atomic():
        found.proposals.update(struck_at=timezone.now())


ACTS = {
    "announce": lambda by, found: actions.announce_round(by=by, name="x", opens=today(), closes=today()),
    "freeze": lambda by, found: actions.freeze_round(by=by, round_=found),
    "strike": lambda by, found: actions.strike_proposal(by=by, proposal=found.proposals.first(), reason="x"),
    "restore": lambda by, found: actions.restore_proposal(by=by, proposal=found.proposals.first()),
    "publish": lambda by, found: actions.publish_round(by=by, round_=found),
    "call off": lambda by, found: actions.call_off_round(by=by, round_=found, reason="x"),
}


@pytest.mark.parametrize("act", ACTS)
def test_only_the_secretariat_keeps_rounds(cast, found, act):
    before = Entry.objects.count()
    for who in ("official", "owner", "editor", "outsider", "nobody"):
        with pytest.raises(Refused, match="secretariat"):
            ACTS[act](cast.by_name(who), found)
    assert Entry.objects.count() == before


# -- what nobody met --


def test_what_is_unmet_is_kept_with_what_kept_each_offer_away(cast, found, posted):
    [row] = Unmet.objects.filter(round=found)
    assert (row.demand, row.code, row.facts) == (posted, "kind", {"kinds": ["internship_seats"]})
    assert {stop["code"] for stop in row.stops} == {"stop.kind"}
    assert len(row.stops) == 2
    scores = [stop["score"] for stop in row.stops]
    assert scores == sorted(scores, reverse=True)
    assert list(queries.unmet_of_round(found, cast.owner)) == [posted.pk]


def test_an_unmet_demand_is_shown_to_those_who_may_see_it(cast, found, posted):
    type(posted).objects.filter(pk=posted.pk).update(visibility=Visibility.PRIVATE)
    assert not queries.unmet_of_round(found, cast.editor)


def test_offers_of_the_same_unit_are_apart(cast):
    demand = order(cast)
    people.posting(cast.owner, cast.enterprise, kind=Kind.PROGRAMME, title="自办专业")
    opened = actions.open_round(by=cast.officer, name="轮")
    actions.run_round(round_id=opened.pk)
    row = Unmet.objects.get(demand=demand)
    assert (row.code, row.facts) == ("apart", {"count": 1})
    assert [stop["code"] for stop in row.stops] == ["stop.own_unit"]


def test_offers_that_cover_too_little_meet_nobody(cast):
    demand = order(cast)
    skills = [{"skill": "zbrush", "mode": "required"}]
    programme(cast, text="数字雕刻", title="雕刻").skills.all().delete()
    people.posting(cast.editor, cast.school, kind=Kind.COURSE, title="雕刻", text="ZBrush", skills=skills)
    opened = actions.open_round(by=cast.officer, name="轮")
    actions.run_round(round_id=opened.pk)
    row = Unmet.objects.get(demand=demand)
    assert row.code == "skills"
    assert row.facts["share"] < 0.35


# -- done again --


@pytest.mark.parametrize("workers", [1, 4])
def test_a_published_round_is_the_same_again_however_many_work_on_it(cast, found, workers):
    """Runs on SQLite and on PostgreSQL; what people changed meanwhile does not reach it."""
    actions.publish_round(by=cast.officer, round_=found)
    postings.close(by=cast.owner, posting=found.proposals.first().demand)
    fresh = Round.objects.get(pk=found.pk)
    assert actions.recomputed(fresh, workers=workers) == found.result_digest


def test_another_weight_would_be_noticed(found):
    found.inputs["weights"] = {**found.inputs["weights"], "place": 0.5}
    assert actions.recomputed(found) != found.result_digest


def test_a_round_keeps_what_it_was_computed_with(found):
    assert found.inputs["version"].keys() == {"ronghe", "encoder", "taxonomy"}


# -- the table --


def test_every_status_is_reached_from_the_first_ones():
    reached, ahead = set(), [RoundStatus.ANNOUNCED, RoundStatus.QUEUED]
    while ahead:
        status = ahead.pop()
        if status not in reached:
            reached.add(status)
            ahead += MOVES[status]
    assert reached == set(RoundStatus) == set(MOVES)
    assert set(CAN_BE_CALLED_OFF) == {RoundStatus.ANNOUNCED, RoundStatus.FAILED, RoundStatus.DONE}
