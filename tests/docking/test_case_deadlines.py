"""Clocks, with frozen days: what lapses, what is escalated, who is reminded, each once."""

from datetime import timedelta

import pytest

from ronghe.agreements import actions as agreements
from ronghe.docking import actions, queries
from ronghe.docking.models import Case
from ronghe.docking.states import DAYS, LAPSES_TO, LIVE, REMIND, CaseStatus, Reason
from ronghe.lib.dates import days_from, today
from ronghe.lib.refusals import Refused
from ronghe.members import actions as members
from ronghe.members.rules import is_secretariat
from ronghe.notices.queries import unread_for
from ronghe.postings import actions as postings
from tests.docking.cases import case, draft, signed_by_stroke

pytestmark = pytest.mark.django_db


def count(person, code):
    return unread_for(person).filter(code=code).count()


@pytest.mark.parametrize("status", LIVE)
def test_a_stage_lasts_to_the_end_of_its_last_day(cast, status):
    one = case(cast, status)
    assert actions.lapse_due(today=one.due) == (0, 0)
    day = days_from(one.due, 1)
    lapses = status in LAPSES_TO
    assert actions.lapse_due(today=day) == ((1, 0) if lapses else (0, 1))
    assert actions.lapse_due(today=day) == (0, 0)
    after = Case.objects.get()
    assert after.status == LAPSES_TO.get(status, status)
    assert bool(after.escalated_at) == (not lapses)
    assert lapses or cast.officer in queries.owners_of(after)


def test_a_lapse_says_no_answer_and_is_told_to_both(cast):
    one = case(cast)
    actions.lapse_due(today=days_from(one.due, 1))
    one.refresh_from_db()
    assert one.reason_code == Reason.SILENT
    assert count(cast.owner, "case.expired") == count(cast.editor, "case.expired") == 1


def test_unevaluated_is_archived_without_a_reason(cast):
    one = case(cast, CaseStatus.ACCEPTED)
    actions.lapse_due(today=days_from(one.due, 1))
    one.refresh_from_db()
    assert (one.status, one.reason_code) == (CaseStatus.ARCHIVED, "")


def test_an_escalation_is_told_to_the_secretariat_once_and_a_new_stage_has_a_new_clock(cast):
    one = case(cast, CaseStatus.AGREED)
    for extra in (1, 2, 30):
        actions.lapse_due(today=days_from(one.due, extra))
    assert count(cast.officer, "case.escalated") == 1
    one.refresh_from_db()
    actions.approve(by=cast.officer, case=one)
    assert one.escalated_at is None
    assert one.due == days_from(today(), DAYS[CaseStatus.APPROVED])


# -- postings and memberships that change --


@pytest.mark.parametrize(
    ("status", "after"),
    [("proposed", "expired"), ("interested", "expired"), ("negotiating", "negotiating"), ("agreed", "agreed")],
)
def test_a_closed_posting_ends_what_waits_for_an_answer_and_not_the_talks(cast, status, after):
    one = case(cast, status)
    postings.close(by=cast.owner, posting=one.demand)
    actions.lapse_due(today=today())
    one.refresh_from_db()
    assert one.status == after
    assert one.reason_code == (Reason.CHANGED if after == "expired" else "")


def test_so_does_a_posting_past_its_last_day(cast):
    one = case(cast, CaseStatus.INTERESTED)
    Case.objects.update(due=days_from(one.demand.valid_until, 30))
    assert actions.lapse_due(today=one.demand.valid_until) == (0, 0)
    assert actions.lapse_due(today=days_from(one.demand.valid_until, 1)) == (1, 0)


def test_a_paused_posting_ends_nothing(cast):
    one = case(cast)
    postings.pause(by=cast.owner, posting=one.demand)
    assert actions.lapse_due(today=today()) == (0, 0)


@pytest.mark.parametrize("to", ["suspended", "withdrawn", "expelled"])
@pytest.mark.parametrize(
    ("status", "after"), [("proposed", "expired"), ("negotiating", "expired"), ("delivering", "delivering")]
)
def test_before_the_agreement_a_unit_that_is_no_active_member_ends_its_cases(cast, status, after, to):
    one = case(cast, status)
    members.change_unit_status(by=cast.officer, unit=cast.school, to=to, reason="年审未过")
    actions.lapse_due(today=today())
    one.refresh_from_db()
    assert one.status == after
    if status == "delivering":
        with pytest.raises(Refused, match="as a member"):
            actions.post_message(by=cast.editor, case=one, text="在")
        cast.school.refresh_from_db()
        assert any(map(is_secretariat, queries.owners_of(one))) or queries.waits_for(one) == ("demand",)


# -- agreements on their way --


def test_talks_whose_agreement_is_being_signed_are_escalated_and_not_ended(cast):
    one = case(cast, CaseStatus.NEGOTIATING)
    agreements.submit_for_approval(by=cast.owner, agreement=draft(cast, one))
    assert actions.lapse_due(today=days_from(one.due, 1)) == (0, 1)
    one.refresh_from_db()
    assert one.status == CaseStatus.NEGOTIATING


def test_what_is_signed_does_not_lapse_even_before_it_is_settled(cast):
    one = case(cast, CaseStatus.NEGOTIATING)
    signed_by_stroke(draft(cast, one))
    assert actions.lapse_due(today=days_from(one.due, 9)) == (0, 0)
    assert actions.settle_due() == 1


# -- reminders --


def test_whoever_must_act_is_reminded_once_for_each_step(cast):
    one = case(cast, CaseStatus.INTERESTED)
    sent = [actions.remind_due(today=one.due - timedelta(days=left)) for left in (9, 8, 7, 7, 5, 3, 2, 1, 0)]
    assert sent == [0, 0, 1, 0, 0, 0, 1, 0, 0]
    assert count(cast.editor, "case.reminder") == len(REMIND)
    assert count(cast.owner, "case.reminder") == 0
    assert actions.remind_due(today=days_from(one.due, 1)) == 0


def test_a_new_stage_reminds_anew(cast):
    one = case(cast, CaseStatus.INTERESTED)
    actions.remind_due(today=one.due - timedelta(days=1))
    actions.express_interest(by=cast.editor, case=one)
    one.refresh_from_db()
    assert actions.remind_due(today=one.due - timedelta(days=1)) == 1
