"""Every move of a case by the real actions: what stands afterwards, who is told, what is refused."""

from datetime import timedelta

import pytest

from ronghe.agreements import actions as agreements
from ronghe.docking import actions, queries
from ronghe.docking.models import Case, CaseStep, Proposal
from ronghe.docking.states import ABOUT_CASE, DAYS, ENDED, LIVE, MOST_ASKED, CaseStatus, Origin, Reason, Seat
from ronghe.ledger.queries import entries_on
from ronghe.lib.dates import days_from, today
from ronghe.lib.refusals import Refused
from ronghe.notices.queries import unread_for
from tests import people
from tests.agreements import made
from tests.docking.cases import MARKS, case, demand, draft, proposed, sign, signed_by_stroke, supply
from tests.docking.test_bridge import order, programme

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", CaseStatus.values)
def test_every_status_is_reached_with_its_clock_and_steps(cast, status):
    one = case(cast, status)
    steps = [step.status for step in one.steps.all()]
    assert steps[-1] == one.status == status
    written = [entry.what for entry in entries_on(one)]
    assert [what for what in written if what in {f"case.{step}" for step in steps}] == [f"case.{s}" for s in steps]
    assert (one.due is None) == (one.ended_at is not None) == (status in ENDED)
    if status in LIVE and status != CaseStatus.DELIVERING:
        assert one.due == days_from(today(), DAYS[status])
    assert [stage.status for stage in queries.stages_of(one)] == steps
    assert (queries.owners_of(one) != []) == (status in LIVE)


def codes(person):
    return [notice.code for notice in unread_for(person) if notice.code != "role.given"]


# -- proposing --


def test_what_a_side_proposes_it_is_interested_in_and_the_other_is_asked(cast):
    one = actions.propose(by=cast.owner, demand=demand(cast), supply=supply(cast), origin=Origin.PARTY, basis={})
    assert one.status == CaseStatus.INTERESTED
    assert one.demand_interest_at
    assert not one.supply_interest_at
    assert queries.waits_for(one) == (Seat.SUPPLY,)
    assert (codes(cast.owner), codes(cast.editor)) == ([], ["case.interested"])
    assert queries.pending_of(cast.enterprise) == [0]
    assert queries.pending_of(cast.school) == [1]


def test_what_the_secretariat_proposes_both_are_asked(cast):
    one = proposed(cast)
    assert queries.waits_for(one) == (Seat.DEMAND, Seat.SUPPLY)
    assert codes(cast.owner) == codes(cast.editor) == ["case.proposed"]
    assert unread_for(cast.owner).get(code="case.proposed").path == f"/cases/{one.pk}/"


def test_the_basis_is_computed_where_none_is_given(cast):
    one = actions.propose(by=cast.owner, demand=order(cast), supply=programme(cast), origin=Origin.PARTY)
    one.refresh_from_db()
    keys = {"score", "uncertainty", "parts", "weights", "matched", "partial", "missing", "reasons", "changes"}
    assert set(one.basis) == keys
    assert 0 < one.basis["score"] <= 1


def test_a_pair_is_in_one_live_case(cast):
    one = proposed(cast)
    with pytest.raises(Refused, match="in a case already"):
        proposed(cast, demand=one.demand, supply=one.supply)
    actions.decline(by=cast.owner, case=one, code=Reason.TERMS)
    assert proposed(cast, demand=one.demand, supply=one.supply).pk != one.pk


def test_nobody_is_flooded(cast, monkeypatch):
    monkeypatch.setattr("ronghe.docking.case_rules.MOST_ASKED", 2)
    offer = supply(cast)
    first, _second = (proposed(cast, supply=offer) for _ in range(2))
    with pytest.raises(Refused, match="2 proposals to answer"):
        proposed(cast, supply=offer)
    actions.express_interest(by=cast.editor, case=first)
    actions.express_interest(by=cast.owner, case=first)
    assert proposed(cast, supply=offer)
    assert MOST_ASKED == 20


def test_a_side_with_many_answers_to_give_may_still_ask(cast, monkeypatch):
    monkeypatch.setattr("ronghe.docking.case_rules.MOST_ASKED", 1)
    actions.propose(by=cast.owner, demand=demand(cast), supply=supply(cast), origin=Origin.PARTY, basis={})
    assert queries.pending_of(cast.school) == [1]
    assert actions.propose(by=cast.editor, demand=demand(cast), supply=supply(cast), origin=Origin.PARTY, basis={})


