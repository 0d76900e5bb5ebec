"""From the agreement to what became of it."""

from datetime import timedelta

import pytest

from ronghe.credentials.models import Credential
from ronghe.lib.refusals import Refused
from ronghe.notices.models import Letter, Notice
from ronghe.placements import actions, queries
from ronghe.placements.models import Place
from ronghe.placements.states import Assessor, ChangeStatus, IncidentKind, IncidentStatus, PlaceStatus
from tests.placements.cast import on, signed

MARKS = {"conduct": 5, "skills": 4, "work": 4, "teamwork": 5}
WEEK = {"text": "完成三套海报工作流", "hours": 38, "longest_day": 8, "days": 5}


def test_the_agreement_is_filled_in_from_the_placement(placing):
    place = placing.accepted()
    with on(placing.day(20)):
        agreement = actions.draft_agreement(by=placing.cast.editor, place=place)
    assert [party.is_person for party in agreement.parties.all()] == [False, False, True]
    assert agreement.values["pay"] == "3600"
    assert "8 小时" in agreement.values["hours"]["zh"]
    assert agreement.is_confidential
    with on(placing.day(20)), pytest.raises(Refused, match="an agreement already"):
        actions.draft_agreement(by=placing.cast.editor, place=place)


def test_a_minors_guardian_is_a_party(placing):
    from ronghe.placements import consents
    from ronghe.placements.rules import Guardian

    born = placing.first.replace(year=placing.first.year - 17, day=1)
    student = placing.student("小满", agrees=False, born=born, programme="710204")
    seat = placing.seat()
    with pytest.raises(Refused, match="Under the age of eighteen"):
        actions.agree(by=student.person, student=student, edition=consents.version())
    guardian = Guardian("满大山", "父亲", "man@example.com", b"%PDF-1.7 signed")
    actions.agree(by=student.person, student=student, edition=consents.version(), guardian=guardian)
    placing.rank(student, seat)
    placing.settle()
    with on(placing.day(13)):
        place = actions.accept(by=student.person, place=student.places.get())
        agreement = actions.draft_agreement(by=placing.cast.editor, place=place)
    assert [party.name for party in agreement.parties.all()][2:] == ["小满", "满大山"]


def test_a_placement_begins_signed_insured_and_trained_for(placing):
    place = placing.accepted()
    with on(placing.day(89)), pytest.raises(Refused, match="not earlier"):
        actions.begin(by=placing.cast.editor, place=place)
    with on(placing.day(90)), pytest.raises(Refused) as refused:
        actions.begin(by=placing.cast.editor, place=place)
    assert [str(one.code) for one in refused.value.faults] == [
        "agreement.missing", "insurance.missing", "training.missing",
    ]  # fmt: skip
    with on(placing.day(20)):
        agreement = actions.draft_agreement(by=placing.cast.editor, place=place)
        actions.prepare(
            by=placing.cast.editor, place=place, insurance="保单", insured_until=place.ends, trained_on=placing.day(19)
        )
    signed(placing.cast, agreement)
    with on(placing.day(90)):
        assert actions.begin(by=placing.cast.owner, place=place).status == PlaceStatus.UNDER_WAY


def test_weeks_are_told_once_seen_they_stay(placing):
    place = placing.under_way()
    day = placing.day(97)
    with on(day):
        entry = actions.log_week(by=place.student.person, place=place, week=day, **WEEK)
        assert entry.week.weekday() == 0
        actions.log_week(by=place.student.person, place=place, week=day, **{**WEEK, "text": "改正：四套"})
        assert place.log.get().text == "改正：四套"
        actions.see_log(by=placing.cast.editor, entry=entry, remark="很好")
        with pytest.raises(Refused, match="looked at"):
            actions.log_week(by=place.student.person, place=place, week=day, **WEEK)
        with pytest.raises(Refused, match="has not begun"):
            actions.log_week(by=place.student.person, place=place, week=day + timedelta(days=7), **WEEK)
        with pytest.raises(Refused, match="did not run"):
            actions.log_week(by=place.student.person, place=place, week=placing.day(80), **WEEK)
        with pytest.raises(Refused, match="The student writes"):
            actions.log_week(by=placing.cast.editor, place=place, week=day, **WEEK)
    assert not place.incidents.exists()


@pytest.mark.parametrize("long", [{"longest_day": 9}, {"hours": 44}, {"days": 6}, {"had_night": True}])
def test_hours_beyond_the_law_are_kept_and_open_an_incident(placing, long):
    place = placing.under_way()
    day = placing.day(97)
    with on(day):
        for _twice in range(2):
            actions.log_week(by=place.student.person, place=place, week=day, **{**WEEK, **long})
    incident = place.incidents.get()
    assert incident.kind == IncidentKind.HOURS
    assert Notice.objects.filter(person_id=placing.cast.editor.pk, code="placement.incident").count() == 1


