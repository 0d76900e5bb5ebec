"""Day 1, its beginning: a visitor looks at the front page and the directory; a member comes home and mends data."""

import pytest

from ronghe.members.models import Unit
from tests import people
from tests.journeys.conftest import LOOKS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def community(cast):
    """A small community with something on every page."""
    people.posting(cast.owner, cast.enterprise, visibility="public")
    people.draft(cast.owner, cast.enterprise, title="短视频分镜实训")
    return cast


@LOOKS
def test_a_visitor_looks_around(reader, community, look):
    visitor = reader(**look)
    for path in ("/", "/members/", f"/members/{community.enterprise.pk}/", "/account/login/", "/accessibility/"):
        visitor.open(path).check()


@LOOKS
def test_a_member_comes_home(reader, community, look):
    member = reader(community.owner, **look)
    for path in ("/", "/me/", "/me/notices/", f"/members/{community.enterprise.pk}/edit/"):
        member.open(path).check()


@LOOKS
def test_every_part_is_fit_to_read(reader, look, settings, transactional_db):
    settings.DEMONSTRATION = True
    reader(**look).open("/styleguide/").check()


def test_filters_stay_in_the_address(reader, community):
    visitor = reader().open("/members/")
    visitor.page.select_option("#id_kind", "school")
    visitor.page.wait_for_url("**kind=school**")
    visitor.page.get_by_text("日照光影数字科技").wait_for(state="detached")
    visitor.page.fill("#id_q", "杭州")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**q=%E6%9D%AD%E5%B7%9E**")
    assert visitor.open(visitor.page.url.removeprefix(visitor.url)).page.locator("tbody tr").count() == 1


def test_a_unit_mends_its_data_and_is_told_what_is_wrong(reader, community):
    owner = reader(community.owner, language="en").open(f"/members/{community.enterprise.pk}/edit/")
    owner.page.fill("#id_contact_email", "nobody")
    owner.page.click("main form button")
    owner.page.locator(".form-errors a").wait_for()
    owner.check()
    owner.page.fill("#id_contact_email", "hello@ronghe.example")
    owner.page.click("main form button")
    owner.page.locator(".note-good").wait_for()
    assert Unit.objects.get(pk=community.enterprise.pk).contact_email == "hello@ronghe.example"


def test_theme_and_language_are_kept(reader, community):
    visitor = reader(theme="auto").open("/members/")
    visitor.page.locator("summary.tool").click()
    visitor.page.click("button[value=dark]")
    visitor.page.wait_for_selector("html[data-theme=dark]")
    visitor.page.click("button[name=language]")
    visitor.page.wait_for_selector("html[lang=en]")
    visitor.check()


def test_pages_work_by_keyboard(reader, community):
    visitor = reader().open("/")
    visitor.page.keyboard.press("Tab")
    assert visitor.page.locator(":focus").get_attribute("class") == "skip"
    visitor.page.keyboard.press("Enter")
    assert visitor.page.evaluate("document.activeElement.id") == "main"


def test_the_reader_bites(reader, community):
    visitor = reader().open("/")
    visitor.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color:red\">x</p><input>')")
    with pytest.raises(AssertionError, match="label"):
        visitor.check()
    assert any("Content Security Policy" in fault for fault in visitor.faults)
    visitor.faults.clear()  # they were meant
