"""Day 5 to its end, and the docking part of day 10: two people in two browsers take one case from a proposal to
mutual evaluation, over talks, a signed agreement, the secretariat's approval, milestones with evidence and acceptance.
"""

from datetime import timedelta

import pytest

from ronghe.docking.models import Case
from ronghe.docking.states import CaseStatus
from ronghe.lib.dates import today
from ronghe.members import actions as members
from ronghe.members.models import Person
from ronghe.postings.states import Kind
from tests.agreements import made
from tests.docking.cases import demand, supply
from tests.journeys.conftest import LANGUAGES, WIDTHS
from tests.journeys.steps import answer, choose, fill, follow, press, send

pytestmark = pytest.mark.django_db(transaction=True)
S = CaseStatus
MARKS = {"quality": "5", "timeliness": "4", "cooperation": "5", "again": "yes"}


def read_in(language):
    for person in Person.objects.all():
        members.choose_language(by=person, language=language)


@LANGUAGES
@WIDTHS
def test_two_people_take_a_case_to_its_end(reader, cast, language, width, tmp_path):
    wanted, offered = demand(cast), supply(cast, quantity=60)
    made.dean(cast)
    read_in(language)
    look = {"language": language, "width": width}
    hr, dean, officer = (reader(who, **look) for who in (cast.owner, cast.dean, cast.officer))

    follow(
        hr.open(f"/docking/{wanted.pk}/{offered.pk}/").check(), f"a[href='/docking/{wanted.pk}/{offered.pk}/propose/']"
    )
    send(hr)
    case = Case.objects.get()
    at = f"/cases/{case.pk}/"
    assert hr.check().page.url.endswith(at)

    follow(dean.open("/").check(), f"a[href='{at}']")
    answer(dean, "express-interest")
    _says(dean.check(), case, "周五下午线上谈？")
    _says(hr.open(at), case, "好。")
    assert _status(case) == S.NEGOTIATING

    _agrees(hr.open(at), dean, officer, case)
    answer(officer.open(at).check(), "approve")
    answer(dean.open(at), "begin-delivery")
    _delivers(dean, hr, case, tmp_path)
    answer(hr.open(at).check(), "accept")
    answer(hr, "evaluate", **MARKS)
    assert "★" not in dean.open(at).check().page.locator("main").inner_text()
    answer(dean, "evaluate", **MARKS)
    assert _status(case) == S.EVALUATED
    answer(officer.open(at).check(), "archive")
    assert _status(case) == S.ARCHIVED
    for one in (hr, dean):
        one.open(at).check()
        one.open("/cases/?tab=ended").check()
    assert str(case.number) in hr.page.locator("main").inner_text()


@LANGUAGES
@WIDTHS
def test_a_technical_problem_finds_who_can_solve_it(reader, cast, language, width):
    """The docking part of day 10: the problem is answered by a research team, and talks begin."""
    problem = demand(
        cast,
        kind=Kind.TECHNICAL_PROBLEM,
        title="商品图批量生成中颜色失真",
        text="需要解决扩散模型图像生成的颜色失真。",
        quantity=None,
    )
    team = supply(
        cast,
        kind=Kind.RESEARCH_TEAM,
        title="可控图像生成课题组",
        text="研究扩散模型图像生成与颜色控制。",
        quantity=None,
    )
    read_in(language)
    look = {"language": language, "width": width}
    hr, editor = reader(cast.owner, **look), reader(cast.editor, **look)
    follow(hr.open(f"/postings/{problem.pk}/").check(), f"a[href='/docking/{problem.pk}/{team.pk}/']")
    follow(hr, f"a[href='/docking/{problem.pk}/{team.pk}/propose/']")
    send(hr)
    case = Case.objects.get()
    answer(editor.open(f"/cases/{case.pk}/").check(), "express-interest")
    assert _status(case) == S.NEGOTIATING
    follow(hr.open(f"/postings/{problem.pk}/").check(), f"a[href='/cases/{case.pk}/']")


@LANGUAGES
def test_a_proposal_is_declined_with_its_reason(reader, cast, language):
    wanted, offered = demand(cast), supply(cast)
    read_in(language)
    hr, editor = reader(cast.owner, language=language), reader(cast.editor, language=language)
    hr.open(f"/docking/{wanted.pk}/{offered.pk}/propose/")
    send(hr)
    case = Case.objects.get()
    answer(editor.open(f"/cases/{case.pk}/"), "decline", code="timing", text="本学期排满了。")
    editor.check()
    assert "本学期排满了。" in hr.open(f"/cases/{case.pk}/").check().page.locator("main").inner_text()
    assert _status(case) == S.DECLINED


def _status(case):
    case.refresh_from_db()
    return case.status


def _says(reader, case, text):
    reader.page.locator("#talk textarea").fill(text)
    press(reader, f"/cases/{case.pk}/messages/")


def _agrees(hr, dean, officer, case):
    """The enterprise drafts, everybody approves, both sides sign; the case knows it by itself."""
    follow(hr, f"a[href='/cases/{case.pk}/agreement/']")
    choose(hr, "type", "school_enterprise")
    fill(hr, title_zh="AIGC 操作员订单班合作协议", title_en="Order class of AIGC operators")
    send(hr)
    values = made.values()
    for name, words in values.items():
        for lang, text in words.items():
            hr.page.fill(f"#id_v_{name}_{lang}", text)
    hr.page.fill("#id_end", f"{today() + timedelta(days=365)}")
    hr.check()
    send(hr)
    case.refresh_from_db()
    agreement = f"/agreements/{case.agreement_id}/"
    press(hr, f"{agreement}submit/")
    for step, one in enumerate((hr, dean, officer), 1):
        one.open(f"{agreement}steps/{step}/approve/")
        if one.page.locator("#id_authority").count():
            fill(one, authority="法定代表人")
        send(one)
    for position, one in enumerate((hr, dean), 1):
        one.open(f"{agreement}parties/{position}/sign/").check()
        one.page.locator("main form input[type=checkbox]").check()
        send(one)
    assert _status(case) == S.AGREED


def _delivers(dean, hr, case, folder):
    """One milestone is planned, reported with evidence, sent back, reported again and accepted."""
    at = f"/cases/{case.pk}/"
    paper = folder / "report.pdf"
    paper.write_bytes(b"%PDF-1.7 made up")
    follow(dean.open(at).check(), f"a[href='{at}milestones/new/']")
    choose(dean, "seat_", "supply")
    fill(dean, title="第一批学员到岗", due=f"{today() + timedelta(days=30)}", target="40", measure="人")
    send(dean)
    milestone = case.milestones.get(title="第一批学员到岗")
    base = f"{at}milestones/{milestone.pk}/"
    for act, note in (("send-back", "名单缺签字"), ("accept", None)):
        follow(dean.open(at), f"a[href='{base}report/']")
        fill(dean, achieved="40", note="名单见附件")
        dean.page.set_input_files("input[type=file]", paper)
        send(dean)
        follow(hr.open(at).check(), f"a[href='{base}{act}/']")
        if note:
            fill(hr, note=note)
        send(hr)
        paper.write_bytes(b"%PDF-1.7 made up, signed")
