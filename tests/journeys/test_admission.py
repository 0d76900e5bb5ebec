"""A unit applies on the public page, the secretariat works on it, and many memberships change at once."""

import pytest

from ronghe.members.models import Application, BulkChange
from ronghe.members.states import ApplicationStatus
from tests.governance.admitting import begin, sign_all
from tests.journeys.conftest import LOOKS
from tests.members.applying import PDF, application

S = ApplicationStatus
pytestmark = pytest.mark.django_db(transaction=True)


@LOOKS
def test_an_applicant_s_pages(reader, cast, look):
    made = application(cast.officer, ApplicationStatus.RETURNED)
    track = f"/applications/track/{made.token}/"
    visitor = reader(**look)
    for path in ("/applications/new/", track, f"{track}revise/"):
        visitor.open(path).check()


@LOOKS
def test_the_secretariat_s_pages(reader, cast, look):
    made, approved, signed = (application(cast.officer, to) for to in (S.SUBMITTED, S.APPROVED, S.APPROVED))
    sign_all(cast, begin(cast, signed))
    officer = reader(cast.officer, **look)
    pages = ["", f"{made.pk}/", f"{made.pk}/return/", f"{approved.pk}/sign/", f"{signed.pk}/", f"{signed.pk}/admit/"]
    for path in [f"/applications/{page}" for page in pages] + [
        "/members/",
        f"/members/{cast.school.pk}/",
        f"/members/{cast.school.pk}/renew/",
        f"/members/{cast.school.pk}/status/suspended/",
        "/members/bulk/",
        "/members/bulk/renew/?all=1",
        "/members/bulk/suspend/?all=1",
    ]:
        officer.open(path).check()


def test_what_is_typed_stays_until_it_is_handed_in(reader, cast, tmp_path):
    licence = tmp_path / "licence.pdf"
    licence.write_bytes(PDF)
    visitor = reader(language="en").open("/applications/new/")
    page = visitor.page
    page.fill("#id_name_zh", "青屿数字文化有限公司")
    page.select_option("#id_kind", "enterprise")
    page.locator("[data-kept]").wait_for()
    page.reload()
    assert page.input_value("#id_name_zh") == "青屿数字文化有限公司"
    assert page.input_value("#id_kind") == "enterprise"
    page.fill("#id_uscc", "91371100MA3C4D5E6")
    page.set_input_files("#id_papers", licence)
    page.locator(".chosen li", has_text="licence.pdf").wait_for()
    page.click("main form .btn-primary")
    page.locator(".form-errors").wait_for()
    visitor.expects(422)
    visitor.check()
    page.click("[data-forget]")
    page.goto(page.url)
    assert page.input_value("#id_name_zh") == ""
    assert not Application.objects.exists()


def test_units_are_ticked_looked_at_changed_and_changed_back(reader, cast):
    officer = reader(cast.officer, language="en").open("/members/")
    page = officer.page
    renew = page.locator(".choose-acts button").first
    assert renew.get_attribute("aria-disabled") == "true"
    page.check("[data-choose-all]")
    assert renew.get_attribute("aria-disabled") == "false"
    renew.click()
    page.get_by_role("heading", name="Renew many memberships").wait_for()
    page.click("button[value=write]")
    page.locator(".note-good").wait_for()
    officer.check()
    page.get_by_role("button", name="Take it back for 2 units").click()
    page.locator(".note-good").wait_for()
    assert BulkChange.objects.get().undone_by == cast.officer
    officer.check()
