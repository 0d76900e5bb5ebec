"""One placement on pages: who reads what, why it is, each act with its refusals, the weeks, and the mentor's link."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from ronghe.credentials.models import Credential
from ronghe.ledger.models import Entry
from ronghe.notices.models import Letter, Notice
from ronghe.placements import actions
from ronghe.placements.models import Place
from ronghe.placements.states import Assessor, ChangeStatus, PlaceStatus
from ronghe.web.accounts.sentences import SENTENCES
from ronghe.web.limits import RATES
from tests import people
from tests.agreements import made
from tests.doors.test_cases import words
from tests.people import ROLES
from tests.placements.cast import Placing, on

pytestmark = pytest.mark.django_db
MARKS = {"conduct": 5, "skills": 4, "work": 4, "teamwork": 5}
GIVEN = {**MARKS, "text": "独立完成三套方案"}
WEEK = {"text": "完成三套海报工作流", "hours": "38", "longest_day": "8", "days": "5"}


@pytest.fixture
def placing(cast):
    return Placing(cast)


def at(place, end=""):
    return f"/placements/{place.pk}/{end}"


def status_of(place):
    return Place.objects.get(pk=place.pk).status


def log(placing, place, n=1, **more):
    """The week `n` weeks after the first day, and the day on which it was written."""
    day = place.starts + timedelta(days=7 * n)
    given = {"text": "完成海报", "hours": 38, "longest_day": 8, "days": 5, **more}
    with on(day):
        return actions.log_week(by=place.student.person, place=place, week=day, **given), day


# -- who gets in --


@pytest.mark.parametrize("role", ROLES)
def test_who_opens_the_list_and_a_placement(placing, cast, as_, role):
    place, client = placing.accepted(), as_(cast.by_name(role))
    page = client.get("/placements/?tab=all")
    assert page.status_code == (302 if role == "nobody" else 200)
    if role != "nobody":
        assert len(page.context["rows"]) == (role in ("officer", "owner", "editor"))
    assert client.get(at(place)).status_code == {"nobody": 302, "outsider": 404, "official": 404}.get(role, 200)


def test_a_student_reads_their_own_and_nothing_else(placing, as_):
    place, other = placing.accepted(), placing.student("别人")
    client = as_(place.student.person)
    assert client.get("/placements/").context["rows"][0][0] == place
    assert client.get(at(place)).status_code == 200
    client = as_(other.person)
    assert "No placement yet" in words(client.get("/placements/"))
    for end in ("", "accept/", "end/", "log/", "incidents/", "changes/"):
        assert client.get(at(place, end)).status_code == 404


@pytest.mark.parametrize("status", ["offered", "accepted", "prepared", "under_way", "completed"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_stage_has_its_page_for_every_side(placing, cast, as_, status, language):
    place = getattr(placing, status)()
    for person in (place.student.person, cast.editor, cast.owner, cast.officer):
        page = as_(person, language).get(at(place))
        assert page.status_code == 200
        assert "style=" not in page.content.decode()


def test_pages_ask_a_bounded_number_of_questions(placing, cast, as_, django_assert_max_num_queries):
    place = placing.under_way()
    for n in range(8):
        log(placing, place, n)
    client = as_(cast.editor)
    with on(place.starts + timedelta(days=60)):
        client.get("/health/")
        with django_assert_max_num_queries(48):
            client.get(at(place))
        with django_assert_max_num_queries(45):
            client.get("/placements/?tab=all")


# -- why this place --


def placed_third(placing):
    """Three students rank the same three seats; the one whom the lot put last, and their placement."""
    students = [placing.student(name) for name in ("宋晓", "李想", "王宁")]
    seats = [placing.seat(title=title) for title in ("甲岗", "乙岗", "丙岗")]
    for student in students:
        placing.rank(student, *seats)
    placing.settle()
    return seats[2].places.get()


def test_the_student_reads_why_and_nobody_else_reads_the_order(placing, cast, as_):
    place = placed_third(placing)
    with on(placing.day(13)):
        page = words(as_(place.student.person).get(at(place)))
        assert "It is your third choice. First choice, 甲岗: 3 was needed, and you have 1." in page
        assert page.count("not enough") == 2
        for person in (cast.editor, cast.owner, cast.officer):
            other = words(as_(person).get(at(place)))
            assert "The order of the choices is shown to the student alone" in other
            assert "third choice" not in other
            assert "甲岗" not in other


def test_by_hand_and_from_the_clearing_the_page_says_so(placing, cast, as_):
    students = [placing.student(name) for name in ("宋晓", "李想", "王宁")]
    seats = [placing.seat(title=title, capacity=2) for title in ("甲岗", "乙岗")]
    placing.rank(students[0], seats[0])
    placing.settle()
    placing.round = placing.fresh()
    with on(placing.day(13)):
        actions.accept(by=students[0].person, place=students[0].places.get())
        hand = actions.place_by_hand(by=cast.editor, seat=seats[1], student=students[1], reason="家庭困难，就近安排")
        actions.accept(by=students[1].person, place=hand)
    placing.clearing()
    with on(placing.day(20)):
        taken = actions.take(by=students[2].person, seat=seats[0], student=students[2])
        page = words(as_(cast.owner).get(at(hand)))
        assert "Xu Qing placed the student by hand, for this reason: 家庭困难，就近安排" in page
        assert "You took this seat in the clearing" in words(as_(students[2].person).get(at(taken)))


def test_a_person_is_asked_to_review(placing, cast, as_):
    place = placing.offered()
    there = f"/me/data/ask/appeal/?place={place.pk}"
    with on(placing.day(13)):
        client = as_(place.student.person)
        assert there in client.get(at(place)).content.decode()
        assert "AIGC 视觉设计助理" in words(client.get(there))
        assert client.post(there, {"text": "请复核"}).url == "/me/data/"
        asked = place.student.person.data_requests.get()
        assert (asked.about_kind, asked.about_id) == ("placements.place", place.pk)
        assert f'href="{at(place)}"' in as_(cast.officer).get(f"/privacy/{asked.pk}/").content.decode()
        assert as_(cast.outsider).get(there).status_code == 404


# -- acts --


def test_a_placement_is_walked_by_pages_alone(placing, cast, as_):
    place = placing.offered()
    student, school, enterprise = place.student.person, cast.editor, cast.owner
    with on(placing.day(13)):
        assert as_(student).post(at(place, "accept/")).url == at(place)
    with on(placing.day(20)):
        papers = {
            "teacher": school.pk, "mentor": "周岩", "mentor_email": "zhou.yan@example.com", "insurance": "保单 7",
            "insured_until": place.ends, "trained_on": placing.day(19),
        }  # fmt: skip
        assert as_(school).post(at(place, "prepare/"), papers).url == at(place)
        drafted = as_(school).post(at(place, "draft-agreement/"))
        agreement = Place.objects.get(pk=place.pk).agreement
        assert drafted.url == f"/agreements/{agreement.pk}/edit/"
        type(agreement).objects.filter(pk=agreement.pk).update(status="in_force")
    with on(place.starts):
        as_(enterprise).post(at(place, "begin/"))
        as_(school).post(at(place, "call-mentor/"))
        assert Letter.objects.get(code="placement.mentor").to == "zhou.yan@example.com"
        as_(student).post(at(place, "log/"), {**WEEK, "week": monday(place.starts)})
        as_(school).post(at(place, f"log/{place.log.get().pk}/seen/"), {"remark": "很好"})
        as_(school).post(at(place, "visits/"), {"on": place.starts, "is_on_site": "yes", "text": "到岗正常"})
    with on(place.ends):
        as_(school).post(at(place, "complete/"))
        as_(enterprise).post(at(place, "assess-mentor/"), GIVEN)
        as_(school).post(at(place, "assess-teacher/"), GIVEN)
        as_(school).post(at(place, "evaluate/"))
        titles = {"title_zh": "岗位实习合格", "title_en": "Post Internship Passed"}
        as_(cast.officer).post(at(place, "issue-credential/"), titles)
        said = {"satisfaction": "5", "is_employed": "yes", "in_field": "yes"}
        as_(student).post(at(place, "tell-outcome/"), said)
        as_(enterprise).post(at(place, "tell-outcome/"), {"satisfaction": "4", "is_hired": "no"})
        page = words(as_(student).get(at(place)))
    place = Place.objects.get(pk=place.pk)
    assert (place.status, place.mark) == (PlaceStatus.EVALUATED, 90)
    assert Credential.objects.get() == place.credential
    assert place.log.get().remark == "很好"
    assert "Nothing is left to do" in page
    assert place.outcomes.count() == 2


def monday(day):
    return (day - timedelta(days=day.weekday())).isoformat()


def test_an_offer_is_declined_with_a_reason(placing, as_):
    place = placing.offered()
    with on(placing.day(13)):
        client = as_(place.student.person)
        assert client.post(at(place, "decline/"), {"reason": ""}).status_code == 422
        assert status_of(place) == PlaceStatus.OFFERED
        assert client.post(at(place, "decline/"), {"reason": "离家太远"}).status_code == 302
    assert status_of(place) == PlaceStatus.DECLINED


def test_ending_early_asks_once_more(placing, as_, cast):
    place = placing.under_way()
    with on(placing.day(120)):
        client = as_(cast.editor)
        assert client.post(at(place, "end/"), {"reason": "企业停产"}).status_code == 422
        assert client.post(at(place, "end/"), {"reason": "企业停产", "sure": "on"}).status_code == 302
        assert "企业停产" in words(as_(place.student.person).get(at(place)))
    assert status_of(place) == PlaceStatus.ENDED


def test_what_is_unlawful_is_said_rule_by_rule_with_its_number(placing, cast, as_):
    place = placing.accepted()
    with on(place.starts):
        client = as_(cast.editor)
        page = client.get(at(place)).content.decode()
        listed = re.findall(r"<li>(Nobody begins [^<]+)</li>", page)
        assert len(listed) == 3
        assert all("教职成〔2021〕4号" in line for line in listed)
        assert 'aria-disabled="true"' in page
        refused = client.post(at(place, "begin/"))
        assert refused.status_code == 403
        assert refused.content.decode().count("教职成〔2021〕4号") == 3
        chinese = as_(cast.editor, "zh-hans").get(at(place)).content.decode()
        assert "安全培训考核合格之前，不得开始实习。（教职成〔2021〕4号）" in chinese
    assert status_of(place) == PlaceStatus.ACCEPTED


def test_no_button_without_its_rule(placing, cast, as_):
    place = placing.under_way()
    with on(placing.day(120)):
        for person, mine, others in (
            (place.student.person, {"log/"}, {"evaluate", "call-mentor", "prepare", "visits/"}),
            (cast.editor, {"assess-teacher/", "visits/", "ask-call-mentor"}, {"assess-mentor/", "log/"}),
            (cast.owner, {"assess-mentor/", "ask-call-mentor"}, {"assess-teacher/", "visits/"}),
            (cast.officer, {"ask-end"}, {"assess-teacher/", "assess-mentor/", "changes/", "visits/"}),
        ):
            page = as_(person).get(at(place)).content.decode()
            assert all(word in page for word in mine), person
            assert not any(f'href="{at(place, word)}"' in page or f'"ask-{word}"' in page for word in others), person


# -- the agreement --


def test_the_last_signature_tells_the_three_and_only_the_student_has_the_link(placing, cast, as_):
    place = placing.accepted()
    person = place.student.person
    parties = [*made.parties(cast), made.student(name=person.name_zh, email=person.email, order=3)]
    more = {"about_kind": "placements.place", "about_id": place.pk, "obligations": [], "is_confidential": True}
    agreement = made.agreement(cast, "signing", code="tripartite", parties=parties, in_order=True, **more)
    Place.objects.filter(pk=place.pk).update(agreement=agreement)
    for position, by in ((1, made.dean(cast)), (2, cast.owner)):
        made.sign(by, agreement, position)
    token = agreement.parties.get(position=3).token
    link = f"/agreements/link/{token}/"
    assert link in as_(person).get(at(place)).content.decode()
    for other in (cast.editor, cast.owner, cast.officer):
        assert token not in as_(other).get(at(place)).content.decode()
    assert not Notice.objects.filter(code="placement.signed").exists()
    given = {"name": person.name_zh, "text_digest": made.text_of(agreement), "agreed": "on"}
    assert as_(cast.nobody).post(link, given).status_code == 302
    told = set(Notice.objects.filter(code="placement.signed").values_list("person_id", flat=True))
    assert {person.pk, cast.editor.pk, cast.owner.pk} <= told


# -- during --


def test_a_week_is_written_changed_and_stays_once_it_was_seen(placing, cast, as_):
    place = placing.under_way()
    day = place.starts + timedelta(days=8)
    with on(day):
        client = as_(place.student.person)
        first, second = monday(place.starts), monday(day)
        assert f'<option value="{first}" selected' in client.get(at(place, "log/")).content.decode()
        assert client.post(at(place, "log/"), {**WEEK, "week": second}).status_code == 302
        assert second not in client.get(at(place, "log/")).content.decode()
        again = client.get(at(place, f"log/?week={second}"))
        assert "完成三套海报工作流" in again.content.decode()
        client.post(at(place, f"log/?week={second}"), {**WEEK, "week": second, "text": "改为四套"})
        entry = place.log.get()
        assert entry.text == "改为四套"
        assert as_(cast.owner).post(at(place, f"log/{entry.pk}/seen/"), {"remark": "好"}).status_code == 302
        assert as_(place.student.person).get(at(place, f"log/?week={second}")).status_code == 404
        for wrong in ("?week=yesterday", f"?week={first}"):
            assert client.get(at(place, f"log/{wrong}")).status_code == 404
        assert client.post(at(place, "log/"), {**WEEK, "week": first, "hours": "900"}).status_code == 422


def test_hours_beyond_the_law_stand_as_a_report_in_words(placing, cast, as_):
    place = placing.under_way()
    _entry, day = log(placing, place, hours=44, longest_day=9, had_night=True)
    with on(day):
        page = words(as_(cast.editor).get(at(place)))
        assert "44 hours on 5 days, the longest 9 hours. There was work at night." in page
        chinese = words(as_(cast.editor, "zh-hans").get(at(place)))
        assert "工作 5 天，共 44 小时，单日最长 9 小时。有夜班或加班。" in chinese


def test_a_report_is_not_read_by_the_enterprise_until_it_is_resolved(placing, cast, as_):
    place = placing.under_way()
    with on(placing.day(100)):
        as_(place.student.person).post(at(place, "incidents/"), {"kind": "conduct", "text": "被辱骂"})
        incident = place.incidents.get()
        assert "被辱骂" in words(as_(cast.editor).get(at(place)))
        hidden = words(as_(cast.owner).get(at(place)))
        assert "被辱骂" not in hidden
        assert "Something was reported" not in hidden
        assert as_(cast.owner).get(at(place, f"incidents/{incident.pk}/")).status_code == 404
        assert as_(cast.editor).post(at(place, f"incidents/{incident.pk}/"), {"answer": ""}).status_code == 422
        as_(cast.editor).post(at(place, f"incidents/{incident.pk}/"), {"answer": "已约谈并调岗"})
        assert "已约谈并调岗" in words(as_(cast.owner).get(at(place)))


def terms(place, **changes):
    columns = ("starts", "ends", "hours_day", "days_week", "pay", "post_pay", "address")
    return {**{name: getattr(place, name) for name in columns}, "reason": "办公室搬迁", **changes}


def test_a_change_is_proposed_shown_beside_the_old_and_needs_all_three(placing, cast, as_):
    place = placing.under_way()
    with on(placing.day(100)):
        client = as_(cast.owner)
        unchanged = client.post(at(place, "changes/"), terms(place))
        assert unchanged.status_code == 422
        assert "Please change at least one" in words(unchanged)
        unlawful = client.post(at(place, "changes/"), terms(place, hours_day=9, pay=100))
        assert unlawful.status_code == 422
        assert (
            len(re.findall(r"<li>[^<]*(?:国务院令第174号|教职成〔2021〕4号)[^<]*</li>", unlawful.content.decode())) == 3
        )
        client.post(at(place, "changes/"), terms(place, pay=4000, starts="2020-01-01"))
        change = place.changes.get()
        assert change.terms == {"pay": 4000}
        page = words(as_(cast.editor).get(at(place)))
        assert "3600 4000" in page
        assert page.count("is waited for") == 2
        assert as_(cast.owner).post(at(place, f"changes/{change.pk}/agree/")).status_code == 403
        as_(cast.editor).post(at(place, f"changes/{change.pk}/agree/"))
        as_(place.student.person).post(at(place, f"changes/{change.pk}/agree/"))
        place.refresh_from_db()
        assert place.pay == 4000
        assert "3600 4000" in words(as_(cast.editor).get(at(place)))  # what was before stays readable
        as_(place.student.person).post(at(place, "changes/"), terms(place, address="创意园"))
        as_(cast.editor).post(at(place, f"changes/{place.changes.first().pk}/refuse/"))
    assert place.changes.first().status == ChangeStatus.REFUSED


# -- the mentor, without an account --


def link(place, end=""):
    return f"/placements/mentor/{place.mentor_token}/{end}"


def test_the_mentor_reads_looks_and_signs_once(placing, cast, as_):
    client = as_(cast.nobody)
    place = placing.under_way()
    entry, day = log(placing, place)
    with on(day):
        page = client.get(link(place))
        assert page.status_code == 200
        assert page.headers["Cache-Control"] == "private, no-store"
        assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "完成海报" in words(page)
        assert client.post(link(place, f"weeks/{entry.pk}/"), {"remark": "图层命名要统一"}).url == link(place)
        wrong = client.post(link(place, "assessment/"), {**GIVEN, "name": "路人"})
        assert wrong.status_code == 422
        assert "name is not that of the mentor" in words(wrong)
        unmarked = client.post(link(place, "assessment/"), {"text": "好", "name": "周岩"})
        assert unmarked.status_code == 422
        assert not place.assessments.exists()
        assert client.post(link(place, "assessment/"), {**GIVEN, "name": "周岩"}).url == link(place)
        assert "Sign the assessment" not in words(client.get(link(place)))
        again = client.post(link(place, "assessment/"), {**GIVEN, "name": "周岩"})
        assert again.status_code == 422
    assert place.assessments.get().by is None
    entry.refresh_from_db()
    assert (entry.seen_by, entry.remark) == ("周岩", "图层命名要统一")


def test_the_link_opens_nothing_before_after_or_changed(placing, cast, as_):
    client = as_(cast.nobody)
    place = placing.prepared()
    assert client.get(link(place)).status_code == 410
    with on(placing.day(90)):
        actions.begin(by=cast.editor, place=place)
        assert client.get(link(place)).status_code == 200
        assert client.get("/placements/mentor/nonsense/").status_code == 404
        other, _day = log(placing, place, 0)
        actions.end_early(by=cast.editor, place=place, reason="企业停产")
        over = client.get(link(place))
        assert over.status_code == 410
        assert "Thank you for your help" in words(over)
        assert client.post(link(place, f"weeks/{other.pk}/")).status_code == 410
        assert client.post(link(place, "assessment/"), {**GIVEN, "name": "周岩"}).status_code == 410


def test_the_link_shows_nothing_of_others_and_asks_no_faster_than_people_do(placing, cast, client, monkeypatch):
    monkeypatch.setitem(RATES, "mentor", "2/m/ip")
    place = placing.under_way()
    with on(placing.day(100)):
        actions.report_incident(by=place.student.person, place=place, kind="pay", text="报酬未发")
        actions.assess(by=cast.editor, place=place, assessor=Assessor.TEACHER, marks=MARKS, text="教师评语")
        page = words(client.get(link(place)))
        assert "报酬未发" not in page
        assert "教师评语" not in page
        assert [client.get(link(place)).status_code for _ in range(2)] == [200, 429]


# -- the list, the workbook, the numbers --


def test_filters_live_in_the_address(placing, cast, as_):
    place = placing.under_way()
    log(placing, place)
    with on(placing.day(100)):
        client = as_(cast.editor)

        def found(query):
            return [row for row, _next in client.get(f"/placements/?tab=all&{query}").context["rows"]]

        for query in ("q=宋晓", "q=视觉", "status=under_way", f"round={placing.round.pk}", "unseen=on", "became=begun"):
            assert found(query) == [place], query
        for query in ("q=无此人", "status=offered", "became=hired"):
            assert found(query) == [], query
        assert client.get("/placements/?tab=nonsense&round=x&became=x").status_code == 200


def test_a_workbook_for_schools_and_the_secretariat_with_its_ledger_line(placing, cast, as_):
    placing.accepted()
    for person, status in ((cast.editor, 200), (cast.officer, 200), (cast.owner, 403), (cast.outsider, 403)):
        assert as_(person).get("/placements/placements.xlsx?tab=all").status_code == status
    entries = Entry.objects.filter(what="export.placements")
    assert [entry.facts["rows"] for entry in entries] == [1, 1]


def test_numbers_lead_to_their_rows_for_the_secretariat_alone(placing, cast, as_):
    place = placing.completed()
    with on(place.ends):
        actions.tell_outcome(by=place.student.person, place=place, satisfaction=2, is_employed=True, in_field=True)
        officer = as_(cast.officer).get(f"/placements/outcomes/?school={cast.school.pk}")
        assert f"became=in_field&amp;school={cast.school.pk}" in officer.content.decode()
        assert "2.0" in words(officer)
        official = as_(cast.official).get("/placements/outcomes/")
        assert "became=" not in official.content.decode()
        assert "2.0" not in words(official)  # of one answer, anybody could be told
        assert as_(cast.editor).get("/placements/outcomes/").status_code == 403
        counted = {one.code: one.count for one in officer.context["numbers"]}
    assert counted == {"begun": 1, "completed": 1, "said": 1, "employed": 1, "in_field": 1, "asked": 0, "hired": 0}


# -- Home and notices --


def things(client):
    return {(thing.what, thing.url) for thing in client.get("/").context["waiting"]["things"]}


def test_what_waits_is_on_home(placing, cast, as_):
    place = placing.offered()
    with on(placing.day(13)):
        assert things(as_(place.student.person)) == {("Accept the offer, or decline it", at(place))}
        actions.accept(by=place.student.person, place=place)
        assert ("Name the teacher, and record the insurance", at(place)) in things(as_(cast.editor))
        assert things(as_(place.student.person)) == set()
        assert "To my placements" in words(as_(place.student.person).get("/"))


def test_weeks_and_reports_are_on_home(placing, cast, as_):
    place = placing.under_way()
    _entry, day = log(placing, place, 0)
    with on(day + timedelta(days=7)):
        actions.report_incident(by=place.student.person, place=place, kind="pay", text="上月报酬未发")
        assert ("Write the log of this week", at(place)) not in things(as_(cast.editor))
        school = things(as_(cast.editor))
        assert ("Report in a placement: resolve it", f"{at(place)}#incidents") in school
        assert ("Weekly logs: look at them", "/placements/?tab=running&unseen=on") in school
        assert ("Weekly logs: look at them", "/placements/?tab=running&unseen=on") in things(as_(cast.owner))
    with on(day + timedelta(days=14)):
        actions.resolve_incident(by=cast.editor, incident=place.incidents.get(), answer="已补发")
        assert ("Write the weekly log: 1 week is missing", at(place)) in things(as_(place.student.person))


def test_every_notice_of_the_room_has_its_sentence():
    source = "".join(path.read_text("utf-8") for path in Path(actions.__file__).parent.glob("*.py"))
    sent = set(re.findall(r'(?:tell|_tell_all|_tell|_send)\([^"\n]*"((?:placement|placement_round)\.\w+)"', source))
    assert len(sent) >= 13
    moved = {f"placement.{status}" for status in PlaceStatus} - {"placement.offered"}
    assert (sent | moved) - set(SENTENCES) == set()


def test_pages_ask_before_they_show_a_form(placing, cast, as_):
    offered = placing.offered()
    assert as_(offered.student.person).get(at(offered, "incidents/")).status_code == 403
    with on(placing.day(13)):
        place = actions.accept(by=offered.student.person, place=offered)
    assert as_(cast.officer).get(at(place, "changes/")).status_code == 403


def test_a_student_does_not_look_at_their_own_week(placing, as_):
    place = placing.under_way()
    week, day = log(placing, place)
    with on(day):
        student = as_(place.student.person)
        assert student.post(at(place, f"log/{week.pk}/seen/"), {"remark": "好"}).status_code == 403
    week.refresh_from_db()
    assert not week.seen_at


def test_an_act_that_is_none_is_no_page(placing, as_):
    place = placing.accepted()
    assert as_(place.student.person).get(at(place, "nonsense/")).status_code == 404


def test_a_school_takes_out_its_own_students_only(placing, cast, as_):
    placing.accepted(placing.student(school=people.unit(cast.officer, name_zh="别的学校")))
    as_(cast.editor).get("/placements/placements.xlsx?tab=all")
    assert Entry.objects.get(what="export.placements").facts["rows"] == 0
