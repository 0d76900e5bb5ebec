"""Somebody looks at their data, agrees, takes a copy and asks to be erased; an officer answers in time."""

import pytest

from ronghe.members.models import Person
from ronghe.members.states import RoleName
from ronghe.privacy import actions, consents
from ronghe.privacy.states import Optional, RequestKind, RequestStatus
from tests.journeys.conftest import LOOKS
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(cast):
    """A community in which somebody has asked for each thing, and was answered once."""
    person(cast.officer, "second", "林二", "Lin Er", None, RoleName.SECRETARIAT)
    actions.give_consent(by=cast.owner, to=Optional.DIRECTORY, version=consents.version_of(Optional.DIRECTORY))
    answered = actions.ask(by=cast.owner, kind=RequestKind.APPEAL, text="为什么我们的订单班没有推荐给杭州的学校？")
    answer = "已由人工复核：对方专业的开始时间晚于订单要求，调整时间后可再次推荐。"
    actions.decide(by=cast.officer, request=answered, to=RequestStatus.DONE, answer=answer)
    actions.ask(by=cast.owner, kind=RequestKind.CORRECTION, text="作为代表登记的职务有误")
    return actions.ask(by=cast.owner, kind=RequestKind.ERASURE)


@LOOKS
def test_the_pages_are_fit_to_read(reader, cast, asked, look):
    owner = reader(cast.owner, **look)
    for path in ("/me/data/", "/me/data/copy/", "/me/data/erasure/", "/explained/"):
        owner.open(path).check()
    officer = reader(cast.officer, **look)
    for path in ("/privacy/", f"/privacy/{asked.pk}/"):
        officer.open(path).check()


def test_from_the_account_to_the_erasure(reader, cast):
    owner = reader(cast.owner, language="en").open("/me/")
    page = owner.page
    page.locator("a.btn[href='/me/data/']").click()
    page.get_by_role("button", name="I agree").click()
    page.get_by_role("button", name="Withdraw").wait_for()
    page.get_by_role("link", name="Take a copy").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename.startswith("my-data-")
    owner.open("/me/data/")
    page.get_by_role("link", name="Erase my account").click()
    page.check("#id_sure")
    page.get_by_role("button", name="Ask for the erasure").click()
    page.get_by_role("button", name="Take back").wait_for()
    officer = reader(cast.officer, language="en").open("/")
    officer.page.locator("a[href^='/privacy/']").filter(has_text="Zhou Min").click()
    officer.page.check("input[name=to][value=done]")
    officer.page.locator("main form .form-end button").click()
    officer.page.get_by_text("Former user").first.wait_for()
    assert not Person.objects.get(pk=cast.owner.pk).is_active
    owner.open("/me/data/")
    assert "/account/login/" in page.url
