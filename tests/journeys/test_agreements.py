"""Agreements in a real browser: every page in both languages, on phone and desktop, light and dark; and one signing."""

import os
from datetime import timedelta

import pytest

from ronghe.agreements import actions
from ronghe.lib.dates import today
from tests.agreements import made
from tests.journeys.conftest import LOOKS


@pytest.fixture
def shelf(transactional_db, cast):
    """Agreements for every kind of page."""
    actions.ensure_templates()
    signing = made.agreement(cast, "signing", in_order=True)
    made.sign(made.dean(cast), signing, 1)
    return {
        "signing": signing,
        "force": made.agreement(cast, "in_force", **ORDER, obligations=[*made.owed(), *made.owed(**CLASS)]),
        "draft": _revised(cast),
        "approval": made.agreement(cast, "approval", code="nda", obligations=[]),
        "guest": made.agreement(
            cast,
            "signing",
            code="technical_service",
            parties=[made.parties(cast)[1], made.outside()],
            obligations=made.owed(party=1),
        ),
    }


ORDER = {
    "code": "order_training",
    "end": today() + timedelta(days=20),
    "title_zh": "AIGC 视觉操作员订单班培养协议",
    "title_en": "Order Class of AIGC Visual Operators",
}
CLASS = {
    "party": 1,
    "text": "完成订单班招生",
    "text_en": "Enrol the class",
    "target": 60,
    "measure": "人",
    "due": today() + timedelta(days=9),
}


def _revised(cast):
    """A framework agreement of which there are two versions."""
    titles = {"title_zh": "数字创意产业战略合作框架协议", "title_en": "Framework for Digital Creation"}
    draft = made.draft(cast, code="framework", **titles)
    purpose = {"zh": "共建人才供需对接与课程更新机制", "en": "docking, and renewal of courses"}
    values = {**made.values("framework"), "purpose": purpose}
    owed = made.owed(target=160)
    return actions.revise(
        by=cast.owner, agreement=draft, values=values, parties=made.parties(cast), obligations=owed, **titles
    )


def shot(page, name, look):
    """A picture of the page, where somebody asked to look."""
    folder = os.environ.get("LOOK")
    if folder:
        page.page.screenshot(
            path=f"{folder}/{name}-{look['language'][:2]}-{look['width']}-{look['theme']}.png", full_page=True
        )


@LOOKS
def test_every_page(reader, cast, shelf, look):
    page = reader(cast.owner, **look)
    token = shelf["guest"].parties.get(position=2).token
    addresses = {
        "list": "/agreements/",
        "types": "/agreements/new/",
        "new": "/agreements/new/?type=order_training",
        "edit": f"/agreements/{shelf['draft'].pk}/edit/",
        "draft": f"/agreements/{shelf['draft'].pk}/",
        "signing": f"/agreements/{shelf['signing'].pk}/",
        "sign": f"/agreements/{shelf['signing'].pk}/parties/2/sign/",
        "force": f"/agreements/{shelf['force'].pk}/",
        "approval": f"/agreements/{shelf['approval'].pk}/",
        "approve": f"/agreements/{shelf['approval'].pk}/steps/2/approve/",
        "versions": f"/agreements/{shelf['draft'].pk}/versions/",
        "report": f"/agreements/{shelf['force'].pk}/obligations/1/report/",
        "terminate": f"/agreements/{shelf['force'].pk}/terminate/",
        "guest": f"/agreements/link/{token}/",
        "verify": "/agreements/verify/",
    }
    for name, address in addresses.items():
        page.open(address)
        shot(page, name, look)
        page.check()
    officer = reader(cast.officer, **look)
    for name, address in {
        "queue": "/agreements/queue/?days=90",
        "outside": f"/agreements/{shelf['guest'].pk}/",
    }.items():
        officer.open(address)
        shot(officer, name, look)
        officer.check()


@LOOKS
def test_a_file_is_judged(reader, cast, shelf, look, tmp_path):
    pdf = made.signed_pdf(shelf["force"])
    changed = bytearray(pdf)
    changed[pdf.index(b"stream", 2000) + 40] ^= 1
    page = reader(**look)
    for name, content in {"whole": pdf, "changed": bytes(changed)}.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(content)
        page.open("/agreements/verify/")
        page.page.set_input_files("input[type=file]", path)
        page.page.click("form.sheet button")
        page.page.wait_for_selector(".verdict")
        shot(page, f"verdict-{name}", look)
        page.check()
        assert page.page.locator(".verdict-good").count() == (name == "whole")
