"""Each act of the council asks for itself: what its page would not offer is refused to whoever calls it."""

from datetime import date

import pytest

from ronghe.agreements import actions as agreements
from ronghe.agreements.models import Agreement
from ronghe.governance import actions, rules
from ronghe.governance.models import Attendance, Ballot, Meeting, Title
from ronghe.governance.states import MeetingStatus, MotionStatus
from ronghe.ledger.models import Entry
from ronghe.lib.dates import today
from ronghe.lib.refusals import Refused
from ronghe.members import actions as members
from ronghe.members.states import ApplicationStatus
from tests.governance.admitting import begin, sign_all
from tests.members.applying import application
from tests.people import ROLES

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)
COMMITTEE = {"kind": "expert", "zh": "专家委员会", "en": "Expert committee", "founded_on": DAY}
HONORARY = {"code": "honorary", "zh": "名誉理事长单位", "en": "honorary chair unit", "rank": 15, "weight": 0}
MOTION = {"title_zh": "议案", "title_en": "Motion", "text_zh": "通过。", "text_en": "Adopted."}


def committee(council):
    return actions.found_committee(by=council.officer, **COMMITTEE)


def seat(council):
    given = {"name": "方远", "post": "chair", "start": DAY}
    return actions.seat_member(by=council.officer, committee=committee(council), **given)


def title(code):
    return Title.objects.get(code=code)


def held(council):
    return council.units["bai"].holdings.get()


ACTS = {  # what the secretariat could call each with
    "found_committee": lambda council: COMMITTEE,
    "dissolve_committee": lambda council: {"committee": committee(council), "on": today()},
    "seat_member": lambda council: {"committee": committee(council), "name": "方远", "post": "chair", "start": DAY},
    "end_seat": lambda council: {"seat": seat(council), "end": today()},
    "draft_meeting": lambda council: {"title_zh": "会议", "title_en": "Meeting", "at": council.meeting().at},
    "revise_meeting": lambda council: {"meeting": council.meeting("convened"), "place": "青岛"},
    "cancel_meeting": lambda council: {"meeting": council.meeting("convened"), "reason": "x"},
    "draft_motion": lambda council: {"meeting": council.meeting(), **MOTION},
    "revise_motion": lambda council: {"motion": council.motion(council.meeting(), "draft"), **MOTION},
    "define_title": lambda council: HONORARY,
    "revise_title": lambda council: {"title": title("vice_chair"), "weight": 9},
    "grant_title": lambda council: {"title": title("vice_chair"), "unit": council.units["bai"], "start": DAY},
    "end_title": lambda council: {"holding": held(council), "end": today()},
    "void_holding": lambda council: {"holding": held(council), "reason": "误录"},
}


@pytest.mark.parametrize("name", ACTS)
def test_the_council_s_business_is_the_secretariat_s(council, name):
    act, given = getattr(actions, name), ACTS[name](council)
    written = Entry.objects.count()
    for by in (council.cast.official, council.cast.owner, council.cast.outsider, *council.owners.values()):
        with pytest.raises(Refused):
            act(by=by, **given)
    assert Entry.objects.count() == written
    act(by=council.officer, **given)


def test_nobody_sends_another_unit_out(council):
    meeting = council.meeting()
    council.present(meeting, "hai", "yun")
    for by in (council.owners["hai"], council.cast.official, council.cast.outsider):
        with pytest.raises(Refused, match="unit’s own administrator"):
            actions.mark_absent(by=by, meeting=meeting, unit=council.units["yun"])
    assert Attendance.objects.filter(unit=council.units["yun"]).exists()


def test_a_unit_leaves_while_the_meeting_is_in_session(council):
    meeting = council.meeting()
    council.present(meeting, "hai")
    actions.close_meeting(by=council.officer, meeting=meeting)
    with pytest.raises(Refused, match="while the meeting is in session"):
        actions.mark_absent(by=council.owners["hai"], meeting=meeting, unit=council.units["hai"])


def test_what_is_over_stays_as_it_was(council):
    meeting = council.meeting()
    motion = council.motion(meeting, "draft")
    actions.close_meeting(by=council.officer, meeting=meeting)
    for act, given in (
        (actions.revise_meeting, {"meeting": meeting, "place": "青岛"}),
        (actions.cancel_meeting, {"meeting": meeting, "reason": "x"}),
        (actions.draft_motion, {"meeting": meeting, **MOTION}),
        (actions.revise_motion, {"motion": motion, **MOTION}),
    ):
        with pytest.raises(Refused):
            act(by=council.officer, **given)
    assert Meeting.objects.get().status == MeetingStatus.CLOSED


def test_the_words_stay_once_ballots_are_invited(council):
    motion = council.motion(council.meeting())
    with pytest.raises(Refused, match="its words stay"):
        actions.revise_motion(by=council.officer, motion=motion, text_zh="别的")


def test_ballots_are_invited_in_session_only(council):
    motion = council.motion(council.meeting("convened"), "draft")
    with pytest.raises(Refused, match="while the meeting is in session"):
        actions.open_motion(by=council.officer, motion=motion)
    motion.refresh_from_db()
    assert motion.status == MotionStatus.DRAFT


@pytest.mark.parametrize("who", ["its administrator", "its proxy", "the secretariat"])
def test_a_unit_suspended_during_the_vote_has_no_ballot(council, who):
    meeting, unit = council.meeting(), council.units["bai"]
    if who == "its proxy":
        council.proxy(meeting, "bai", "hai")
    council.present(meeting, "hai" if who == "its proxy" else "bai")
    motion = council.motion(meeting)
    members.change_unit_status(by=council.officer, unit=unit, to="suspended", reason="会费")
    by = {"its proxy": council.owners["hai"], "the secretariat": council.officer}.get(who, council.owners["bai"])
    with pytest.raises(Refused, match="Only active members vote"):
        council.vote(motion, "bai", by=by)
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("body", ["committee", "council"])
def test_a_meeting_of_a_committee_names_it_and_no_other_does(council, body):
    named = None if body == "committee" else committee(council)
    with pytest.raises(Refused, match="A meeting of a committee names it"):
        council.meeting("draft", body=body, committee=named)


def test_nothing_is_signed_before_the_council_has_approved(cast):
    reviewed = application(cast.officer, ApplicationStatus.REVIEWED)
    for by in (cast.officer, cast.owner):
        with pytest.raises(Refused):
            begin(cast, reviewed, by=by)
    reviewed.refresh_from_db()
    assert reviewed.status == ApplicationStatus.REVIEWED
    assert not Agreement.objects.exists()


def test_only_officers_draft_anew_what_was_stopped(cast):
    approved = application(cast.officer, ApplicationStatus.APPROVED)
    first = begin(cast, approved)
    agreements.terminate(by=cast.officer, agreement=first, reason="Wrong name")
    for by in (cast.owner, cast.editor, cast.official, cast.outsider):
        with pytest.raises(Refused, match="drafted by the secretariat"):
            begin(cast, approved, by=by)
    assert Agreement.objects.get() == first


def test_the_secretariat_alone_admits_what_is_signed(cast):
    approved = application(cast.officer, ApplicationStatus.APPROVED)
    sign_all(cast, begin(cast, approved))
    assert {role for role in ROLES if rules.can_admit(cast.by_name(role), approved)} == {"officer"}