def test_an_override_is_kept_with_its_reason(cast):
    other = supply(cast, kind="equipment", title="动捕设备")
    one = proposed(cast, supply=other, override="双方已经谈过")
    assert one.override == "双方已经谈过"


# -- a round's many --


@pytest.fixture
def round_(cast):
    """A round that ran, with its proposals: two demands, two supplies."""
    for n in range(2):
        order(cast, title=f"订单 {n}")
        programme(cast, title=f"专业 {n}")
    opened = actions.open_round(by=cast.officer, name="第一轮")
    return actions.run_round(round_id=opened.pk)


def proposals(round_):
    return Proposal.objects.filter(round=round_).select_related("demand__owner", "supply__owner")


def test_a_round_proposes_its_pairs_and_tells_each_unit_once(cast, round_):
    cases = actions.propose_many(proposals=proposals(round_), round_=round_)
    assert len(cases) == 4
    assert {one.origin for one in cases} == {Origin.ENGINE}
    one = Case.objects.first()
    assert one.basis["score"] == proposals(round_).get(demand=one.demand, supply=one.supply).score
    assert one.steps.get().status == CaseStatus.PROPOSED
    assert codes(cast.owner).count("cases.proposed") == codes(cast.editor).count("cases.proposed") == 1
    assert unread_for(cast.owner).filter(code="cases.proposed").get().facts["count"] == 4
    assert actions.propose_many(proposals=proposals(round_), round_=round_) == []
    assert codes(cast.owner).count("cases.proposed") == 1


def test_a_round_leaves_out_who_declined_who_is_full_and_what_is_private(cast, round_, monkeypatch):
    first, *rest = proposals(round_)
    one = proposed(cast, demand=first.demand, supply=first.supply)
    actions.decline(by=cast.owner, case=one, code=Reason.PLACE)
    rest[0].supply.visibility = "private"
    assert len(actions.propose_many(proposals=[first, rest[0]], round_=round_)) == 0
    Case.objects.filter(pk=one.pk).update(ended_at=one.ended_at - timedelta(days=181))
    monkeypatch.setattr("ronghe.docking.actions.proposing.MOST_ASKED", 2)
    assert len(actions.propose_many(proposals=proposals(round_), round_=round_)) == 2


# -- answers --


def test_both_interested_negotiate(cast):
    one = proposed(cast)
    actions.express_interest(by=cast.editor, case=one)
    assert one.status == CaseStatus.INTERESTED
    with pytest.raises(Refused, match="other side's answer"):
        actions.express_interest(by=cast.editor, case=one)
    actions.express_interest(by=cast.owner, case=one)
    assert one.status == CaseStatus.NEGOTIATING


def test_declining_needs_a_reason_of_the_list(cast):
    one = proposed(cast)
    with pytest.raises(Refused, match="from the list"):
        actions.decline(by=cast.owner, case=one, code="mood")
    actions.decline(by=cast.owner, case=one, code="terms", text="价格")
    assert (one.reason_code, one.reason) == ("terms", "价格")
    assert "case.declined" in codes(cast.editor)


def test_withdrawing_needs_words(cast):
    one = case(cast, CaseStatus.NEGOTIATING)
    with pytest.raises(Refused, match="say why"):
        actions.withdraw(by=cast.owner, case=one, text=" ")
    actions.withdraw(by=cast.owner, case=one, text="预算取消")
    assert one.status == CaseStatus.WITHDRAWN
    assert "case.withdrawn" in codes(cast.editor)


# -- agreements --


def test_the_agreement_is_about_the_case_and_agreed_when_everyone_signed(cast):
    """The one test that signs for real; elsewhere a stroke stands for it."""
    one = case(cast, CaseStatus.NEGOTIATING)
    agreement = draft(cast, one)
    assert (agreement.about_kind, agreement.about_id) == (ABOUT_CASE, one.pk)
    assert actions.settle_agreement(agreement=agreement) is None
    with pytest.raises(Refused, match="draft already"):
        draft(cast, one)
    sign(cast, agreement)
    assert actions.settle_agreement(agreement=agreement).status == CaseStatus.AGREED
    assert actions.settle_agreement(agreement=agreement) is None
    assert codes(cast.officer).count("case.agreed") == 1