def test_an_incident_is_resolved_by_the_school_or_escalates(placing):
    place = placing.under_way()
    with on(placing.day(100)):
        incident = actions.report_incident(by=place.student.person, place=place, kind="pay", text="上月报酬未发")
        with pytest.raises(Refused, match="school or the secretariat"):
            actions.resolve_incident(by=placing.cast.owner, incident=incident, answer="已处理")
    assert actions.escalate_due(today=placing.day(103)) == 0
    assert actions.escalate_due(today=placing.day(104)) == 1
    assert actions.escalate_due(today=placing.day(104)) == 0
    assert list(queries.open_incidents(placing.officer)) == [incident]
    with on(placing.day(104)):
        actions.resolve_incident(by=placing.cast.editor, incident=incident, answer="企业已补发")
    incident.refresh_from_db()
    assert incident.status == IncidentStatus.RESOLVED


def test_a_change_needs_all_three(placing):
    place = placing.under_way()
    with on(placing.day(100)):
        change = actions.propose_change(
            by=placing.cast.owner, place=place, reason="换办公区", address="创意园 5 号楼", pay=4000
        )
        actions.agree_to_change(by=placing.cast.editor, change=change)
        place.refresh_from_db()
        assert place.pay == 3600
        with pytest.raises(Refused, match="Your side has agreed"):
            actions.agree_to_change(by=placing.cast.owner, change=change)
        actions.agree_to_change(by=place.student.person, change=change)
        place.refresh_from_db()
        assert (place.pay, place.address) == (4000, "创意园 5 号楼")
        other = actions.propose_change(by=place.student.person, place=place, reason="想提前结束", ends=placing.day(200))
        assert actions.refuse_change(by=placing.cast.editor, change=other).status == ChangeStatus.REFUSED
    place.refresh_from_db()
    assert place.ends == placing.day(270)


def test_mentor_by_link_teacher_by_account_then_the_mark_and_the_credential(placing):
    place = placing.completed()
    with on(place.ends):
        actions.call_mentor(by=placing.cast.editor, place=place)
        assert place.mentor_token in Letter.objects.get(code="placement.mentor").path
        with pytest.raises(Refused, match="name is not"):
            actions.assess_as_mentor(token=place.mentor_token, name="路人", marks=MARKS, text="好")
        given = {"marks": MARKS, "text": "独立完成了三套方案"}
        actions.assess_as_mentor(token=place.mentor_token, name="周岩", **given)
        with pytest.raises(Refused, match="once"):
            actions.assess_as_mentor(token=place.mentor_token, name="周岩", **given)
        with pytest.raises(Refused, match="not both"):
            actions.evaluate(by=placing.cast.editor, place=place)
        actions.assess(by=placing.cast.editor, place=place, assessor=Assessor.TEACHER, **given)
        assert actions.evaluate(by=placing.cast.editor, place=place).mark == 90
        issued = actions.issue_credential(by=placing.officer, place=place)
        with pytest.raises(Refused, match="already"):
            actions.issue_credential(by=placing.officer, place=place)
    assert Credential.objects.get(number=issued.number).person == place.student.person
    with pytest.raises(Refused, match="link does not work"):
        actions.assess_as_mentor(token="x" * 43, name="周岩", marks=MARKS, text="好")


def test_what_became_of_it_is_said_by_both_sides_once(placing):
    place = placing.completed()
    with on(place.ends):
        actions.tell_outcome(by=place.student.person, place=place, satisfaction=5, is_employed=True, in_field=True)
        actions.tell_outcome(by=placing.cast.owner, place=place, satisfaction=4, is_hired=True)
        with pytest.raises(Refused, match="already"):
            actions.tell_outcome(by=placing.cast.owner, place=place, satisfaction=4, is_hired=True)
        with pytest.raises(Refused, match="say what became"):
            actions.tell_outcome(by=placing.cast.editor, place=place, satisfaction=4)
    found = queries.outcomes_of(Place.objects.all())
    assert (found.begun, found.completed, found.in_field, found.hired, found.by_students) == (1, 1, 1, 1, 5)


