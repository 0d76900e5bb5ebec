"""Who may do what in a case: truth tables over the cast and every status."""

import pytest

from ronghe.docking import case_rules as rules
from ronghe.docking import queries
from ronghe.docking.states import CaseStatus, Origin, Seat
from ronghe.lib.pairs import refusal
from ronghe.lib.refusals import Refused
from ronghe.members import actions as members
from ronghe.members.states import RoleName
from ronghe.postings import actions as postings
from tests import people
from tests.docking.cases import MARKS, actions, case, demand, proposed, supply

pytestmark = pytest.mark.django_db

# status → act → who, of the cast: owner (demand side), editor (supply side), officer. Nobody else, ever.
TALKS = "post_message: owner editor officer, attach_file: owner editor officer"
PLANS = "plan_milestone: owner editor"
ENDS = "terminate: owner editor officer"
TABLE = {
    "proposed": f"express_interest: owner editor, decline: owner editor, withdraw: officer, {TALKS}",
    "interested": f"express_interest: editor, decline: editor, withdraw: owner officer, {TALKS}",
    "negotiating": f"decline: owner editor, withdraw: owner editor officer, draft_agreement: owner editor, {TALKS}",
    "agreed": f"approve: officer, return: officer, {PLANS}, {ENDS}, {TALKS}",
    "returned": f"hand_in: owner editor, {PLANS}, {ENDS}, {TALKS}",
    "approved": f"begin_delivery: editor, {PLANS}, {ENDS}, {TALKS}",
    "delivering": f"{PLANS}, check_stage: officer, {ENDS}, {TALKS}",
    "accepted": f"evaluate: owner editor, {TALKS}",
    "evaluated": f"archive: officer, {TALKS}",
    **dict.fromkeys(("archived", "declined", "withdrawn", "expired", "terminated"), ""),
}
RULES = {
    "express_interest": rules.check_can_express_interest,
    "decline": rules.check_can_decline,
    "withdraw": rules.check_can_withdraw,
    "draft_agreement": rules.check_can_draft_case_agreement,
    "hand_in": rules.check_can_hand_in,
    "approve": rules.check_can_approve,
    "return": rules.check_can_return_case,
    "begin_delivery": rules.check_can_begin_delivery,
    "plan_milestone": rules.check_can_plan_milestone,
    "check_stage": rules.check_can_check_stage,
    "accept": rules.check_can_accept,
    "evaluate": rules.check_can_evaluate,
    "terminate": rules.check_can_terminate,
    "archive": rules.check_can_archive,
    "post_message": rules.check_can_post_message,
    "attach_file": rules.check_can_attach_file,
}


def allowed(row):
    """{(act, who)} of one line of the table."""
    pairs = [entry.split(":") for entry in row.split(",") if entry.strip()]
    return {(act.strip(), who) for act, names in pairs for who in names.split()}


@pytest.mark.parametrize("status", CaseStatus.values)
def test_who_may_do_what(cast, status):
    one = case(cast, status)
    found = {
        (act, who)
        for act, check in RULES.items()
        for who in people.ROLES
        if refusal(check, cast.by_name(who), one) is None
    }
    assert found == allowed(TABLE[status])


@pytest.mark.parametrize("status", CaseStatus.values)
def test_the_acts_that_pages_offer_are_those_that_rules_allow(cast, status):
    one = case(cast, status)
    for who in people.ROLES:
        acts = queries.acts_for_case(cast.by_name(who), one)
        assert set(acts) == {act for act, name in allowed(TABLE[status]) if name == who}
        assert list(acts) == [act for act in RULES if act in acts]


def test_every_refusal_is_a_sentence_that_ends(cast):
    for status in CaseStatus.values:
        one = case(cast, status)
        for check in RULES.values():
            for who in people.ROLES:
                sentence = refusal(check, cast.by_name(who), one)
                assert sentence is None or str(sentence).endswith(".")


# -- milestones: their side reports, the other accepts --

MILESTONES = {  # (side, status) → act → who
    ("supply", "open"): "revise: owner editor, remove: owner editor, report: editor",
    ("supply", "reported"): "accept: owner, send_back: owner",
    ("supply", "accepted"): "",
    ("demand", "open"): "revise: owner editor, remove: owner editor, report: owner",
    ("demand", "reported"): "accept: editor, send_back: editor",
    ("demand", "accepted"): "",
}
ON_MILESTONES = {
    "revise": rules.check_can_revise_milestone,
    "remove": rules.check_can_remove_milestone,
    "report": rules.check_can_report_milestone,
    "accept": rules.check_can_accept_milestone,
    "send_back": rules.check_can_send_back_milestone,
}