def test_the_parties_are_the_two_units_unless_others_are_given(cast):
    one = case(cast, CaseStatus.NEGOTIATING)
    agreement = actions.draft_case_agreement(by=cast.editor, case=one, type=made.kind())
    assert agreement.owner == cast.school
    assert [party.unit for party in agreement.parties.all()] == [cast.enterprise, cast.school]


def test_a_stopped_agreement_is_replaced(cast):
    one = case(cast, CaseStatus.NEGOTIATING)
    first = draft(cast, one)
    agreements.terminate(by=cast.owner, agreement=first, reason="另拟")
    second = draft(cast, one)
    one.refresh_from_db()
    assert one.agreement == second


def test_signed_meanwhile_is_settled_by_the_daily_round_once(cast):
    one = case(cast, CaseStatus.NEGOTIATING)
    signed_by_stroke(draft(cast, one))
    assert (actions.settle_due(), actions.settle_due()) == (1, 0)
    one.refresh_from_db()
    assert one.status == CaseStatus.AGREED


def test_a_signed_case_is_not_declined_or_withdrawn(cast):
    one = case(cast, CaseStatus.NEGOTIATING)
    signed_by_stroke(draft(cast, one))
    with pytest.raises(Refused, match="Everyone has signed"):
        actions.decline(by=cast.editor, case=one, code=Reason.TERMS)
    with pytest.raises(Refused, match="Everyone has signed"):
        actions.withdraw(by=cast.officer, case=one, text="撤")


def test_ending_the_talks_stops_the_draft_of_who_ends_them(cast):
    one = case(cast, CaseStatus.NEGOTIATING)
    agreement = draft(cast, one)
    actions.decline(by=cast.owner, case=one, code=Reason.TERMS)
    agreement.refresh_from_db()
    assert agreement.status == "terminated"


def test_a_returned_case_stays_so_until_something_new_is_signed_or_it_is_handed_in(cast):
    one = case(cast, CaseStatus.RETURNED)
    assert actions.settle_due() == 0
    actions.hand_in(by=cast.editor, case=one, text="已补附件")
    assert one.status == CaseStatus.AGREED
    actions.return_case(by=cast.officer, case=one, code=Reason.PAPERS, text="章不清")
    agreements.terminate(by=cast.officer, agreement=one.agreement, reason="另签")
    with pytest.raises(Refused, match="no signed agreement"):
        actions.hand_in(by=cast.editor, case=one, text="请看")
    signed_by_stroke(draft(cast, one))
    assert actions.settle_due() == 1
    one.refresh_from_db()
    assert one.status == CaseStatus.AGREED


def test_an_amendment_signed_after_the_return_brings_the_case_back(cast):
    one = case(cast, CaseStatus.RETURNED)
    amendment = agreements.amend(by=cast.owner, agreement=one.agreement, reason="补条款")
    signed_by_stroke(amendment)
    assert actions.settle_due() == 1
    one.refresh_from_db()
    assert one.agreement == amendment


def test_an_agreement_that_ended_is_not_approved(cast):
    one = case(cast, CaseStatus.AGREED)
    agreements.terminate(by=cast.officer, agreement=one.agreement, reason="不再合作")
    with pytest.raises(Refused, match="draft and sign another"):
        actions.approve(by=cast.officer, case=one)


# -- delivery --


def test_obligations_become_milestones_where_there_are_none(cast):
    one = case(cast, CaseStatus.DELIVERING)
    [milestone] = one.milestones.all()
    assert (milestone.title, milestone.seat) == ("提供岗位", Seat.DEMAND)
    assert one.due == milestone.due


def test_a_plan_of_the_sides_stands(cast):
    one = case(cast, CaseStatus.APPROVED)
    due = days_from(today(), 20)
    actions.plan_milestone(by=cast.editor, case=one, seat="supply", title="首批作品", due=due, target=12, measure="件")
    actions.begin_delivery(by=cast.editor, case=one)
    assert one.milestones.get().title == "首批作品"
    assert one.due == due


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"seat": "secretariat"}, "one of the two sides"),
        ({"title": "  "}, "what is to be delivered"),
        ({"due": today() - timedelta(days=1)}, "lies ahead"),
        ({"target": 0}, "more than nothing"),
        ({"measure": "件" * 31}, "30"),
    ],
)
def test_a_milestone_makes_sense(cast, columns, sentence):
    one = case(cast, CaseStatus.DELIVERING)
    given = {"seat": "supply", "title": "样片", "due": today(), **columns}
    with pytest.raises(Refused, match=sentence):
        actions.plan_milestone(by=cast.owner, case=one, **given)


