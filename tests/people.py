"""The cast: people with names and roles, their units, and postings — all made by the real actions."""

from datetime import timedelta
from itertools import count

from django.contrib.auth.models import AnonymousUser

from ronghe.lib.dates import today
from ronghe.lib.ids import uscc_check_letter
from ronghe.members import actions as members
from ronghe.members.models import Person
from ronghe.members.states import RoleName, UnitKind
from ronghe.postings import actions as postings
from ronghe.postings.states import Kind, PostingStatus, Visibility

NUMBERS = count(1)
NOBODY = AnonymousUser()
TEXT = "需要 60 名 AIGC 操作员，熟悉扩散模型图像生成，会用 ComfyUI。"


def new_uscc():
    """A valid code that no other unit of the test has."""
    first = f"9137110{next(NUMBERS):010d}"
    return first + uscc_check_letter(first)


class Cast:
    """Two units and everyone who may look at them.

    officer 林书远, secretariat · official 陈立, observing · owner 周敏, administrator of `enterprise` ·
    editor 许青, editor of `school` · outsider 何川, an account without a role · nobody, not signed in.
    """

    def __init__(self):
        self.officer = members.start_community(
            email="lin@ronghe.example", password="moonlight-7", name_zh="林书远", name_en="Lin Shuyuan"
        )
        self.enterprise = unit(self.officer, kind=UnitKind.ENTERPRISE, name_zh="日照光影数字科技", region="371100")
        self.school = unit(self.officer, kind=UnitKind.SCHOOL, name_zh="杭州数字艺术职业学院", region="330100")
        self.official = person(self.officer, "chen", "陈立", "Chen Li", None, RoleName.OFFICIAL)
        self.owner = person(self.officer, "zhou", "周敏", "Zhou Min", self.enterprise, RoleName.OWNER)
        self.editor = person(self.officer, "xu", "许青", "Xu Qing", self.school, RoleName.EDITOR)
        self.outsider = Person.objects.create_user("he@ronghe.example", name_zh="何川", name_en="He Chuan")
        self.nobody = NOBODY

    def by_name(self, name):
        return getattr(self, name)


ROLES = ("officer", "official", "owner", "editor", "outsider", "nobody")


def person(by, short, name_zh, name_en, unit, role):
    """A person invited into this role."""
    return members.invite_person(
        by=by, email=f"{short}@ronghe.example", name_zh=name_zh, name_en=name_en, unit=unit, role=role
    )


def unit(by, **columns):
    """An active member unit."""
    columns = {"kind": UnitKind.SCHOOL, "name_zh": "示范学校", "region": "330100", "uscc": new_uscc(), **columns}
    return members.register_unit(by=by, **columns)


def draft(by, owner, **columns):
    """A draft of `owner`: an order for sixty operators, unless `columns` say otherwise."""
    given = {
        "kind": Kind.TALENT_ORDER,
        "title": "AIGC 操作员订单班",
        "text": TEXT,
        "quantity": 60,
        "visibility": Visibility.MEMBERS,
        "valid_until": today() + timedelta(days=90),
    }
    return postings.save_draft(by=by, owner=owner, **{**given, **columns})


def posting(by, owner, status=PostingStatus.OPEN, **columns):
    """A posting that came to `status` the way postings do."""
    if status == PostingStatus.EXPIRED:  # soon, so that the others of the test stay open
        columns.setdefault("valid_until", today() + timedelta(days=1))
    made = draft(by, owner, **columns)
    if status == PostingStatus.DRAFT:
        return made
    postings.publish(by=by, posting=made)
    if status == PostingStatus.PAUSED:
        postings.pause(by=by, posting=made)
    if status == PostingStatus.CLOSED:
        postings.close(by=by, posting=made)
    if status == PostingStatus.EXPIRED:
        postings.expire_due(today=made.valid_until + timedelta(days=1))
        made.refresh_from_db()
    return made