def test_a_placement_ends_early_with_a_reason(placing):
    place = placing.under_way()
    with on(placing.day(120)):
        with pytest.raises(Refused, match="why it ends"):
            actions.end_early(by=place.student.person, place=place, reason="")
        ended = actions.end_early(by=place.student.person, place=place, reason="专业不对口")
    assert (ended.status, ended.ends) == (PlaceStatus.ENDED, placing.day(120))
    assert [step.status for step in ended.steps.all()][-1] == PlaceStatus.ENDED


# -- what the mentor's link opens, and until when --


def test_the_mentors_link_works_until_the_mark_is_settled(placing):
    place = placing.under_way()
    day = placing.day(97)
    with on(day):
        entry = actions.log_week(by=place.student.person, place=place, week=day, **WEEK)
        actions.see_log_as_mentor(token=place.mentor_token, entry=entry, remark="图层命名要统一")
    entry.refresh_from_db()
    assert (entry.seen_by, entry.remark) == ("周岩", "图层命名要统一")
    with on(placing.day(105)):
        later = actions.log_week(by=place.student.person, place=place, week=placing.day(105), **WEEK)
        actions.end_early(by=placing.cast.editor, place=place, reason="企业停产")
    with pytest.raises(Refused, match="This link works while"):
        actions.see_log_as_mentor(token=place.mentor_token, entry=later)


def test_a_week_is_seen_once_whoever_looks_first(placing):
    place = placing.under_way()
    day = placing.day(97)
    with on(day):
        entry = actions.log_week(by=place.student.person, place=place, week=day, **WEEK)
        stale = place.log.get()
        actions.see_log(by=placing.cast.editor, entry=entry)
        with pytest.raises(Refused, match="looked at already"):
            actions.see_log_as_mentor(token=place.mentor_token, entry=stale)
    assert place.log.get().seen_by == "许青"


def test_nobody_sees_a_week_of_another_placement_by_their_link(placing):
    first = placing.under_way()
    other = placing.__class__(placing.cast)
    second = other.under_way()
    with on(other.day(97)):
        entry = actions.log_week(by=second.student.person, place=second, week=other.day(97), **WEEK)
        with pytest.raises(Refused, match="another placement"):
            actions.see_log_as_mentor(token=first.mentor_token, entry=entry)


def test_a_night_is_in_the_note_of_the_incident(placing):
    place = placing.under_way()
    with on(placing.day(97)):
        actions.log_week(by=place.student.person, place=place, week=placing.day(97), **{**WEEK, "had_night": True})
    assert place.incidents.get().text.endswith("5 d, night")


# -- who reads what --


def test_the_enterprise_reads_no_incident_that_others_reported_while_it_is_open(placing):
    place = placing.under_way()
    owner, editor, student = placing.cast.owner, placing.cast.editor, place.student.person
    with on(placing.day(100)):
        theirs = actions.report_incident(by=student, place=place, kind="conduct", text="被辱骂")
        ours = actions.report_incident(by=owner, place=place, kind="safety", text="设备故障")
        assert list(queries.incidents_shown(owner, place)) == [ours]
        for person in (editor, student, placing.officer):
            assert set(queries.incidents_shown(person, place)) == {theirs, ours}
        actions.resolve_incident(by=editor, incident=theirs, answer="已约谈")
        assert set(queries.incidents_shown(owner, place)) == {theirs, ours}


def test_each_side_reads_its_own_outcome_and_the_school_both(placing):
    place = placing.completed()
    with on(place.ends):
        actions.tell_outcome(by=place.student.person, place=place, satisfaction=2, is_employed=False)
        actions.tell_outcome(by=placing.cast.owner, place=place, satisfaction=4, is_hired=False)
    parties = {who: [one.party for one in queries.outcomes_shown(who, place)] for who in (
        place.student.person, placing.cast.owner, placing.cast.editor, placing.officer, placing.cast.outsider
    )}  # fmt: skip
    assert list(parties.values()) == [
        ["student"],
        ["enterprise"],
        ["student", "enterprise"],
        ["student", "enterprise"],
        [],
    ]


def test_nothing_is_said_of_a_placement_that_never_began(placing):
    place = placing.accepted()
    with on(placing.day(20)):
        ended = actions.end_early(by=placing.cast.owner, place=place, reason="岗位取消")
        with pytest.raises(Refused, match="has not begun"):
            actions.tell_outcome(by=place.student.person, place=ended, satisfaction=1)
        with pytest.raises(Refused, match="has not begun"):
            actions.visit(by=placing.cast.editor, place=ended, on=placing.day(20), text="x")


# -- whose act is next --


def waits(*people):
    return [[one.pk for one in queries.waiting_places(person)] for person in people]


