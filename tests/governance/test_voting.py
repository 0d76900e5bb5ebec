"""Meetings, proxies, ballots, closing, resolving: what is written, what is refused, and that half of it is nothing."""

from datetime import timedelta
from fractions import Fraction

import pytest

from ronghe.governance import actions, counting, queries, rolls
from ronghe.governance.models import Ballot, Holding, Resolution, Title
from ronghe.governance.states import MEETING_MOVES, MOTION_MOVES, MeetingStatus, MotionKind, MotionStatus
from ronghe.ledger.models import Entry
from ronghe.ledger.queries import first_break
from ronghe.lib.dates import today
from ronghe.lib.refusals import Refused
from ronghe.members import actions as members
from ronghe.notices.queries import unread_for
from tests.governance.oracle import recount

SOON = today() + timedelta(days=30)


def refused(words):
    return pytest.raises(Refused, match=words)


def test_every_status_has_its_row():
    for moves, statuses in ((MEETING_MOVES, MeetingStatus), (MOTION_MOVES, MotionStatus)):
        assert set(moves) == set(statuses)
        assert {to for row in moves.values() for to in row} <= set(statuses)


@pytest.fixture
def meeting(council):
    return council.meeting()


def test_a_meeting_is_convened_and_all_who_may_vote_are_told(council):
    made = council.meeting("draft")
    actions.convene_meeting(by=council.officer, meeting=made)
    assert {
        short for short, owner in council.owners.items() if unread_for(owner).filter(code="meeting.convened")
    } == set(council.owners)
    assert not unread_for(council.cast.owner).filter(code="meeting.convened")  # its unit has no title


def test_a_meeting_without_agenda_or_voters_is_not_convened(council, cast):
    bare = actions.draft_meeting(by=cast.officer, title_zh="空", at="2026-12-01T10:00+08:00")
    bare.refresh_from_db()
    with refused("with its agenda"):
        actions.convene_meeting(by=cast.officer, meeting=bare)
    committee = actions.found_committee(by=cast.officer, zh="教学指导委员会", founded_on=today())
    with refused("Nobody may vote"):
        council.meeting("convened", body="committee", committee=committee)


def test_a_vote_from_opening_to_titles(council, meeting):
    payload = council.grants(("vice_chair", "bai", SOON.isoformat(), None))
    motion = council.motion(meeting, kind=MotionKind.ELECT_TITLES, payload=payload, rule={"basis": "title"})
    council.present(meeting, "hai", "yun", "qing", "song")
    council.proxy(meeting, "bai", "hai")
    council.vote(motion, "hai")
    council.vote(motion, "yun")
    council.vote(motion, "qing", "abstain")
    council.vote(motion, "bai", by=council.owners["hai"])
    actions.close_motion(by=council.officer, motion=motion)
    # 5 + 5/2 + 3 + 2 + 1 of 16 are present, 8 1/2 of 13 1/2 for it
    assert motion.result["present"] == "27/2"
    assert motion.result["votes"] == {"for": "17/2", "against": "0", "abstain": "3"}
    assert motion.outcome == "carried"
    assert recount(motion.roll)[0] == "carried"
    resolution = actions.adopt_resolution(by=council.officer, motion=motion)
    assert resolution.number == f"{today().year}-001"
    bai = council.units["bai"]
    assert [holding.title.code for holding in queries.titles_of(bai)] == ["council_unit"]
    assert [holding.title.code for holding in queries.titles_of(bai, SOON)] == ["vice_chair", "council_unit"]
    assert Holding.objects.get(unit=bai, title__code="vice_chair").decided_by == resolution
    assert first_break("community") is None


def test_the_roll_is_sealed_in_the_ledger(council, meeting):
    motion = council.motion(meeting)
    council.present(meeting, "hai", "yun", "lan", "qing")
    council.vote(motion, "hai")
    actions.close_motion(by=council.officer, motion=motion)
    motion.refresh_from_db()
    entry = Entry.objects.get(what="motion.closed")
    assert entry.facts["roll"] == motion.roll_digest == rolls.digest_of(motion.roll)
    assert counting.plain_result(counting.count(*counting.read(motion.roll))) == motion.result
    motion.roll["voters"][0]["choice"] = "against"
    assert rolls.digest_of(motion.roll) != entry.facts["roll"]


def test_the_roll_names_no_person(council, meeting):
    motion = council.motion(meeting)
    council.present(meeting, "hai")
    council.vote(motion, "hai")
    actions.close_motion(by=council.officer, motion=motion)
    assert "代表" not in str(motion.roll)


