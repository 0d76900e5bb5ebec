"""Pages of placement rounds: what each reader finds there, and what becomes of what they send."""

import json
from datetime import date

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ronghe.lib import sheets
from ronghe.lib.dates import days_from, today
from ronghe.members.models import Person, Unit
from ronghe.members.states import RoleName, UnitStatus
from ronghe.placements import actions, consents
from ronghe.placements.models import Place, PlacementRound, Ranking, Seat, Student
from ronghe.placements.states import PlaceStatus, RankingStatus, RoundStatus, SeatStatus
from tests import people
from tests.placements.cast import NUMBERS, SEAT_TEXT, Placing, on

JSON = {"headers": {"Accept": "application/json"}}


def signed_in(client, person):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def at(name, *args):
    return reverse(f"placements:{name}", args=args)


@pytest.fixture
def placing(cast):
    """A round whose seats are shown from today on."""
    return Placing(cast)


@pytest.fixture
def ranking_now(cast):
    """A round in which students rank today."""
    return Placing(cast, first=days_from(today(), -3))


def test_the_secretariat_announces_freezes_and_draws(client, cast, placing):
    officer = signed_in(client, cast.officer)
    given = {
        "name": "秋季轮次", "views_from": placing.day(1), "ranks_from": placing.day(2), "ranks_until": placing.day(3),
        "draw_on": placing.day(4), "answers_until": placing.day(5), "clears_until": placing.day(6), "most": 5,
        "draw_name": "福彩双色球", "caps": "370000 20\n371100 5",
    }  # fmt: skip
    answer = officer.post(at("announce"), given)
    made = PlacementRound.objects.get(name="秋季轮次")
    assert answer.url == at("round", made.pk)
    assert made.caps == [{"region": "370000", "cap": 20}, {"region": "371100", "cap": 5}]
    assert officer.post(at("announce"), {**given, "caps": "山东 20"}).status_code == 422
    wrong = officer.post(at("announce"), {**given, "draw_on": placing.day(3)})
    assert "cannot come before" in wrong.content.decode()

    placing.rank(placing.student(), placing.seat())
    with on(placing.day(11)):
        signed_in(client, cast.officer).post(at("act", placing.round.pk, "freeze"))
    with on(placing.day(12)):
        signed_in(client, cast.officer).post(at("act", placing.round.pk, "enter-numbers"), {"numbers": NUMBERS})
    assert placing.fresh().status == RoundStatus.PUBLISHED


def test_a_student_ranks_with_and_without_the_script(client, cast, ranking_now):
    student = ranking_now.student()
    one, other, third = (ranking_now.seat(title=title) for title in ("甲", "乙", "丙"))
    page = signed_in(client, student.person)
    url = at("rank", ranking_now.round.pk)
    assert page.post(url, {"seat": [one.pk, other.pk]}, **JSON).json() == {"saved": 2}
    for move, order in (
        (f"down:{one.pk}", [other, one]),
        (f"add:{third.pk}", [other, one, third]),
        (f"up:{third.pk}", [other, third, one]),
        (f"drop:{other.pk}", [third, one]),
        (f"up:{third.pk}", [third, one]),
    ):
        sent = [choice.seat_id for choice in Ranking.objects.get().choices.all()]
        assert page.post(url, {"seat": sent, "move": move}).status_code == 302
        assert [choice.seat for choice in Ranking.objects.get().choices.all()] == order
    shut = ranking_now.seat(title="丁", programmes=["560206"])
    refused = page.post(url, {"seat": [shut.pk]}, **JSON)
    assert refused.status_code == 422
    assert "教职成〔2021〕4号" in refused.json()["error"]
    page.post(at("rank-act", ranking_now.round.pk, "hand-in"))
    assert Ranking.objects.get().status == RankingStatus.HANDED_IN
    assert "丁" in page.get(url).content.decode()
    page.post(at("rank-act", ranking_now.round.pk, "withdraw"))
    assert Ranking.objects.get().status == RankingStatus.WITHDRAWN


def test_a_closed_seat_says_by_which_rule(client, ranking_now):
    student, seat = ranking_now.student(programme="560206"), ranking_now.seat()
    text = signed_in(client, student.person).get(at("seat", seat.pk)).content.decode()
    assert "教职成〔2021〕4号" in text


def test_the_order_of_choices_is_shown_to_nobody_else(client, cast, ranking_now):
    student, seat = ranking_now.student("宋晓"), ranking_now.seat(title="唯一岗位")
    with on(ranking_now.day(3)):
        actions.rank(by=student.person, round_=ranking_now.round, student=student, seats=[seat])
    school = signed_in(client, cast.editor).get(at("student", student.pk)).content.decode()
    assert "draft" in school
    assert "唯一岗位" not in school


