"""Day 1, its end: a visitor scans a plaque. The secretariat issues, replaces, revokes, each confirmed in a dialog."""

import pytest

from ronghe.credentials import actions
from ronghe.credentials.models import Credential, IssuerKey
from ronghe.lib.dates import days_from, today
from ronghe.web.credentials import files
from tests.credentials.files import certificate, flipped, plaque
from tests.journeys.conftest import LOOKS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def awards(cast):
    """One in force, one revoked, one replaced, one of a person."""
    valid, revoked, old = (plaque(cast, valid_until=days_from(today(), 800)) for _ in range(3))
    actions.revoke(by=cast.officer, credential=revoked, reason="擅自转借牌匾")
    actions.reissue(by=cast.officer, credential=old, reason="单位更名")
    return {"valid": valid, "revoked": revoked, "superseded": old, "person": certificate(cast)}


@LOOKS
def test_a_visitor_verifies(reader, awards, look):
    visitor = reader(**look)
    visitor.open("/verify/").check()
    for award in awards.values():
        visitor.open(f"/verify/{award.number}/").check()
    visitor.open("/credentials/keys/").check()
    visitor.open("/verify/0000000000000000/").expects(404)
    visitor.check()


@LOOKS
def test_the_secretariat_s_pages(reader, cast, awards, look):
    officer = reader(cast.officer, **look)
    for path in ("", "new/", f"{awards['valid'].number}/", f"{awards['superseded'].number}/", "keys/"):
        officer.open(f"/credentials/{path}").check()
    officer.open(f"/credentials/{awards['valid'].number}/").page.click("[data-dialog=reissue]")
    officer.check()
    officer.page.click("#reissue [data-close]")
    officer.page.click("[data-dialog=revoke]")
    officer.check()


def test_a_visitor_scans_types_and_brings_a_file(reader, awards, tmp_path):
    visitor = reader(language="en").open("/verify/")
    visitor.page.fill("#id_number", awards["valid"].shown_number.lower())
    visitor.page.click("form[method=get].form button")
    visitor.page.get_by_role("heading", name="Valid", exact=True).wait_for()
    picture = visitor.page.locator(".plaque img")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 900
    (tmp_path / "badge.png").write_bytes(files.content(awards["revoked"], "badge-zh.png"))
    (tmp_path / "changed.jwt").write_text(flipped(awards["valid"].jwt, 4000), "utf-8")
    for name, headline in (("badge.png", "Revoked"), ("changed.jwt", "Changed")):
        visitor.open("/verify/").page.set_input_files("#id_file", tmp_path / name)
        visitor.page.click("form[method=post] button:has-text('Verify')")
        visitor.page.get_by_role("heading", name=headline, exact=True).wait_for()
        visitor.check()


def test_the_secretariat_issues_replaces_and_revokes(reader, cast):
    officer = reader(cast.officer, language="en").open("/credentials/new/")
    page = officer.page
    page.click(".ts-control")
    page.locator(".ts-dropdown .option", has_text="日照光影数字科技").click()
    page.fill("#id_title_zh", "理事单位")
    page.fill("#id_title_en", "Council Unit")
    page.click("[data-dialog=confirm]")
    page.click("#confirm .btn-seal")
    page.locator(".note-good").wait_for()
    page.click("[data-dialog=reissue]")
    page.fill("#reissue_title_en", "Council Member")
    page.fill("#reissue_reason", "Wording")
    page.click("#reissue .btn-seal")
    page.get_by_role("heading", name="理事单位").or_(page.get_by_role("heading", name="Council Member")).wait_for()
    page.click("[data-dialog=revoke]")
    page.fill("#revoke_reason", "Left the community")
    page.click("#revoke .btn-seal")
    page.get_by_text("Left the community").first.wait_for()
    officer.check()
    assert sorted(Credential.objects.values_list("status", flat=True)) == ["revoked", "superseded"]


def test_the_key_is_rotated_in_a_dialog(reader, cast, awards):
    officer = reader(cast.officer, language="en").open("/credentials/keys/")
    officer.page.click("[data-dialog=rotate]")
    officer.page.fill("#rotate input[name=reason]", "Yearly change")
    officer.page.click("#rotate .btn-seal")
    officer.page.locator(".note-good").wait_for()
    assert IssuerKey.objects.count() == 2
    visitor = reader(language="en").open(f"/verify/{awards['valid'].number}/")
    visitor.page.get_by_role("heading", name="Valid", exact=True).wait_for()