def test_the_clock_of_the_delivery_follows_its_last_milestone(cast):
    one = case(cast, CaseStatus.DELIVERING)
    last = days_from(today(), 200)
    milestone = actions.plan_milestone(by=cast.owner, case=one, seat="supply", title="终稿", due=last)
    assert one.due == last
    actions.revise_milestone(by=cast.editor, milestone=milestone, due=days_from(today(), 300))
    assert Case.objects.get().due == days_from(today(), 300)
    actions.remove_milestone(by=cast.editor, milestone=milestone)
    assert Case.objects.get().due == days_from(today(), 90)


def test_what_is_reported_is_accepted_or_sent_back(cast):
    one = case(cast, CaseStatus.DELIVERING)
    milestone = actions.plan_milestone(
        by=cast.owner, case=one, seat="supply", title="样片", due=today(), target=10, measure="件"
    )
    with pytest.raises(Refused, match="how much"):
        actions.report_milestone(by=cast.editor, milestone=milestone)
    evidence = [("照片.jpg", b"\xff\xd8\xff 1")]
    actions.report_milestone(by=cast.editor, milestone=milestone, achieved=8, note="八件", files=evidence)
    assert queries.waits_for(one) == (Seat.DEMAND,)
    with pytest.raises(Refused, match="still lacking"):
        actions.send_back_milestone(by=cast.owner, milestone=milestone, note="")
    actions.send_back_milestone(by=cast.owner, milestone=milestone, note="缺两件")
    actions.report_milestone(by=cast.editor, milestone=milestone, achieved=10, files=evidence)
    actions.accept_milestone(by=cast.owner, milestone=milestone)
    assert milestone.status == "accepted"
    assert milestone.files.count() == 1


def test_a_stage_check_that_is_not_fine_says_what_is_asked(cast):
    one = case(cast, CaseStatus.DELIVERING)
    with pytest.raises(Refused, match="needs attention"):
        actions.check_stage(by=cast.officer, case=one, result="stuck")
    with pytest.raises(Refused, match="choose"):
        actions.check_stage(by=cast.officer, case=one, result="great")
    actions.check_stage(by=cast.officer, case=one, result="watch", text="进度慢，请供给方说明")
    assert "case.checked" in codes(cast.editor)


def test_the_second_evaluation_ends_the_waiting_and_the_ledger_keeps_no_marks(cast):
    one = case(cast, CaseStatus.ACCEPTED)
    for wrong in (0, 6, 2.5, None):
        with pytest.raises(Refused, match="1 to 5"):
            actions.evaluate(by=cast.owner, case=one, **{**MARKS, "quality": wrong})
    actions.evaluate(by=cast.owner, case=one, **MARKS)
    assert queries.waits_for(one) == (Seat.SUPPLY,)
    with pytest.raises(Refused, match="has given its evaluation"):
        actions.evaluate(by=cast.owner, case=one, **MARKS)
    actions.evaluate(by=cast.editor, case=one, text="好", **MARKS)
    assert one.status == CaseStatus.EVALUATED
    facts = [entry.facts for entry in entries_on(one) if entry.what == "case.evaluation"]
    assert facts == [{"seat": "demand"}, {"seat": "supply"}]


def test_the_end_is_told_to_both_sides(cast):
    one = case(cast, CaseStatus.TERMINATED)
    assert "case.terminated" in codes(cast.editor)
    assert CaseStep.objects.filter(case=one).last().reason == "停产"


# -- who is waited for --


@pytest.mark.parametrize("status", LIVE)
def test_waiting_cases_are_those_that_one_owns(cast, status):
    one = case(cast, status)
    for who in people.ROLES:
        waits = one in queries.waiting_cases(cast.by_name(who))
        assert waits == (cast.by_name(who) in queries.owners_of(one)), who


def test_where_a_unit_has_nobody_the_secretariat_is_waited_for(cast):
    cast.editor.roles.all().delete()
    one = proposed(cast, supply=people.posting(cast.officer, cast.school, kind="programme", title="专业"))
    assert queries.owners_of(one) == sorted([cast.officer, cast.owner], key=lambda person: person.email)
    assert queries.waiting_cases(cast.officer) == [one]


def test_waiting_cases_are_read_in_few_queries(cast, django_assert_max_num_queries):
    for _ in range(5):
        proposed(cast)
    with django_assert_max_num_queries(10):
        assert len(queries.waiting_cases(cast.owner)) == 5