def test_an_unlawful_seat_stays_a_draft_and_says_why(client, cast, placing):
    owner = signed_in(client, cast.owner)
    given = placing.seat_columns(hours_day=9, warranties=["no_fee"]) | {"kind": "internship", "priority": "fit"}
    answer = owner.post(at("new-seat", placing.round.pk), {**given, "do": "offer"}, follow=True)
    seat = Seat.objects.get()
    assert seat.status == SeatStatus.DRAFT
    text = answer.content.decode()
    assert "国务院令第174号" in text
    assert "Art. 16 (6)" in text
    fixed = placing.seat_columns() | {"kind": "internship", "priority": "fit", "do": "offer"}
    owner.post(at("edit-seat", seat.pk), fixed)
    assert Seat.objects.get().status == SeatStatus.OFFERED


def test_seats_begin_from_a_posting(client, cast, placing):

    posting = people.posting(
        cast.owner, cast.enterprise, kind="internship_seats", title="实习岗位二十个", text=SEAT_TEXT, quantity=20
    )
    text = signed_in(client, cast.owner).get(at("new-seat", placing.round.pk), {"posting": posting.pk}).content.decode()
    assert 'value="实习岗位二十个"' in text
    assert 'value="20"' in text


def test_a_student_describes_themselves(client, placing):
    student = placing.student(agrees=False)
    page = signed_in(client, student.person)
    page.post(at("profile"), {"do": "about", "about": "会用 ComfyUI"})
    student.refresh_from_db()
    assert "comfyui" in student.skills
    page.post(at("profile"), {"do": "work", "title": "短片", "text": "分镜设计"})
    work = student.works.get()
    assert page.post(at("consent"), {"edition": consents.version()}).status_code == 422
    page.post(at("consent"), {"edition": consents.version(), "agrees": "on"})
    assert student.consents.get().withdrawn_at is None
    page.post(at("withdraw-consent"))
    assert student.consents.get().withdrawn_at
    page.post(at("remove-work", work.pk))
    assert not student.works.exists()


