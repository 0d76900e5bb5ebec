"""Pages of placement rounds in every look: rounds, seats, ranking, students, profile, the public draw."""

import os
import re

import pytest

from tests.journeys.conftest import LOOKS
from tests.placements.cast import Placing, on

pytestmark = pytest.mark.django_db(transaction=True)


def staged(cast):
    """A round in which one student ranks, and one that was drawn."""
    placing = Placing(cast)
    student = placing.student("宋晓")
    placing.cast.officer  # noqa: B018
    return placing, student


@LOOKS
def test_pages_of_a_round_that_is_ranked(reader, cast, look):
    placing, student = staged(cast)
    from ronghe.placements import actions

    placing.student("李想", agrees=False)
    shut = placing.student("外专业", programme="560206")
    about = "会用 ComfyUI 搭建扩散模型图像生成工作流，做过电商海报和短视频分镜。"
    actions.describe(by=student.person, student=student, about=about)
    actions.add_work(
        by=student.person, student=student, title="非遗皮影数字短片", text="负责分镜与图像生成，ComfyUI 工作流。"
    )
    seats = [
        placing.seat(title=title, capacity=n + 1)
        for n, title in enumerate(("AIGC 视觉设计助理", "三维动画师（见习）", "短视频剪辑与包装"))
    ]
    draft = placing.draft(title="渲染运维", hours_day=9, warranties=["no_fee"], pay=None)
    at = f"/placements/rounds/{placing.round.pk}/"
    with on(placing.day(3)):
        actions.rank(by=student.person, round_=placing.round, student=student, seats=seats[:2])
        for person, paths in (
            (
                student.person,
                [
                    "/",
                    at,
                    f"{at}rank/",
                    f"/placements/seats/{seats[0].pk}/",
                    "/placements/profile/",
                    "/placements/consent/".replace("consent", "profile/consent"),
                    "/placements/profile/consent/withdraw/",
                    "/placements/rounds/",
                ],
            ),
            (shut.person, [f"{at}rank/", f"/placements/seats/{seats[0].pk}/"]),
            (cast.owner, [at, f"/placements/seats/{seats[0].pk}/"]),
            (
                cast.editor,
                [
                    "/placements/students/",
                    "/placements/students/enrol/",
                    "/placements/students/enrol/many/",
                    f"/placements/students/{student.pk}/",
                    f"/placements/students/{student.pk}/edit/",
                ],
            ),
            (cast.officer, [at, "/placements/rounds/announce/", f"{at}call-off/"]),
        ):
            one = reader(person, **look)
            for path in paths:
                one.open(path)
                shot(one, look, path, person)
                one.check()
    owner = reader(cast.owner, **look)
    for path in (
        f"{at}seats/new/",
        f"/placements/seats/{draft.pk}/",
        f"/placements/seats/{draft.pk}/edit/",
        f"/placements/seats/{seats[0].pk}/withdraw/",
    ):
        owner.open(path)
        shot(owner, look, path, cast.owner)
        owner.check()


@LOOKS
def test_pages_of_a_round_that_was_drawn(reader, cast, look):
    placing, student = staged(cast)
    others = [placing.student(f"同学{n}") for n in range(3)]
    seats = [placing.seat(title="AIGC 视觉设计助理"), placing.seat(title="三维动画师（见习）")]
    for one in (student, *others):
        placing.rank(one, *seats)
    at = f"/placements/rounds/{placing.round.pk}/"
    placing.freeze()
    visitor = reader(None, **look)
    with on(placing.day(11)):
        visitor.open(f"{at}draw/")
        shot(visitor, look, f"{at}frozen/", None)
        visitor.check()
    placing.draw()
    with on(placing.day(13)):
        for person, paths in (
            (None, [f"{at}draw/"]),
            (student.person, [at, f"{at}draw/", f"{at}rank/"]),
            (others[0].person, [at]),
            (others[1].person, [at]),
            (others[2].person, [at]),
            (cast.officer, [at, f"{at}by-hand/"]),
        ):
            one = reader(person, **look)
            for path in paths:
                one.open(path)
                shot(one, look, path, person)
                one.check()


def shot(one, look, path, person):
    if not os.environ.get("SHOTS"):
        return
    name = re.sub(r"\W+", "-", path).strip("-") + f"-{person.pk if person else 0}"
    d = f"/work/wt/shots/{look['language']}-{look['width']}-{look['theme']}"
    os.makedirs(d, exist_ok=True)
    one.page.screenshot(path=f"{d}/{name}.png", full_page=True)