def test_the_electorate_is_frozen_at_the_opening(council, meeting):
    motion = council.motion(meeting)
    council.units["new"] = council.cast.school
    council.owners["new"] = council.cast.editor
    council.grant("vice_chair", "new")
    with refused("not among those who may vote on this motion"):
        council.vote(motion, "new", by=council.officer)


def test_titles_of_the_day_decide_who_votes(council):
    council.grant("vice_chair", "bai", start=SOON)
    found = {voter.unit.pk: voter.titles for voter in queries.voters_of(council.meeting("draft"))}
    assert found[council.units["bai"].pk] == ["council_unit"]
    assert len(found) == 6


def test_bodies(council, cast):
    executive = council.meeting("draft", body="executive")
    assert council.units["bai"] not in {voter.unit for voter in queries.voters_of(executive)}
    assembly = council.meeting("draft", body="assembly")
    assert {cast.school, cast.enterprise} <= {voter.unit for voter in queries.voters_of(assembly)}
    committee = actions.found_committee(by=cast.officer, zh="教学指导委员会", founded_on=today())
    actions.seat_member(
        by=cast.officer, committee=committee, name="许青", post="chair", start=today(), unit=cast.school
    )
    actions.seat_member(by=cast.officer, committee=committee, name="方教授", post="member", start=today())
    sitting = council.meeting("draft", body="committee", committee=committee)
    assert [voter.unit for voter in queries.voters_of(sitting)] == [cast.school]


def test_a_suspended_unit_does_not_vote(council):
    members.change_unit_status(by=council.officer, unit=council.units["song"], to="suspended", reason="会费")
    motion = council.motion(council.meeting())
    assert council.units["song"].pk not in {row["unit"] for row in motion.electorate["voters"]}


# ballots


def test_a_ballot_is_cast_once(council, meeting):
    motion = council.motion(meeting)
    council.present(meeting, "hai")
    council.vote(motion, "hai")
    with refused("has voted already: for"):
        council.vote(motion, "hai", "against")
    assert Ballot.objects.get().choice == "for"


def test_who_is_not_there_casts_none(council, meeting):
    motion = council.motion(meeting)
    with refused("not on the list of those present"):
        council.vote(motion, "hai")
    with refused("not among those who may vote"):
        actions.cast_ballot(by=council.officer, motion=motion, unit=council.cast.school, choice="for")


def test_only_its_administrators_vote_for_a_unit(council, meeting):
    motion = council.motion(meeting)
    council.present(meeting, "hai")
    for stranger in ("yun", "lan"):
        with refused("cast by an administrator"):
            council.vote(motion, "hai", by=council.owners[stranger])
    with refused("cast by an administrator"):
        council.vote(motion, "hai", by=council.cast.official)


def test_what_the_secretariat_records_is_marked_and_told(council, meeting):
    motion = council.motion(meeting)
    council.present(meeting, "hai")
    assert council.vote(motion, "hai", by=council.officer).is_recorded
    assert unread_for(council.owners["hai"]).filter(code="ballot.recorded").exists()
    actions.close_motion(by=council.officer, motion=motion)
    assert [row["recorded"] for row in motion.roll["voters"]].count(True) == 1


def test_no_ballot_before_opening_or_after_closing(council, meeting):
    motion = council.motion(meeting, "draft")
    council.present(meeting, "hai")
    with refused("not invited yet"):
        council.vote(motion, "hai")
    actions.open_motion(by=council.officer, motion=motion)
    actions.close_motion(by=council.officer, motion=motion)
    with refused("vote is closed"):
        council.vote(motion, "hai")


def test_weights_are_kept_exactly(council, meeting):
    motion = council.motion(meeting)
    council.present(meeting, "yun")
    assert Fraction(council.vote(motion, "yun").weight) == Fraction(5, 2)


# proxies


def test_a_proxy_is_used_once(council, meeting):
    motion = council.motion(meeting)
    council.present(meeting, "hai", "lan")
    council.proxy(meeting, "qing", "hai")
    ballot = council.vote(motion, "qing", by=council.owners["hai"])
    assert ballot.proxy.holder == council.units["hai"]
    assert unread_for(council.owners["qing"]).filter(code="ballot.recorded").exists()
    with refused("has voted already"):
        council.vote(motion, "qing", "against", by=council.owners["hai"])
    with refused("cast by an administrator of 海岬|cast by an administrator of Haijia"):
        council.vote(motion, "qing", "against", by=council.owners["lan"])
    with refused("cast by an administrator of"):  # the giver cannot vote beside its proxy
        council.vote(motion, "qing", "against")
    council.present(meeting, "qing")  # … nor by coming late
    with refused("has voted already"):
        council.vote(motion, "qing", "against")