def test_many_are_enrolled_or_none_with_every_bad_line_named(client, cast):
    editor = signed_in(client, cast.editor)
    good = "20250101\t宋晓\tsong@student.example\t510204\t2025/9/1\t20060504"
    bad = "20250102\t李想\tli@student.example\t999999\t2025-09-01\t2006-05-04"
    short = "20250103\t王宁"
    answer = editor.post(at("enrol-many"), {"lines": f"{good}\n{bad}\n{short}"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Line 2" in text
    assert "Line 3" in text
    assert not Student.objects.exists()
    assert editor.post(at("enrol-many"), {"lines": f"{good}\n{good}"}).status_code == 422
    assert editor.post(at("enrol-many"), {"lines": "1" * 200_000}).status_code == 422
    assert not Student.objects.exists()
    editor.post(at("enrol-many"), {"lines": good})
    assert Student.objects.get().born.isoformat() == "2006-05-04"


def test_many_are_enrolled_from_a_file(client, cast):
    editor = signed_in(client, cast.editor)
    rows = [["20250101", "宋晓", "song@student.example", "510204", date(2025, 9, 1), "2006-05-04"]]
    heads = [sheets.Column(one) for one in ("学号", "姓名", "邮箱", "专业", "入学", "出生")]
    book = sheets.workbook([sheets.Sheet("名单", heads, rows)])
    bad = sheets.workbook(
        [sheets.Sheet("名单", heads, [*rows, ["20250102", "李想", "li@", "510204", "2025-09-01", "2006-05-04"]])]
    )
    answer = editor.post(at("enrol-many"), {"file": SimpleUploadedFile("a.xlsx", bad)})
    assert answer.status_code == 422
    assert "Line 3: E-mail address" in answer.content.decode()
    broken = editor.post(at("enrol-many"), {"file": SimpleUploadedFile("a.xlsx", book[:200])})
    assert broken.status_code == 422
    assert "damaged" in broken.content.decode()
    assert editor.post(at("enrol-many"), {}).status_code == 422
    assert not Student.objects.exists()
    assert editor.post(at("enrol-many"), {"file": SimpleUploadedFile("a.xlsx", book)}).status_code == 302
    assert Student.objects.get().enrolled == date(2025, 9, 1)


def test_an_enrolled_student_chooses_a_password_and_acts_for_nobody(client, cast):
    editor = signed_in(client, cast.editor)
    given = {"number": "1", "programme": "510204", "enrolled": "2024-09-01", "born": "2006-05-04"}
    editor.post(at("enrol"), {**given, "email": "new@student.example", "name_zh": "新生"})
    person = Person.objects.get(email="new@student.example")
    assert not person.roles.exists()
    page = signed_in(client, person)
    home = page.get("/").content.decode()
    assert at("rounds") in home
    assert "/cases/" not in home
    assert page.get("/cases/").status_code in (200, 403)
    assert page.get("/rounds/").status_code == 403


def test_the_draw_and_its_files_are_everybodys(client, placing):
    placing.rank(placing.student("宋晓"), placing.seat())
    placing.settle()
    page = client.get(at("draw", placing.round.pk)).content.decode()
    assert placing.round.pool_digest in page
    assert NUMBERS in page
    assert "宋晓" not in page
    given = json.loads(client.get(at("file", placing.round.pk, "input.json")).content)
    assert given == placing.round.inputs
    whole = client.get(at("file", placing.round.pk, "check.html"))
    assert whole["Content-Disposition"].startswith("attachment")
    assert "宋晓" not in whole.content.decode()


def test_a_free_seat_is_taken_and_by_hand_given(client, cast):
    placing = Placing(cast, first=days_from(today(), -20))
    placing.rank(placing.student(), placing.seat())
    free, student, other = placing.seat(title="空余", capacity=2), placing.student("乙"), placing.student("丙")
    placing.settle()
    placing.clearing()
    answer = signed_in(client, student.person).post(at("seat-act", free.pk, "take"))
    place = Place.objects.get(student=student)
    assert place.status == PlaceStatus.ACCEPTED
    assert answer.url == reverse("places:place", args=[place.pk])
    editor = signed_in(client, cast.editor)
    given = {"student": other.pk, "seat": free.pk}
    assert editor.post(at("by-hand", placing.round.pk), given).status_code == 422
    editor.post(at("by-hand", placing.round.pk), {**given, "reason": "家庭困难"})
    assert Place.objects.get(student=other).reason == "家庭困难"


def test_a_school_is_told_who_has_not_ranked_while_they_still_can(client, cast, ranking_now):
    late, done, placed = ranking_now.student("王迟"), ranking_now.student("李早"), ranking_now.student("赵定")
    ranking_now.student("别校生", school=people.unit(cast.officer, name_zh="别的学校"))
    seat = ranking_now.seat()
    actions.hand_in(
        by=done.person,
        ranking=actions.rank(by=done.person, round_=ranking_now.round, student=done, seats=[seat]),
    )
    Placing(cast, first=days_from(today(), -14)).accepted(placed)
    editor = signed_in(client, cast.editor)
    home = editor.get("/").content.decode()
    assert "Students have not ranked yet: remind them" in home
    assert "1 student<" in home
    listed = editor.get(at("students"), {"state": "unranked"}).content.decode()
    assert late.person.name_zh in listed
    assert done.person.name_zh not in listed
    assert placed.person.name_zh not in listed
    with on(ranking_now.day(11)):
        editor = signed_in(client, cast.editor)
        assert "Students have not ranked yet" not in editor.get("/").content.decode()
        assert late.person.name_zh not in editor.get(at("students"), {"state": "unranked"}).content.decode()
    assert "Students have not ranked yet" not in signed_in(client, cast.owner).get("/").content.decode()


def test_pages_refuse_whoever_has_no_part_in_rounds(client, cast, placing):
    outsider = signed_in(client, cast.outsider)
    assert outsider.get(at("rounds")).status_code == 403
    assert outsider.get(at("round", placing.round.pk)).status_code == 403
    assert outsider.get(at("students")).status_code == 404


def test_a_unit_offers_seats_on_the_page_of_the_round_until_students_rank(client, cast, placing):
    there, new = at("round", placing.round.pk), at("new-seat", placing.round.pk)
    owner = signed_in(client, cast.owner)
    assert new in owner.get(there).content.decode()
    assert owner.post(at("seat-act", placing.draft().pk, "give-away")).status_code == 404
    with on(placing.day(3)):
        owner = signed_in(client, cast.owner)
        assert new not in owner.get(there).content.decode()
        assert owner.get(new).status_code == 403


def test_nobody_is_enrolled_for_a_school_that_is_no_active_member(client, cast, placing):
    student = placing.student()
    Unit.objects.filter(pk=cast.school.pk).update(status=UnitStatus.SUSPENDED)
    officer = signed_in(client, cast.officer)
    for page in ("enrol", "enrol-many"):
        assert officer.get(at(page), {"school": cast.school.pk}).status_code == 403
    assert signed_in(client, student.person).post(at("student-act", student.pk, "leave")).status_code == 403


def test_placements_of_others_stand_on_no_page(client, cast):
    before = Placing(cast, first=days_from(today(), -60))
    student, elsewhere = before.student(), before.another_enterprise()
    before.rank(student, before.seat(owner=elsewhere))
    before.settle()
    with on(before.day(13)):
        gone = actions.accept(by=student.person, place=student.places.get())
        actions.end_early(by=student.person, place=gone, reason="换了单位")
    now = Placing(cast, first=days_from(today(), -14))
    seat = now.seat()
    now.rank(student, seat)
    now.settle()
    place = student.places.get(seat=seat)
    owner = signed_in(client, cast.owner)
    assert list(owner.get(at("student", student.pk)).context["places"]) == [place]
    assert list(owner.get(at("seat", seat.pk)).context["places"]) == [place]
    school = people.unit(cast.officer, name_zh="别的学校")
    stranger = people.person(cast.officer, "wai", "外人", "Wai", school, RoleName.OWNER)
    assert not signed_in(client, stranger).get(at("seat", seat.pk)).context["places"]
