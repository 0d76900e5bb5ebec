"""Pages of placement rounds in every look: rounds, seats, ranking, students, profile, the public draw."""

import pytest

from ronghe.placements import actions
from tests.journeys.conftest import LOOKS
from tests.placements.cast import Placing, on

pytestmark = pytest.mark.django_db(transaction=True)
ABOUT = "会用 ComfyUI 搭建扩散模型图像生成工作流，做过电商海报和短视频分镜。"
TITLES = ("AIGC 视觉设计助理", "三维动画师（见习）", "短视频剪辑与包装")


def reads(reader, person, look, *paths):
    one = reader(person, **look)
    for path in paths:
        one.open(path).check()


@LOOKS
def test_pages_of_a_round_that_is_ranked(reader, cast, look):
    placing = Placing(cast)
    student, shut = placing.student("宋晓"), placing.student("外专业", programme="560206")
    me = student.person
    actions.describe(by=me, student=student, about=ABOUT)
    actions.add_work(by=me, student=student, title="非遗皮影数字短片", text="负责分镜与图像生成。")
    seats = [placing.seat(title=title, capacity=n) for n, title in enumerate(TITLES, 1)]
    draft = placing.draft(title="渲染运维", hours_day=9, warranties=["no_fee"], pay=None)
    at, seat, mine = (
        f"/placements/rounds/{placing.round.pk}/",
        f"/placements/seats/{seats[0].pk}/",
        "/placements/profile/",
    )
    unlawful, theirs = f"/placements/seats/{draft.pk}/", f"/placements/students/{student.pk}/"
    with on(placing.day(3)):
        actions.rank(by=me, round_=placing.round, student=student, seats=seats[:2])
        reads(reader, me, look, "/", "/placements/rounds/", at, f"{at}rank/", seat, mine, f"{mine}consent/")
        reads(reader, shut.person, look, f"{at}rank/", seat)
        reads(reader, cast.editor, look, "/placements/students/", theirs, f"{theirs}edit/")
        reads(reader, cast.officer, look, at, "/placements/rounds/announce/", f"{at}call-off/")
    reads(reader, me, look, f"{mine}consent/withdraw/")
    reads(reader, cast.editor, look, "/placements/students/enrol/", "/placements/students/enrol/many/")
    reads(reader, cast.owner, look, f"{at}seats/new/", unlawful, f"{unlawful}edit/", f"{seat}withdraw/")


@LOOKS
def test_pages_of_a_round_that_was_drawn(reader, cast, look):
    placing = Placing(cast)
    students = [placing.student(f"同学{n}") for n in range(3)]
    seats = [placing.seat(title=title) for title in TITLES[:2]]
    for one in students:
        placing.rank(one, *seats)
    at = f"/placements/rounds/{placing.round.pk}/"
    placing.freeze()
    with on(placing.day(11)):
        reads(reader, None, look, f"{at}draw/")
    placing.draw()
    with on(placing.day(13)):
        reads(reader, None, look, f"{at}draw/")
        for one in students:
            reads(reader, one.person, look, at)
        reads(reader, cast.officer, look, at, f"{at}by-hand/")