@pytest.mark.parametrize(("side", "status"), MILESTONES)
def test_who_may_do_what_with_a_milestone(cast, side, status):
    one = case(cast, CaseStatus.DELIVERING)
    milestone = actions.plan_milestone(by=cast.owner, case=one, seat=side, title="样片", due=one.due)
    mine, theirs = (cast.owner, cast.editor) if side == "demand" else (cast.editor, cast.owner)
    if status != "open":
        actions.report_milestone(by=mine, milestone=milestone)
    if status == "accepted":
        actions.accept_milestone(by=theirs, milestone=milestone)
    found = {
        (act, who)
        for act, check in ON_MILESTONES.items()
        for who in people.ROLES
        if refusal(check, cast.by_name(who), milestone) is None
    }
    assert found == allowed(MILESTONES[side, status])


@pytest.mark.parametrize("status", [s for s in CaseStatus.values if s != "delivering"])
def test_outside_of_the_delivery_nothing_is_reported_or_accepted(cast, status):
    one = case(cast, status)
    milestone = one.milestones.first() or one.milestones.model(case=one, seat="supply", status="open", position=9)
    for check in (rules.check_can_report_milestone, rules.check_can_accept_milestone):
        assert all(refusal(check, cast.by_name(who), milestone) for who in people.ROLES)


def test_a_delivery_is_accepted_once_every_milestone_is(cast):
    one = case(cast, CaseStatus.DELIVERING)
    assert one.milestones.count() == 1
    assert "not accepted yet" in refusal(rules.check_can_accept, cast.owner, one)
    assert "demand side" in refusal(rules.check_can_accept, cast.editor, one)
    [milestone] = one.milestones.all()
    actions.report_milestone(by=cast.owner, milestone=milestone)
    actions.accept_milestone(by=cast.editor, milestone=milestone)
    assert rules.can_accept(cast.owner, one)


def test_a_delivery_without_milestones_is_not_accepted(cast):
    one = case(cast, CaseStatus.DELIVERING)
    actions.remove_milestone(by=cast.owner, milestone=one.milestones.get())
    assert "no milestone yet" in refusal(rules.check_can_accept, cast.owner, one)


def test_an_accepted_case_is_archived_by_hand_once_its_time_is_over(cast):
    one = case(cast, CaseStatus.ACCEPTED)
    assert "may still evaluate" in refusal(rules.check_can_archive, cast.officer, one)
    one.due = one.due.replace(year=2020)
    assert rules.can_archive(cast.officer, one)


# -- seeing --


@pytest.fixture
def sight(cast):
    """Cases that differ in what hides them: open, confidential, private; and one between two other units."""
    far = people.unit(cast.officer, name_zh="成都动画学院")
    cast.far = people.person(cast.officer, "song", "宋遥", "Song Yao", far, RoleName.OWNER)
    plain = supply(cast)
    made = {
        "plain": proposed(cast, supply=plain),
        "confidential": proposed(cast, supply=plain, demand=demand(cast, is_confidential=True)),
        "private": proposed(cast, supply=plain, demand=demand(cast, visibility="private")),
    }
    theirs = people.posting(cast.far, far, kind="programme", title="动画")
    made["elsewhere"] = proposed(cast, supply=theirs)
    return made


SEEN = {
    "officer": "plain confidential private elsewhere",
    "official": "plain elsewhere",
    "owner": "plain confidential private elsewhere",
    "editor": "plain confidential private",
    "far": "elsewhere",
    "outsider": "",
    "nobody": "",
}


@pytest.mark.parametrize("who", SEEN)
def test_rule_and_query_say_the_same(cast, sight, who):
    person = cast.by_name(who)
    by_rule = {name for name, one in sight.items() if rules.can_see_case(person, one)}
    seen = set(queries.cases_visible_to(person).values_list("pk", flat=True))
    by_query = {name for name, one in sight.items() if one.pk in seen}
    assert by_rule == by_query == set(SEEN[who].split())


@pytest.mark.parametrize("who", SEEN)
def test_what_is_said_is_read_by_the_sides_and_the_secretariat(cast, sight, who):
    read = {name for name, one in sight.items() if rules.can_read_talk(cast.by_name(who), one)}
    assert read == (set() if who == "official" else set(SEEN[who].split()))


# -- proposing --


@pytest.mark.parametrize(
    ("who", "origin", "seat"),
    [
        ("owner", Origin.PARTY, Seat.DEMAND),
        ("editor", Origin.PARTY, Seat.SUPPLY),
        ("officer", Origin.SECRETARIAT, Seat.SECRETARIAT),
        ("officer", Origin.PARTY, None),
        ("official", Origin.PARTY, None),
        ("outsider", Origin.PARTY, None),
        ("nobody", Origin.PARTY, None),
        ("owner", Origin.SECRETARIAT, None),
        ("owner", Origin.ENGINE, None),
    ],
)
def test_who_may_propose(cast, who, origin, seat):
    pair = (demand(cast), supply(cast))
    if seat is None:
        assert not rules.can_propose(cast.by_name(who), *pair, origin)
    else:
        assert rules.check_can_propose(cast.by_name(who), *pair, origin) == seat


