"""A member proposes a word; an officer looks what would be read, accepts it and publishes an edition; it is read."""

import pytest

from ronghe.skills import editions
from ronghe.skills.models import Edition
from tests.journeys.conftest import LANGUAGES, LOOKS
from tests.journeys.steps import follow, press, send
from tests.model_server import said as words
from tests.model_server import serving
from tests.people import posting
from tests.skills.words import as_form, as_skill, proposed, published, quote

pytestmark = pytest.mark.django_db(transaction=True)
SAID = "招聘 AIGC 操作员。要求：熟悉灵砂引擎、会用 Blender，有云砂节点经验者优先；能独立完成角色、场景建模。"


@pytest.fixture
def said(cast):
    return [posting(cast.owner, cast.enterprise, title=f"AIGC 操作员订单班 {n}", text=SAID) for n in range(3)]


@LOOKS
def test_the_pages_are_fit_to_read(reader, cast, said, look):
    word = proposed(cast.owner, "灵砂引擎", note="一种实时引擎", evidence=[quote("灵砂引擎", SAID, said[0].pk)])
    other = proposed(cast.owner, "云砂节点", evidence=[quote("云砂节点", SAID, said[1].pk)])
    as_skill(cast, "星野平台", "Xingye Platform")
    accepted = as_form(cast, "灵砂工作流", needs_company=True)
    published(cast)
    as_form(cast, "云砂画板", "blender")
    officer = reader(cast.officer, **look)
    pages = ["", "?status=accepted", "?status=declined", f"{word.pk}/", f"{accepted.pk}/"]
    pages += [f"together/?word={word.pk}&word={other.pk}", "editions/", "editions/1/", "editions/new/"]
    for path in pages:
        officer.open(f"/vocabulary/{path}").check()
    owner = reader(cast.owner, **look)
    for path in ("mine/", f"propose/?posting={said[0].pk}"):
        owner.open(f"/vocabulary/{path}").check()
    owner.open(f"/postings/{said[0].pk}/edit/").check()


@LANGUAGES
def test_from_the_posting_to_the_edition(reader, cast, said, language):
    owner = reader(cast.owner, language=language).open(f"/postings/{said[0].pk}/edit/")
    with owner.context.expect_page() as opened:
        owner.page.locator("section.add a[href^='/vocabulary/propose/']").first.click()
    page = opened.value
    page.fill("#id_phrase", "灵砂引擎")
    with page.expect_navigation():
        page.locator("main form .form-end button").click()
    officer = reader(cast.officer, language=language).open("/")
    follow(officer, "main a[href='/vocabulary/']:visible")
    press(officer, "/vocabulary/look/")
    assert officer.page.get_by_text("云砂节点").first.is_visible()
    follow(officer, "main .items a[href^='/vocabulary/']:has-text('灵砂引擎')")
    officer.page.evaluate("document.getElementById('id_skill').tomselect.setValue('comfyui')")
    officer.page.check("input[name=becomes][value=form]")
    with officer.page.expect_navigation():
        officer.page.locator("button[value=try]").click()
    officer.check()
    assert officer.page.locator("#effect .evidence").count() == 3
    with officer.page.expect_navigation():
        officer.page.locator("button[value=accept]").click()
    officer.open("/vocabulary/")
    follow(officer, "a[href='/vocabulary/editions/new/']")
    send(officer)
    officer.check()
    assert Edition.objects.get().number == 1
    editions.forget()
    owner.open(f"/postings/{said[0].pk}/edit/")
    owner.page.locator("button[name=back][value=comfyui]").click()
    owner.page.locator("mark", has_text="灵砂引擎").wait_for()


@LOOKS
def test_a_language_model_is_asked(reader, cast, said, look, settings):
    answer = {
        "skills": [{"skill": "blender", "quote": "Blender"}, {"skill": "x", "quote": "y"}],
        "unknown": ["灵砂引擎"],
    }
    with serving(words(answer)) as (url, _seen):
        settings.MODEL_URL, settings.MODEL_NAME = url, "small"
        owner = reader(cast.owner, **look).open(f"/postings/{said[0].pk}/")
        follow(owner, f"main a[href='/postings/{said[0].pk}/model/']")
        press(owner, f"/postings/{said[0].pk}/model/ask/")
        owner.check()
        owner.page.check("input[name=skill][value=blender]")
        press(owner, f"/postings/{said[0].pk}/model/confirm/")
        owner.check()
    assert [row.origin for row in said[0].skills.filter(skill="blender")] == ["model"]
