"""A round that is done, between postings of the cast."""

from ronghe.docking import actions
from ronghe.docking.models import Round
from ronghe.postings.states import Kind, Visibility
from ronghe.skills.bridge import read_posting
from tests import people

WANTED = "需要 60 名 AIGC 操作员，熟练使用 ComfyUI 和 Photoshop，会写提示词。"
OFFERED = "数字媒体专业可开订单班，学生掌握 ComfyUI、Photoshop 和提示词写作。"
UNLIKE = "提供机床加工与焊接的实训课程。"


def posting(by, owner, title, text, **columns):
    return people.posting(by, owner, title=title, text=text, skills=read_posting(title, text), **columns)


def community(cast):
    """An order that is met in part, a job that nobody trains for, an internship that nobody offers; one is private."""
    school = people.unit(cast.officer, name_zh="青岛影视职业学院", region="370200")
    return {
        "order": posting(cast.owner, cast.enterprise, "AIGC 订单班", WANTED, quantity=60),
        "secret": posting(
            cast.owner, cast.enterprise, "保密的订单班", WANTED, quantity=7, visibility=Visibility.PRIVATE
        ),
        "internship": posting(
            cast.editor,
            cast.school,
            "实习岗位 20 个",
            "学生需要动画岗位实习。",
            kind=Kind.INTERNSHIP_WANTED,
            quantity=20,
        ),
        "programme": posting(cast.editor, cast.school, "数字媒体订单班", OFFERED, kind=Kind.PROGRAMME, quantity=24),
        "course": posting(cast.officer, school, "焊接课程", UNLIKE, kind=Kind.COURSE, quantity=30),
    }


def found(cast, name="2026 年 11 月对接轮次", top=10, **more):
    """A round that has run and waits for its review."""
    opened = actions.open_round(by=cast.officer, name=name, top=top, **more)
    actions.run_round(round_id=opened.pk)
    return Round.objects.get(pk=opened.pk)


def done(cast, **more):
    """A round, run and published."""
    actions.publish_round(by=cast.officer, round_=found(cast, **more))
    return Round.objects.latest("pk")
