"""Who may do what: every role, every status."""

import pytest

from ronghe.governance import actions, queries, rules
from ronghe.governance.states import MeetingStatus, MotionKind, MotionStatus
from tests.people import ROLES

OFFICER, MEMBERS = {"officer"}, {"officer", "official", "owner", "editor"}
EVERYONE = {*ROLES}


def able(cast, rule, *rows):
    return {role for role in ROLES if rule(cast.by_name(role), *rows)}


def meeting_in(council, status):
    made = council.meeting("draft")
    if status == MeetingStatus.CANCELLED:
        return actions.cancel_meeting(by=council.officer, meeting=made, reason="x")
    moves = [actions.convene_meeting, actions.open_meeting, actions.close_meeting]
    order = [MeetingStatus.DRAFT, MeetingStatus.CONVENED, MeetingStatus.OPEN, MeetingStatus.CLOSED]
    for move in moves[: order.index(status) if status in order else 3]:
        move(by=council.officer, meeting=made)
    if status == MeetingStatus.MINUTED:
        actions.minute_meeting(by=council.officer, meeting=made, minutes="x")
    return made


SEEN = {
    MeetingStatus.DRAFT: OFFICER,
    MeetingStatus.CONVENED: MEMBERS,
    MeetingStatus.OPEN: MEMBERS,
    MeetingStatus.CLOSED: MEMBERS,
    MeetingStatus.MINUTED: MEMBERS,
    MeetingStatus.CANCELLED: MEMBERS,
}
MAY = {  # what the officer may do in each status; nobody else may do anything
    MeetingStatus.DRAFT: {"convene", "revise", "draft_motion"},
    MeetingStatus.CONVENED: {"revise", "draft_motion", "proxy"},
    MeetingStatus.OPEN: {"close", "revise", "draft_motion", "proxy", "attend"},
    MeetingStatus.CLOSED: set(),
    MeetingStatus.MINUTED: set(),
    MeetingStatus.CANCELLED: set(),
}


def test_the_tables_are_complete():
    assert set(SEEN) == set(MAY) == set(MeetingStatus)


@pytest.mark.parametrize("status", MeetingStatus)
def test_who_sees_a_meeting(council, status):
    made = meeting_in(council, status)
    by_rule = able(council.cast, rules.can_see_meeting, made)
    by_query = {role for role in ROLES if made in queries.meetings_visible_to(council.cast.by_name(role))}
    assert by_rule == by_query == SEEN[status]


@pytest.mark.parametrize("status", MeetingStatus)
def test_who_runs_a_meeting(council, status):
    made, hai = meeting_in(council, status), council.units["hai"]
    acts = {
        "convene": (rules.can_convene, made),
        "close": (rules.can_close_meeting, made),
        "revise": (rules.can_revise_meeting, made),
        "draft_motion": (rules.can_draft_motion, made),
        "proxy": (rules.can_register_proxy, made, hai),
        "attend": (rules.can_attend, made, hai),
    }
    found = {name: able(council.cast, *rule) for name, rule in acts.items()}
    assert found == {name: OFFICER if name in MAY[status] else set() for name in acts}


def test_a_unit_s_administrator_speaks_for_it_alone(council):
    made = council.meeting()
    for rule in (rules.can_attend, rules.can_register_proxy):
        assert rule(council.owners["hai"], made, council.units["hai"])
        assert not rule(council.owners["hai"], made, council.units["yun"])
    assert rules.can_speak_for(council.owners["hai"], council.units["hai"])
    assert not rules.can_speak_for(council.owners["hai"], council.units["yun"])
    proxy = council.proxy(made, "yun", "hai")
    assert rules.can_speak_for(council.owners["hai"], council.units["yun"], proxy)
    assert not rules.can_speak_for(council.owners["yun"], council.units["yun"], proxy)


def motion_in(council, status, kind=MotionKind.OTHER):
    made = council.meeting()
    payload = council.grants(("vice_chair", "bai", "2030-01-01", None)) if kind == MotionKind.ELECT_TITLES else None
    motion = council.motion(made, "draft", kind=kind, payload=payload)
    if status == MotionStatus.WITHDRAWN:
        return actions.withdraw_motion(by=council.officer, motion=motion)
    if status != MotionStatus.DRAFT:
        actions.open_motion(by=council.officer, motion=motion)
    if status in (MotionStatus.CLOSED, MotionStatus.RESOLVED):
        council.present(made, *council.units)
        for short in council.units:
            council.vote(motion, short)
        actions.close_motion(by=council.officer, motion=motion)
    if status == MotionStatus.RESOLVED:
        actions.adopt_resolution(by=council.officer, motion=motion)
    return motion


MOTION_MAY = {
    MotionStatus.DRAFT: {"revise", "withdraw", "open"},
    MotionStatus.OPEN: {"close"},
    MotionStatus.CLOSED: {"adopt"},
    MotionStatus.RESOLVED: set(),
    MotionStatus.WITHDRAWN: set(),
}


@pytest.mark.parametrize("status", MotionStatus)
def test_who_sees_and_runs_a_motion(council, status):
    motion = motion_in(council, status)
    by_rule = able(council.cast, rules.can_see_motion, motion)
    by_query = {role for role in ROLES if motion in queries.motions_visible_to(council.cast.by_name(role))}
    assert by_rule == by_query == (OFFICER if status == MotionStatus.WITHDRAWN else MEMBERS)
    acts = {
        "revise": rules.can_revise_motion,
        "withdraw": rules.can_withdraw_motion,
        "open": rules.can_open_motion,
        "close": rules.can_close_motion,
        "adopt": rules.can_adopt,
    }
    found = {name: able(council.cast, rule, motion) for name, rule in acts.items()}
    assert found == {name: OFFICER if name in MOTION_MAY[status] else set() for name in acts}


@pytest.mark.parametrize(("kind", "seen"), [(MotionKind.ELECT_TITLES, EVERYONE), (MotionKind.OTHER, MEMBERS)])
def test_who_reads_a_resolution(council, kind, seen):
    resolution = motion_in(council, MotionStatus.RESOLVED, kind).resolution
    by_rule = able(council.cast, rules.can_see_resolution, resolution)
    by_query = {role for role in ROLES if resolution in queries.resolutions_visible_to(council.cast.by_name(role))}
    assert by_rule == by_query == seen


def test_the_secretariat_keeps_titles_and_committees(cast):
    assert able(cast, rules.can_manage_titles) == able(cast, rules.can_manage_council) == OFFICER
