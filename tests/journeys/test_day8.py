"""Day 8: a mentor without an account follows the link of a letter, looks at the weekly log and assesses, signed once,
by keyboard alone; the school settles the mark, the secretariat issues a credential in both languages, and a verifier
that shares no code with the site finds it valid. All on a phone.
"""

import re
from datetime import timedelta

import pytest

from ronghe.credentials.models import Credential
from ronghe.members import actions as members
from ronghe.members.models import Person
from ronghe.notices.letters import written
from ronghe.notices.models import Letter
from ronghe.placements import actions
from ronghe.placements.models import Place
from ronghe.placements.states import PlaceStatus
from tests.credentials.files import both, claims, flipped
from tests.journeys.conftest import LANGUAGES, LOOKS
from tests.journeys.steps import answer, fill, follow, send
from tests.placements.cast import Placing, on

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = 360
MARKS = ("conduct", "skills", "work", "teamwork")
TABS = 90  # more than any page here has stops


def read_in(language):
    for person in Person.objects.all():
        members.choose_language(by=person, language=language)


def tab_to(reader, selector):
    """The focus is on what the selector names, by the Tab key alone, and can be seen there."""
    for _stop in range(TABS):
        reader.page.keyboard.press("Tab")
        if reader.page.evaluate("one => document.activeElement.matches(one)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def press(reader, selector, key="Enter"):
    """What the selector names is reached and pressed by keyboard, and the next page is there."""
    tab_to(reader, selector)
    with reader.page.expect_navigation():
        reader.page.keyboard.press(key)


@LANGUAGES
def test_a_mentor_without_an_account(reader, cast, language, tmp_path):
    placing = Placing(cast)
    place = placing.under_way()
    read_in(language)
    look = {"language": language, "width": PHONE}
    with on(place.starts + timedelta(days=4)):
        _writes_a_week(reader(place.student.person, **look), place)
        answer(reader(cast.editor, **look).open(_at(place)).check(), "call-mentor")
        _looks_at_it(reader(**look), place)
    with on(place.ends):
        _assesses_once(reader(**look), place)
        _is_settled(reader, cast, place, look)
        _is_verified(reader, place, language, tmp_path)


def _at(place, end=""):
    return f"/placements/{place.pk}/{end}"


def _link():
    """The way that the letter shows, which is written in both languages."""
    letter = Letter.objects.get(code="placement.mentor")
    _subject, text = written(letter, with_link=True)
    links = set(re.findall(r"https?://[^/\s]+(/placements/mentor/\S+)", text))
    assert len(links) == 1
    assert "企业导师" in text
    assert "enterprise mentor" in text
    return links.pop()


def _writes_a_week(student, place):
    follow(student.open(_at(place)).check(), f"a[href='{_at(place, 'log/')}']")
    fill(student, text="完成三套电商海报工作流。", evidence="海报 3 套", hours="38", longest_day="8", days="5")
    send(student)
    assert "完成三套电商海报工作流。" in student.check().page.locator("#log").inner_text()


def _looks_at_it(mentor, place):
    """By keyboard: the week is opened, a remark typed, the button pressed."""
    entry = place.log.get()
    mentor.open(_link()).check()
    tab_to(mentor, f"#week-{entry.pk} summary")
    mentor.page.keyboard.press("Enter")
    tab_to(mentor, f"#week-{entry.pk}_remark")
    mentor.page.keyboard.type("图层命名要统一。")
    press(mentor, f"#week-{entry.pk} button")
    assert "图层命名要统一。" in mentor.check().page.locator("#log").inner_text()
    entry.refresh_from_db()
    assert (entry.seen_by, entry.remark) == ("周岩", "图层命名要统一。")


def _assesses_once(mentor, place):
    """By keyboard: four marks by the arrow keys, some words, the name; then there is nothing left to sign."""
    link = _link()
    mentor.open(link).check()
    for name in MARKS:
        tab_to(mentor, f"[name={name}]")
        mentor.page.keyboard.press("Space")
        for _step in range(3):
            mentor.page.keyboard.press("ArrowRight")
    tab_to(mentor, "#id_text")
    mentor.page.keyboard.type("独立完成三套方案，能讲清楚取舍。")
    tab_to(mentor, "#id_name")
    mentor.page.keyboard.type("路人")
    press(mentor, "#assessment .btn-seal")
    mentor.expects(422)
    assert not place.assessments.exists()
    mentor.check().page.fill("#id_name", "周岩")
    with mentor.page.expect_navigation():
        mentor.page.locator("#id_name").press("Enter")
    given = place.assessments.get()
    assert (given.name, given.by, given.marks) == ("周岩", None, dict.fromkeys(MARKS, 4))
    assert mentor.check().page.locator("#assessment form").count() == 0
    assert mentor.open(link).page.locator("#assessment form").count() == 0


def _is_settled(reader, cast, place, look):
    """The school completes, assesses and settles; the secretariat issues, in both languages."""
    school = reader(cast.editor, **look)
    answer(school.open(_at(place)).check(), "complete")
    follow(school, f"a[href='{_at(place, 'assess-teacher/')}']")
    for name in MARKS:
        school.page.locator(f"[name={name}][value='5']").check()
    fill(school, text="周志完整，答辩良好。")
    send(school)
    answer(school.open(_at(place)).check(), "evaluate")
    officer = reader(cast.officer, **look)
    answer(officer.open(_at(place)).check(), "issue-credential", title_en="Post Internship: AIGC Visual Design")
    officer.check()
    place.refresh_from_db()
    assert (place.status, place.mark) == (PlaceStatus.EVALUATED, 88)


def _is_verified(reader, place, language, folder):
    """By a visitor in their language, by the file itself, and by code that is not ours; a changed one is not."""
    credential = Credential.objects.get(pk=place.credential_id)
    visitor = reader(language=language, width=PHONE)
    visitor.open(f"/verify/{credential.number}/").check()
    title = credential.title_en if language == "en" else credential.title_zh
    assert title in visitor.page.locator("main").inner_text()
    assert all(one in str(claims(credential.jwt)) for one in (credential.title_zh, credential.title_en))
    assert both(credential.jwt) == "valid"
    assert both(flipped(credential.jwt, 4000)) != "valid"
    (folder / "credential.jwt").write_text(credential.jwt, "utf-8")
    visitor.open("/verify/").page.set_input_files("#id_file", folder / "credential.jwt")
    with visitor.page.expect_navigation():
        visitor.page.locator("form:has(#id_file) button").click()
    assert title in visitor.check().page.locator("main").inner_text()


@LOOKS
def test_pages_of_a_placement(reader, cast, look):
    placing = Placing(cast)
    place = placing.under_way()
    day = place.starts + timedelta(days=30)
    week = {"text": "完成海报", "hours": 44, "longest_day": 9, "days": 6}
    with on(day):
        actions.log_week(by=place.student.person, place=place, week=place.starts, **week)
        actions.propose_change(by=cast.owner, place=place, reason="搬迁", address="创意园 5 号楼", pay=4000)
        for person, ends in (
            (place.student.person, ("", "log/", "incidents/")),
            (cast.editor, ("", "visits/", f"incidents/{place.incidents.get().pk}/", "assess-teacher/")),
        ):
            one = reader(person, **look)
            one.open("/placements/").check()
            for end in ends:
                one.open(_at(place, end)).check()
        one.open(_at(place)).page.click("[data-dialog=ask-end]")
        one.check()
    reader(cast.officer, **look).open("/placements/outcomes/").check()
    assert Place.objects.get().changes.count() == 1


@LANGUAGES
def test_a_student_answers_from_home(reader, cast, language):
    """An offer that waits on Home is read with its reasons, and accepted."""
    placing = Placing(cast)
    place = placing.offered()
    read_in(language)
    with on(placing.day(13)):
        student = reader(place.student.person, language=language, width=PHONE)
        follow(student.open("/").check(), f"a[href='{_at(place)}']")
        assert student.page.locator("#why .wish-got").count() == 1
        answer(student, "accept")
        student.check()
    place.refresh_from_db()
    assert place.status == PlaceStatus.ACCEPTED
