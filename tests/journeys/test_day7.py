"""Day 7: a student, on a phone. Profile → preferences → draw → agreement of the three: sees why placed, draws again in
their own browser; unlawful hours are refused. By finger, and once by keyboard alone.
"""

import pytest

from ronghe.agreements import actions as agreements
from ronghe.agreements.queries import version_of
from ronghe.members import actions as members
from ronghe.placements import actions
from ronghe.placements.models import Change, Place, Ranking, Student
from ronghe.placements.states import PlaceStatus, RankingStatus
from tests.agreements import made
from tests.journeys.conftest import LANGUAGES
from tests.journeys.steps import fill, follow, send
from tests.placements.cast import Placing, on

pytestmark = pytest.mark.django_db(transaction=True)
ABOUT = "会用 ComfyUI 搭建扩散模型图像生成工作流，做过电商海报。"
TITLES = ("甲 视觉设计助理", "乙 三维动画见习", "丙 短视频剪辑")


@LANGUAGES
def test_a_student_is_placed_and_knows_why(reader, cast, language):
    placing = Placing(cast)
    made.dean(cast)
    seats = [placing.seat(title=title) for title in TITLES]
    student, rival = placing.student("宋晓", agrees=False), placing.student("李想")
    members.choose_language(by=student.person, language=language)
    look = {"language": language, "width": 360}

    with on(placing.day(3)):
        me = reader(student.person, **look)
        _describes_and_agrees(me, student)
        _ranks(me, placing, seats)
        _hands_in(me, placing)
    placing.rank(rival, *seats)
    placing.settle()

    with on(placing.day(13)):
        me = reader(student.person, **look)
        place = student.places.get()
        _reads_why(me.open("/").check(), placing, place)
        _draws_again(me, placing)
        _accepts(me, place)
    with on(placing.day(20)):
        agreement = _approved(cast, place)
        _signs(reader(student.person, **look), place)
        _sign_the_others(cast, agreement)
    with on(placing.day(90)):
        actions.begin(by=cast.editor, place=place)
    with on(placing.day(100)):
        _asks_for_unlawful_hours(reader(student.person, **look), place)
    assert _status(place) == PlaceStatus.UNDER_WAY


def _status(place):
    return Place.objects.get(pk=place.pk).status


def _describes_and_agrees(me, student):
    follow(me.open("/").check(), "nav.nav-bottom a[href='/placements/profile/']")
    fill(me, about=ABOUT)
    me.page.locator("button[value=about]").press("Enter")
    me.page.wait_for_load_state()
    me.check()
    assert "comfyui" in Student.objects.get(pk=student.pk).skills
    follow(me, "a[href='/placements/profile/consent/']")
    me.page.check("#id_agrees")
    send(me)
    assert student.consents.filter(withdrawn_at=None).exists()


def _ranks(me, placing, seats):
    """Adds with the keyboard, moves with arrow keys, then drags with a finger; each is saved as it is done."""
    me.open(f"/placements/rounds/{placing.round.pk}/").check()
    follow(me, f"a[href='/placements/rounds/{placing.round.pk}/rank/']")
    for seat in seats:
        me.page.locator(f".others [data-seat='{seat.pk}'] .act-add").press("Enter")
    handle = me.page.locator(f"[data-ranked] [data-seat='{seats[2].pk}'] [data-handle]")
    handle.press("ArrowUp")
    handle.press("Home")
    _is_saved(me, [seats[2], seats[0], seats[1]])
    assert seats[2].title in me.page.locator("[data-said]").inner_text()
    _drag(me, seats[2], seats[1])
    _is_saved(me, [seats[0], seats[1], seats[2]])
    me.open(f"/placements/rounds/{placing.round.pk}/rank/").check()
    titles = me.page.locator("[data-ranked] .rank-text a").all_inner_texts()
    assert titles == list(TITLES)


def _is_saved(me, seats):
    me.page.wait_for_selector("form[data-rank]:not([aria-busy])")
    assert [choice.seat for choice in Ranking.objects.get(student__person__name_zh="宋晓").choices.all()] == seats