def test_a_proxy_is_given_once(council, meeting):
    council.proxy(meeting, "qing", "hai")
    with refused("has given its proxy"):
        council.proxy(meeting, "qing", "yun")


def test_a_proxy_is_not_passed_on(council, meeting):
    council.proxy(meeting, "qing", "hai")
    with refused("not passed on"):
        council.proxy(meeting, "hai", "yun")
    with refused("not passed on"):
        council.proxy(meeting, "song", "qing")


def test_a_unit_carries_no_more_than_the_limit(council, meeting):
    council.proxy(meeting, "qing", "hai")
    council.proxy(meeting, "song", "hai")
    with refused("carries 2 proxies"):
        council.proxy(meeting, "bai", "hai")


def test_a_proxy_needs_a_vote_a_paper_and_its_giver(council, meeting):
    with refused("to another unit"):
        council.proxy(meeting, "qing", "qing")
    council.units["school"] = council.cast.school
    with refused("has no vote in this body"):
        council.proxy(meeting, "qing", "school")
    with refused("handed in by an administrator"):
        council.proxy(meeting, "qing", "hai", by=council.owners["hai"])
    for file, said in ((b"", "add the written proxy"), (b"PK a workbook", "is a PDF, PNG or JPEG file")):
        with refused(said):
            actions.register_proxy(
                by=council.officer, meeting=meeting, giver=council.units["qing"], holder=council.units["hai"],
                file_name="proxy.pdf", file=file,
            )  # fmt: skip


def test_a_giver_that_comes_votes_itself(council, meeting):
    motion = council.motion(meeting)
    council.proxy(meeting, "qing", "hai")
    council.present(meeting, "hai", "qing")
    with refused("cast by an administrator of"):
        council.vote(motion, "qing", by=council.owners["hai"])
    assert council.vote(motion, "qing").proxy is None


def test_a_proxy_counts_only_while_its_carrier_is_there(council, meeting):
    motion = council.motion(meeting)
    council.proxy(meeting, "qing", "hai")
    with refused("carries this proxy and is not on the list"):
        council.vote(motion, "qing", by=council.owners["hai"])


def test_who_carried_a_ballot_does_not_leave_before_the_closing(council, meeting):
    motion = council.motion(meeting)
    proxy = council.proxy(meeting, "qing", "hai")
    council.present(meeting, "hai")
    council.vote(motion, "qing", by=council.owners["hai"])
    with refused("close the motion first"):
        actions.mark_absent(by=council.officer, meeting=meeting, unit=council.units["hai"])
    with refused("close the motion first"):
        actions.take_back_proxy(by=council.owners["qing"], proxy=proxy)
    actions.close_motion(by=council.officer, motion=motion)
    actions.mark_absent(by=council.officer, meeting=meeting, unit=council.units["hai"])


def test_a_proxy_taken_back_is_given_anew(council, meeting):
    actions.take_back_proxy(by=council.owners["qing"], proxy=council.proxy(meeting, "qing", "hai"))
    assert council.proxy(meeting, "qing", "yun").holder == council.units["yun"]


# what waits for whom


def test_ballots_wait_for_their_owners_and_their_carriers(council, meeting):
    motion = council.motion(meeting)
    council.proxy(meeting, "qing", "hai")
    assert [vote.unit for vote in queries.votes_waiting(council.owners["hai"], motion)] == [
        council.units["hai"],
        council.units["qing"],
    ]
    assert queries.open_motions_for(council.owners["qing"]) == []
    council.present(meeting, "hai")
    council.vote(motion, "hai")
    council.vote(motion, "qing", by=council.owners["hai"])
    assert queries.open_motions_for(council.owners["hai"]) == []
    assert queries.open_motions_for(council.owners["bai"]) == [motion]
    assert queries.open_motions_for(council.cast.nobody) == []


# resolving


def carried(council, meeting, **more):
    motion = council.motion(meeting, rule={"basis": "unit"}, **more)
    council.present(meeting, *council.units)
    for short in council.units:
        council.vote(motion, short)
    return actions.close_motion(by=council.officer, motion=motion)


