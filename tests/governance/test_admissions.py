"""Admissions before the council: who reads the papers, and what an adopted motion does to the applications."""

import pytest

from ronghe.governance import actions, queries, rules
from ronghe.governance.models import Motion, Resolution
from ronghe.governance.states import MeetingStatus, MotionKind, MotionStatus
from ronghe.ledger.models import Entry
from ronghe.ledger.queries import entries_on
from ronghe.lib.refusals import Refused
from ronghe.members import actions as members
from ronghe.members.models import Application
from ronghe.members.states import ApplicationStatus, RoleName, UnitStatus
from tests import people
from tests.members.applying import application

S = ApplicationStatus
OUT = {MeetingStatus.CONVENED, MeetingStatus.OPEN, MeetingStatus.CLOSED}
READERS = {"officer", "hai", "bai", "hai's editor"}


def admission(council, meeting, *applications, status="draft"):
    payload = {"applications": [one.pk for one in applications]}
    return council.motion(meeting, status, kind=MotionKind.ADMIT_UNITS, payload=payload)


@pytest.fixture
def asked(council):
    """Two reviewed applications."""
    return [application(council.officer, S.REVIEWED) for _ in range(2)]


def readers(council, motion, one):
    """Who may read, of the cast and of two units of the council; rule and query must agree."""
    unit = council.units["hai"]
    everyone = {role: council.cast.by_name(role) for role in people.ROLES}
    everyone |= {short: council.owners[short] for short in ("hai", "bai")}
    everyone["hai's editor"] = people.person(council.officer, "hai2", "编辑", "Editor", unit, RoleName.EDITOR)
    voters = queries.voting_units(motion)
    by_rule = {name for name, who in everyone.items() if rules.can_read_application_papers(who, motion, one, voters)}
    assert by_rule == {name for name, who in everyone.items() if one.pk in queries.applications_before(who)}
    assert by_rule == {name for name, who in everyone.items() if one in queries.readable_applications(who, motion)}
    return by_rule


def brought_to(council, meeting, status):
    steps = [actions.convene_meeting, actions.open_meeting, actions.close_meeting]
    order = [MeetingStatus.DRAFT, MeetingStatus.CONVENED, MeetingStatus.OPEN, MeetingStatus.CLOSED]
    if status == MeetingStatus.CANCELLED:
        return actions.cancel_meeting(by=council.officer, meeting=meeting, reason="台风")
    for step in steps[: order.index(status) if status in order else 3]:
        step(by=council.officer, meeting=meeting)
    if status == MeetingStatus.MINUTED:
        actions.minute_meeting(by=council.officer, meeting=meeting, minutes="x")
    return meeting


# who reads


@pytest.mark.parametrize("status", MeetingStatus)
def test_papers_are_out_from_the_convening_until_the_minutes(council, asked, status):
    meeting = council.meeting("draft")
    motion = admission(council, meeting, *asked)
    brought_to(council, meeting, status)
    motion = Motion.objects.select_related("meeting").get(pk=motion.pk)
    assert readers(council, motion, asked[0]) == (READERS if status in OUT else set())


@pytest.mark.parametrize("status", [MotionStatus.DRAFT, MotionStatus.OPEN, MotionStatus.CLOSED, MotionStatus.WITHDRAWN])
def test_a_motion_before_during_and_after_its_vote(council, asked, status):
    motion = admission(council, council.meeting(), *asked)
    if status == MotionStatus.WITHDRAWN:
        actions.withdraw_motion(by=council.officer, motion=motion)
    elif status != MotionStatus.DRAFT:
        actions.open_motion(by=council.officer, motion=motion)
    if status == MotionStatus.CLOSED:
        actions.close_motion(by=council.officer, motion=motion)
    assert readers(council, motion, asked[0]) == (set() if status == MotionStatus.WITHDRAWN else READERS)


def test_only_what_this_motion_asks(council, asked):
    """Neither another application nor one that is named by a motion of another kind."""
    motion = admission(council, council.meeting("convened"), asked[0])
    assert readers(council, motion, asked[1]) == set()
    other = council.motion(council.meeting("convened"), "draft")
    voters = queries.voting_units(other)
    assert not rules.can_read_application_papers(council.owners["hai"], other, asked[0], voters)
    assert queries.readable_applications(council.owners["hai"], other) == []