def _drag(me, seat, below):
    """The finger holds the handle of `seat` and lets go under `below`."""
    me.page.locator("[data-ranked]").evaluate("list => window.scrollTo(0, list.offsetTop - 150)")
    start = me.page.locator(f"[data-ranked] [data-seat='{seat.pk}'] [data-handle]").bounding_box()
    end = me.page.locator(f"[data-ranked] [data-seat='{below.pk}']").bounding_box()
    x = start["x"] + start["width"] / 2
    me.page.mouse.move(x, start["y"] + start["height"] / 2)
    me.page.mouse.down()
    me.page.mouse.move(x, end["y"] + end["height"] * 0.9, steps=8)
    me.page.mouse.up()


def _hands_in(me, placing):
    with me.page.expect_navigation():
        me.page.locator("[data-hand-in]").press("Enter")
    me.check()
    assert Ranking.objects.get(round=placing.round).status == RankingStatus.HANDED_IN


def _reads_why(me, placing, place):
    follow(me, f"a[href='/placements/{place.pk}/']")
    words = me.page.locator("#why").inner_text()
    assert place.seat.title in words


def _draws_again(me, placing):
    """In the student's own browser: every step holds, and their own numbers say the same."""
    follow(me, f"a[href='/placements/rounds/{placing.round.pk}/draw/']")
    me.page.wait_for_selector("[data-step=seal][data-state=good]")
    states = me.page.locator("[data-step]").evaluate_all("all => all.map((one) => one.dataset.state)")
    assert set(states) == {"good", "none"}
    me.page.locator("[data-look] button").press("Enter")
    me.page.wait_for_selector("[data-own-table]:not([hidden])")
    assert "S" in me.page.locator("[data-own-said]").inner_text()
    me.check()


def _accepts(me, place):
    me.open(f"/placements/{place.pk}/")
    me.page.locator("[data-dialog=ask-accept]").first.press("Enter")
    with me.page.expect_navigation():
        me.page.locator("#ask-accept .dialog-end .btn").last.press("Enter")
    me.check()
    assert _status(place) == PlaceStatus.ACCEPTED


def _approved(cast, place):
    """School and enterprise have prepared and approved the text: what their own days are about."""
    actions.prepare(
        by=cast.dean, place=place, teacher=cast.editor, insurance="太平洋保险 SX-2027-0091", insured_until=place.ends,
        trained_on=place.round.answers_until,
    )  # fmt: skip
    agreement = actions.draft_agreement(by=cast.dean, place=Place.objects.get(pk=place.pk))
    parties = [
        {name: getattr(one, name) for name in ("unit", "name", "name_en", "is_person", "email", "order")}
        for one in agreement.parties.all()
    ]
    values = {**made.values("tripartite"), **agreement.values}
    agreements.revise(by=cast.dean, agreement=agreement, parties=parties, values=values)
    agreements.submit_for_approval(by=cast.dean, agreement=agreement)
    for person in (cast.dean, cast.owner):
        agreements.approve(by=person, agreement=agreement, signatory=person, authority="法定代表人授权")
    agreements.approve(by=cast.officer, agreement=agreement)
    return agreement


def _signs(me, place):
    """On the phone, by the student's own link, with the name typed as it stands there."""
    me.open(f"/placements/{place.pk}/").check()
    follow(me, "a[href^='/agreements/link/']")
    fill(me, name="宋晓")
    me.page.locator("form[method=post] input[type=checkbox]").evaluate_all("all => all.forEach((one) => one.click())")
    with me.page.expect_navigation():
        me.page.locator("main form .form-end button").first.press("Enter")
    me.check()


def _sign_the_others(cast, agreement):
    digest = version_of(agreement).text_digest
    for person, party in zip((cast.dean, cast.owner), agreement.parties.filter(is_person=False), strict=True):
        agreements.sign(by=person, agreement=agreement, party=party, text_digest=digest)
    actions.settle_agreement(agreement=agreement)


def _asks_for_unlawful_hours(me, place):
    """Longer hours are refused with the rule's number; nothing is written."""
    me.open(f"/placements/{place.pk}/changes/").check()
    fill(me, hours_day="10", reason="想多学一点")
    me.page.locator("main form .form-end button").first.press("Enter")
    me.page.wait_for_selector(".form-errors")
    me.expects(422)
    words = me.page.locator(".form-errors").inner_text()
    assert "国务院令第174号" in words
    assert not Change.objects.exists()
    me.check()
