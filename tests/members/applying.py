"""Applications of the tests, brought to a status the way applications get there."""

from datetime import timedelta

from ronghe.lib.dates import today
from ronghe.members import actions, consent
from ronghe.members.states import ApplicationStatus, UnitKind
from tests.people import new_uscc

PDF = b"%PDF-1.7\nlicence"
PNG = b"\x89PNG\r\n\x1a\nseal"
JPEG = b"\xff\xd8\xff\xe0letter"
START = today()
END = START + timedelta(days=1095)


def record(**columns):
    """What a form would hand over."""
    return {
        "kind": UnitKind.ENTERPRISE,
        "uscc": new_uscc(),
        "name_zh": "青屿数字文化有限公司",
        "name_en": "Qingyu Digital Culture",
        "region": "371100",
        "segment": "aigc",
        "about_zh": "制作 AIGC 短视频",
        "contact_name": "闻知禾",
        "contact_email": "wen@qingyu.example",
        "contact_phone": "0633-8012345",
        **columns,
    }


def application(officer, status=ApplicationStatus.SUBMITTED, **columns):
    """An application that came to `status` by the real actions."""
    made = actions.submit_application(
        record=record(**columns), materials=[("营业执照.pdf", PDF)], consent=consent.version()
    )
    for step in WAYS[status]:
        STEPS[step](officer, made)
    return made


STEPS = {
    "return": lambda by, one: actions.return_application(by=by, application=one, remark="缺少公章"),
    "review": lambda by, one: actions.review_application(by=by, application=one, remark="三处公章已与登记核对"),
    "approve": lambda by, one: actions.record_approval(by=by, application=one, resolution="2026-07"),
    "sign": lambda by, one: actions.begin_signing(by=by, application=one),
    "admit": lambda by, one: actions.admit(by=by, application=one, start=START, end=END),
    "reject": lambda by, one: actions.reject_application(by=by, application=one, remark="主营业务不符"),
    "withdraw": lambda by, one: actions.withdraw_application(by=by, application=one),
}
WAYS = {
    ApplicationStatus.SUBMITTED: (),
    ApplicationStatus.RETURNED: ("return",),
    ApplicationStatus.REVIEWED: ("review",),
    ApplicationStatus.APPROVED: ("review", "approve"),
    ApplicationStatus.SIGNING: ("review", "approve", "sign"),
    ApplicationStatus.ADMITTED: ("review", "approve", "sign", "admit"),
    ApplicationStatus.REJECTED: ("reject",),
    ApplicationStatus.WITHDRAWN: ("withdraw",),
}