def test_a_placement_waits_for_whoever_is_next(placing):
    place = placing.offered()
    student, school, enterprise, officer = (
        place.student.person,
        placing.cast.editor,
        placing.cast.owner,
        placing.officer,
    )
    everybody = (student, school, enterprise, officer)
    mine = [place.pk]
    assert waits(*everybody) == [mine, [], [], []]
    with on(placing.day(13)):
        actions.accept(by=student, place=place)
        assert waits(*everybody) == [[], mine, [], []]
    with on(placing.day(20)):
        actions.prepare(
            by=school,
            place=place,
            teacher=school,
            insurance="保单",
            insured_until=place.ends,
            trained_on=placing.day(19),
        )
        assert waits(*everybody) == [[], mine, [], []]
        signed(placing.cast, actions.draft_agreement(by=school, place=place))
        assert waits(*everybody) == [[], [], [], []]
    with on(place.starts):
        assert waits(*everybody) == [[], mine, mine, []]
        actions.begin(by=school, place=place)
        assert waits(*everybody) == [[], [], [], []]
        change = actions.propose_change(by=enterprise, place=place, reason="换办公区", address="创意园 5 号楼")
        assert waits(*everybody) == [mine, mine, [], []]
        actions.agree_to_change(by=student, change=change)
        assert waits(*everybody) == [[], mine, [], []]
        actions.refuse_change(by=school, change=change)
    with on(place.ends):
        assert waits(*everybody) == [[], mine, [], []]
        actions.complete(by=school, place=place)
        assert waits(*everybody) == [[], mine, mine, []]
        given = {"marks": MARKS, "text": "好"}
        actions.assess_as_mentor(token=place.mentor_token, name="周岩", **given)
        actions.assess(by=school, place=place, assessor=Assessor.TEACHER, **given)
        assert waits(*everybody) == [[], mine, [], []]
        actions.evaluate(by=school, place=place)
        assert waits(*everybody) == [[], [], [], mine]
        actions.issue_credential(by=officer, place=place)
        assert waits(*everybody) == [[], [], [], []]


def test_weeks_that_are_over_and_not_written_are_missing(placing):
    place = placing.under_way()
    first = place.starts - timedelta(days=place.starts.weekday())
    with on(first + timedelta(days=20)):
        weeks = queries.weeks_of(place)
        assert weeks == [first, first + timedelta(days=7), first + timedelta(days=14)]
        assert queries.missing_weeks(place) == weeks[:2]
        actions.log_week(by=place.student.person, place=place, week=weeks[0], **WEEK)
        assert queries.missing_weeks(place) == weeks[1:2]


# -- numbers, and the credential --


def test_every_number_counts_its_rows(placing):
    place = placing.completed()
    with on(place.ends):
        actions.tell_outcome(by=place.student.person, place=place, satisfaction=5, is_employed=True, in_field=False)
        actions.tell_outcome(by=placing.cast.owner, place=place, satisfaction=4, is_hired=True)
    found = queries.outcomes_of(queries.counted_places(placing.officer))
    rows = {code: queries.became(Place.objects.all(), code).count() for code in queries.BECAME}
    assert rows == {code: getattr(found, code) for code in queries.BECAME}
    assert (rows["employed"], rows["in_field"], rows["hired"]) == (1, 0, 1)
    assert queries.counted_places(placing.cast.official).count() == 1
    for person in (placing.cast.owner, placing.cast.editor, place.student.person, placing.cast.outsider):
        assert not queries.counted_places(person).exists()


def test_the_credential_speaks_both_languages(placing):
    place = placing.completed()
    with on(place.ends):
        given = {"marks": MARKS, "text": "好"}
        actions.assess_as_mentor(token=place.mentor_token, name="周岩", **given)
        actions.assess(by=placing.cast.editor, place=place, assessor=Assessor.TEACHER, **given)
        actions.evaluate(by=placing.cast.editor, place=place)
        issued = actions.issue_credential(
            by=placing.officer, place=place, title_en="Post Internship: AIGC Visual Design Assistant"
        )
    assert issued.title_zh == "岗位实习合格：AIGC 视觉设计助理"
    assert issued.title_en.isascii()
    assert queries.credential_titles(place)[1].isascii()


def test_a_job_has_no_agreement_of_the_three(placing):
    place = placing.accepted(kind="job")
    with on(placing.day(20)), pytest.raises(Refused, match="labour contract"):
        actions.draft_agreement(by=placing.cast.editor, place=place)
    with on(place.starts):
        assert waits(placing.cast.editor) == [[place.pk]]
        assert actions.begin(by=placing.cast.editor, place=place).status == PlaceStatus.UNDER_WAY
