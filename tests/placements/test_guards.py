"""Each act asks for itself: what its page would not offer is refused to whoever calls it all the same."""

import pytest

from ronghe.lib.refusals import Refused
from ronghe.placements import actions, consents, queries, rules
from ronghe.placements.models import PlacementRound, Seat
from ronghe.placements.states import Assessor, PlaceStatus, RankingStatus, SeatStatus, StudentStatus
from tests import people
from tests.placements.cast import on

pytestmark = pytest.mark.django_db
WEEK = {"text": "调参。", "hours": 38, "longest_day": 8, "days": 5}
MARKS = {"conduct": 5, "skills": 4, "work": 4, "teamwork": 5}


def refuses(act, *who, **given):
    """Each of these people is refused."""
    for by in who:
        with pytest.raises(Refused):
            act(by=by, **given)


def test_only_the_secretariat_runs_rounds(cast, placing):
    with on(placing.first):
        refuses(actions.announce, cast.owner, cast.editor, cast.official, **placing.round_columns())
    placing.offered()
    with on(placing.day(19)):
        refuses(actions.open_clearing, cast.owner, cast.editor, cast.official, round_=placing.round)
    assert PlacementRound.objects.count() == 1


def test_seats_are_written_by_their_unit(cast, placing):
    strangers = (cast.outsider, cast.official, cast.editor, cast.officer)
    draft, offered = placing.draft(), placing.seat()
    with on(placing.first):
        columns = placing.seat_columns()
        refuses(actions.draft_seat, *strangers, round_=placing.round, owner=cast.enterprise, **columns)
        refuses(actions.revise_seat, *strangers, seat=draft, **placing.seat_columns(title="别人的岗位"))
        refuses(actions.revise_seat, cast.owner, seat=offered, **placing.seat_columns(title="已发布的岗位"))
        refuses(actions.take_seat_back, *strangers, seat=offered)
        refuses(actions.withdraw_seat, cast.outsider, cast.official, cast.editor, seat=offered)
    assert not Seat.objects.exclude(title=draft.title).exists()
    assert Seat.objects.get(pk=offered.pk).status == SeatStatus.OFFERED


def test_a_school_says_who_its_students_are(cast, placing):
    student, strangers = placing.student(), (cast.outsider, cast.official, cast.owner)
    more = {"programme": "510204", "enrolled": student.enrolled, "born": student.born}
    given = {"email": "new@student.example", "name_zh": "新生", "number": "9"}
    refuses(actions.enrol, *strangers, student.person, school=cast.school, **given, **more)
    refuses(actions.enrol, cast.owner, cast.officer, school=cast.enterprise, **given, **more)
    refuses(actions.revise_student, *strangers, student.person, student=student, number="8", **more)
    refuses(actions.move_student, *strangers, student.person, student=student, to=StudentStatus.LEFT)
    student.refresh_from_db()
    assert (student.number == "8", student.status) == (False, StudentStatus.ENROLLED)


def test_students_speak_for_themselves(cast, placing):
    student, other = placing.student(agrees=False), placing.student().person
    work = actions.add_work(by=student.person, student=student, title="皮影短片", text="分镜。")
    strangers = (cast.outsider, cast.officer, cast.editor, other)
    refuses(actions.describe, *strangers, student=student, about="会剪辑")
    refuses(actions.add_work, *strangers, student=student, title="海报", text="排版。")
    refuses(actions.remove_work, *strangers, work=work)
    refuses(actions.agree, *strangers, student=student, edition=consents.version())
    assert (student.works.count(), student.consents.count()) == (1, 0)


def test_a_ranking_is_handed_in_by_the_student_and_only_within_the_rules(cast, placing):
    student, seat = placing.student(), placing.seat()
    with on(placing.day(3)):
        ranking = actions.rank(by=student.person, round_=placing.round, student=student, seats=[seat])
        refuses(actions.hand_in, cast.officer, cast.editor, placing.student().person, ranking=ranking)
        student.programme = "560206"
        student.save()
        refuses(actions.hand_in, student.person, ranking=ranking)
    ranking.refresh_from_db()
    assert ranking.status == RankingStatus.DRAFT
    with on(placing.day(11)), pytest.raises(Refused, match="Rankings are written from"):
        rules.check_can_hand_in(student.person, ranking)


def test_a_placement_is_prepared_and_completed_by_the_school(cast, placing):
    place = placing.accepted()
    strangers = (cast.outsider, cast.official, cast.owner, place.student.person)
    given = {
        "teacher": cast.editor,
        "insurance": "太平洋保险",
        "insured_until": place.ends,
        "trained_on": placing.day(19),
    }
    with on(placing.day(20)):
        refuses(actions.prepare, *strangers, place=place, **given)
    refuses(actions.end_early, cast.outsider, cast.official, placing.student().person, place=place, reason="不想要了")
    place.refresh_from_db()
    assert (place.insurance, place.status) == ("", PlaceStatus.ACCEPTED)
    with on(placing.day(20)):
        actions.prepare(by=cast.editor, place=place, **given)
        refuses(actions.draft_agreement, *strangers, place=place)
        actions.end_early(by=place.student.person, place=place, reason="转学")
        refuses(actions.draft_agreement, cast.editor, place=place)
    place.refresh_from_db()
    assert place.agreement is None


def test_what_is_written_during_a_placement_is_written_by_those_whom_it_concerns(cast, placing):
    place = placing.under_way()
    strangers = (cast.outsider, cast.official, placing.student().person)
    with on(placing.day(100)):
        week = actions.log_week(by=place.student.person, place=place, week=placing.day(93), **WEEK)
        refuses(actions.see_log, *strangers, place.student.person, cast.officer, entry=week)
        refuses(actions.report_incident, *strangers, place=place, kind="other", text="出事了")
        refuses(actions.propose_change, *strangers, cast.officer, place=place, reason="换岗", hours_day=6)
        refuses(actions.call_mentor, *strangers, place.student.person, place=place)
        refuses(actions.assess, *strangers, cast.owner, place=place, assessor=Assessor.TEACHER, marks=MARKS, text="好")
        refuses(actions.assess, *strangers, cast.editor, place=place, assessor=Assessor.MENTOR, marks=MARKS, text="好")
    with on(place.ends):
        refuses(actions.complete, *strangers, cast.owner, place.student.person, place=place)
    week.refresh_from_db()
    assert not week.seen_at
    assert not any(rows.exists() for rows in (place.incidents, place.changes, place.assessments))


def test_a_mentor_assesses_once_and_while_the_placement_runs(cast, placing):
    place = placing.prepared()
    given = {"token": place.mentor_token, "name": place.mentor, "marks": MARKS, "text": "好"}
    with on(placing.day(90)):
        with pytest.raises(Refused, match="while the placement runs"):
            actions.assess_as_mentor(**given)
        actions.begin(by=cast.editor, place=place)
        actions.assess_as_mentor(**given)
        with pytest.raises(Refused, match="given once"):
            actions.assess_as_mentor(**given)
    assert place.assessments.count() == 1


def test_nothing_of_a_round_is_listed_for_whoever_has_no_part_in_it(cast, placing):
    place = placing.accepted()
    student, other = place.student, placing.student().person
    assert not queries.placement_rounds_visible_to(cast.outsider).exists()
    for listed in (queries.students_visible_to, queries.places_visible_to):
        for person in (people.NOBODY, cast.outsider, cast.official):
            assert not listed(person).exists()
        assert student not in queries.students_visible_to(other)
        assert place not in queries.places_visible_to(other)
        assert listed(student.person).count() == 1