def test_another_body_reads_nothing(council, asked):
    """The council unit has no vote in the executive council; in the assembly every member has."""
    executive = admission(council, council.meeting("convened", body="executive"), asked[0])
    assert readers(council, executive, asked[0]) == {"officer", "hai", "hai's editor"}
    assembly = admission(council, council.meeting("convened", body="assembly"), asked[1])
    found = {
        name for name in ("owner", "editor") if asked[1].pk in queries.applications_before(council.cast.by_name(name))
    }
    assert found == {"owner", "editor"}
    assert assembly.meeting.body == "assembly"


def test_a_suspended_unit_reads_nothing_also_where_the_vote_was_frozen_before(council, asked):
    motion = admission(council, council.meeting(), *asked, status="open")
    members.change_unit_status(by=council.officer, unit=council.units["hai"], to=UnitStatus.SUSPENDED, reason="x")
    assert readers(council, motion, asked[0]) == {"officer", "bai"}


def test_what_the_applicant_withdrew_is_not_read(council, asked):
    motion = admission(council, council.meeting(), *asked)
    members.withdraw_application(by=None, application=asked[0])
    assert readers(council, motion, asked[0]) == set()
    assert queries.applications_before(council.owners["bai"]) == {asked[1].pk}


# what an adopted motion does


@pytest.fixture
def carried(council, asked):
    """The motion on both applications, carried."""
    meeting = council.meeting()
    council.present(meeting, *council.units)
    motion = admission(council, meeting, *asked, status="open")
    for short in council.units:
        council.vote(motion, short)
    return actions.close_motion(by=council.officer, motion=motion)


def test_an_adopted_admission_approves_every_application(council, asked, carried):
    bystander = application(council.officer, S.REVIEWED)
    resolution = actions.adopt_resolution(by=council.officer, motion=carried)
    for one in asked:
        one.refresh_from_db()
        assert (one.status, one.resolution) == (S.APPROVED, resolution.number)
        entry = entries_on(one).last()
        assert (entry.what, entry.facts["resolution"]) == ("application.approved", resolution.number)
    bystander.refresh_from_db()
    assert (bystander.status, bystander.resolution) == (S.REVIEWED, "")


def not_reviewed_any_more(council, one, how):
    if how == "withdrawn":
        members.withdraw_application(by=None, application=one)
    elif how == "returned":
        members.return_application(by=council.officer, application=one, remark="补件")
    elif how == "approved":
        members.record_approval(by=council.officer, application=one, resolution="2025-1")
    else:
        members.reject_application(by=council.officer, application=one, remark="主营业务不符")


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("how", ["returned", "approved"])
def test_where_one_application_moved_on_nothing_is_resolved(council, asked, carried, which, how):
    not_reviewed_any_more(council, asked[which], how)
    before = list(Application.objects.order_by("pk").values_list("status", "resolution")), Entry.objects.count()
    with pytest.raises(Refused, match="cannot become"):
        actions.adopt_resolution(by=council.officer, motion=carried)
    carried.refresh_from_db()
    assert carried.status == MotionStatus.CLOSED
    after = list(Application.objects.order_by("pk").values_list("status", "resolution")), Entry.objects.count()
    assert after == before
    assert not Resolution.objects.exists()


@pytest.mark.parametrize("how", ["withdrawn", "rejected"])
def test_an_application_that_ended_stays_ended_and_the_others_are_approved(council, asked, carried, how):
    not_reviewed_any_more(council, asked[0], how)
    actions.adopt_resolution(by=council.officer, motion=carried)
    for one in asked:
        one.refresh_from_db()
    assert [one.status for one in asked] == [how, S.APPROVED]


def test_only_reviewed_applications_come_before_a_meeting(council, asked):
    meeting = council.meeting()
    motion = admission(council, meeting, *asked)
    fresh = application(council.officer)
    with pytest.raises(Refused, match="has reviewed"):
        admission(council, meeting, asked[0], fresh)
    members.withdraw_application(by=None, application=asked[1])
    with pytest.raises(Refused, match="has reviewed"):
        actions.open_motion(by=council.officer, motion=motion)