def test_a_hard_rule_stops_a_proposal_and_a_reason_of_the_secretariat_sets_some_aside(cast):
    one, other = demand(cast), supply(cast, kind="equipment", title="动捕设备")
    assert "do not dock" in refusal(rules.check_can_propose, cast.owner, one, other)
    assert "do not dock" in refusal(rules.check_can_propose, cast.owner, one, other, Origin.PARTY, "因为")
    assert "do not dock" in refusal(rules.check_can_propose, cast.officer, one, other, Origin.SECRETARIAT, " ")
    assert rules.can_propose(cast.officer, one, other, Origin.SECRETARIAT, "双方已经谈过")


def test_no_reason_sets_aside_that_a_posting_is_closed_or_of_the_same_unit(cast):
    one, other = demand(cast), supply(cast)
    own = people.posting(cast.owner, cast.enterprise, kind="programme", title="内训")
    assert "same unit" in refusal(rules.check_can_propose, cast.officer, one, own, Origin.SECRETARIAT, "因为")
    postings.close(by=cast.editor, posting=other)
    assert "not open" in refusal(rules.check_can_propose, cast.officer, one, other, Origin.SECRETARIAT, "因为")


def test_a_side_proposes_only_what_it_may_see(cast):
    hidden = supply(cast, visibility="private")
    assert "owner and the secretariat" in refusal(rules.check_can_propose, cast.owner, demand(cast), hidden)
    assert rules.can_propose(cast.editor, demand(cast), hidden)


# -- units that are no active members, and people of both units --


@pytest.mark.parametrize("act", ["express_interest", "decline", "post_message", "attach_file"])
def test_nothing_is_done_for_a_suspended_unit(cast, act):
    one = case(cast)
    members.change_unit_status(by=cast.officer, unit=cast.school, to="suspended", reason="年审未过")
    one.refresh_from_db()
    assert "suspended" in refusal(RULES[act], cast.editor, one)
    assert refusal(RULES[act], cast.owner, one) is None
    assert rules.can_see_case(cast.editor, one)


@pytest.fixture
def both(cast):
    """白露 acts for both units."""
    people.person(cast.officer, "bai", "白露", "Bai Lu", cast.enterprise, RoleName.EDITOR)
    return people.person(cast.officer, "bai", "白露", "Bai Lu", cast.school, RoleName.EDITOR)


def test_who_acts_for_both_says_for_which_where_it_matters(cast, both):
    one = case(cast)
    assert "for both sides" in refusal(rules.check_can_express_interest, both, one)
    assert rules.check_can_express_interest(both, one, Seat.SUPPLY) == Seat.SUPPLY
    actions.express_interest(by=both, case=one, seat=Seat.SUPPLY)
    assert rules.check_can_express_interest(both, one) == Seat.DEMAND  # only one side is asked still
    assert rules.check_can_withdraw(both, one) == Seat.SUPPLY
    assert queries.seats_of(both, one) == (Seat.DEMAND, Seat.SUPPLY)
    assert queries.seat_of(both, one) == Seat.DEMAND
    assert "for both sides" in refusal(rules.check_can_post_message, both, one)
    assert "express_interest" in queries.acts_for_case(both, one)


def test_nobody_takes_a_seat_that_is_not_theirs(cast):
    one = case(cast)
    for who, seat in [("owner", Seat.SUPPLY), ("editor", Seat.DEMAND), ("owner", Seat.SECRETARIAT)]:
        with pytest.raises(Refused):
            rules.check_can_post_message(cast.by_name(who), one, seat)


def test_an_officer_with_a_role_in_a_unit_chooses(cast):
    people.person(cast.officer, "lin", "林书远", "Lin Shuyuan", cast.enterprise, RoleName.EDITOR)
    one = case(cast)
    assert rules.check_can_post_message(cast.officer, one) == Seat.DEMAND
    assert rules.check_can_post_message(cast.officer, one, Seat.SECRETARIAT) == Seat.SECRETARIAT
    assert {"withdraw", "express_interest"} <= set(queries.acts_for_case(cast.officer, one))


def test_evaluations_are_hidden_from_the_other_side_until_both_are_in(cast):
    one = case(cast, CaseStatus.ACCEPTED)
    actions.evaluate(by=cast.owner, case=one, text="守时", **MARKS)
    shown = {who: queries.evaluations_shown(cast.by_name(who), one) for who in people.ROLES}
    assert {who for who, rows in shown.items() if rows} == {"owner"}
    actions.evaluate(by=cast.editor, case=one, **MARKS)
    assert one.status == CaseStatus.EVALUATED
    assert len(queries.evaluations_shown(cast.editor, one)) == 2