def test_only_what_is_carried_is_resolved_and_once(council, meeting):
    lost = council.motion(meeting)
    actions.close_motion(by=council.officer, motion=lost)
    assert lost.outcome == "no_quorum"
    with refused("not carried"):
        actions.adopt_resolution(by=council.officer, motion=lost)
    motion = carried(council, meeting)
    assert actions.adopt_resolution(by=council.officer, motion=motion).number.endswith("-001")
    with refused("cannot become"):
        actions.adopt_resolution(by=council.officer, motion=motion)
    assert actions.adopt_resolution(by=council.officer, motion=carried_again(council, meeting)).number.endswith("-002")


def carried_again(council, meeting):
    motion = council.motion(meeting, rule={"basis": "unit"})
    for short in council.units:
        council.vote(motion, short)
    return actions.close_motion(by=council.officer, motion=motion)


def test_the_chair_passes_on_its_day(council, meeting):
    """An exclusive title: the old term ends the day before the new one begins, in one resolution."""
    now = Holding.objects.get(title__code="chair_unit")
    payload = council.grants(
        ("chair_unit", "qing", SOON.isoformat(), None),
        ends=[{"holding": now.pk, "end": (SOON - timedelta(days=1)).isoformat()}],
    )
    motion = carried(council, meeting, kind=MotionKind.ELECT_TITLES, payload=payload)
    actions.adopt_resolution(by=council.officer, motion=motion)
    chair = Title.objects.get(code="chair_unit")
    assert [holding.unit for holding in queries.who_held(chair, SOON - timedelta(days=1))] == [council.units["hai"]]
    assert [holding.unit for holding in queries.who_held(chair, SOON)] == [council.units["qing"]]


def test_where_one_effect_is_refused_nothing_is_resolved(council, meeting):
    payload = council.grants(
        ("vice_chair", "bai", SOON.isoformat(), None), ("chair_unit", "qing", SOON.isoformat(), None)
    )
    motion = carried(council, meeting, kind=MotionKind.ELECT_TITLES, payload=payload)
    before = Holding.objects.count(), Entry.objects.count()
    with refused("at most 1 on any day"):
        actions.adopt_resolution(by=council.officer, motion=motion)
    motion.refresh_from_db()
    assert motion.status == MotionStatus.CLOSED
    assert (Holding.objects.count(), Entry.objects.count(), Resolution.objects.count()) == (*before, 0)


def test_payloads_and_rules_are_checked(council, meeting):
    for payload, words in (
        ({}, "at least one title"),
        (council.grants(("no_such_title", "bai", "2027-01-01", None)), "names a title"),
        (council.grants(("vice_chair", "bai", "soon", None)), "year-month-day"),
        (council.grants(("vice_chair", "bai", "2027-01-01", "2026-01-01")), "last day not before"),
        ({"ends": [{"holding": 10**6, "end": "2027-01-01"}]}, "is one that is held"),
    ):
        with refused(words):
            council.motion(meeting, "draft", kind=MotionKind.ELECT_TITLES, payload=payload)
    with refused("at least one application"):
        council.motion(meeting, "draft", kind=MotionKind.ADMIT_UNITS, payload={})
    with refused("no such rule"):
        council.motion(meeting, "draft", rule={"majority": "by acclamation"})
    for quorum in ("0", "5/4", "most", "1/0"):
        with refused("quorum is a share"):
            actions.revise_meeting(by=council.officer, meeting=meeting, quorum=quorum)


def test_minutes_are_written_once(council, meeting):
    motion = council.motion(meeting)
    with refused("still open to ballots"):
        actions.close_meeting(by=council.officer, meeting=meeting)
    actions.close_motion(by=council.officer, motion=motion)
    actions.close_meeting(by=council.officer, meeting=meeting)
    actions.minute_meeting(by=council.officer, meeting=meeting, minutes="会议纪要")
    with refused("cannot become"):
        actions.minute_meeting(by=council.officer, meeting=meeting, minutes="另一份")
    with refused("is over"):
        actions.add_item(by=council.officer, meeting=meeting, zh="补充")


def test_a_cancelled_meeting_takes_its_motions_with_it(council):
    made = council.meeting("convened")
    motion = council.motion(made, "draft")
    actions.cancel_meeting(by=council.officer, meeting=made, reason="台风")
    motion.refresh_from_db()
    assert motion.status == MotionStatus.WITHDRAWN
    assert unread_for(council.owners["hai"]).filter(code="meeting.cancelled").exists()
