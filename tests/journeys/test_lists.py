"""Official lists in a browser: every page in every look, and a list from its draft to its verification."""

import pytest

from ronghe.docking import actions
from ronghe.docking.lists.states import ListKind
from ronghe.postings.states import Kind, Visibility
from tests import people
from tests.journeys.conftest import LANGUAGES, LOOKS

pytestmark = pytest.mark.django_db(transaction=True)
SKILLS = [{"skill": "comfyui", "mode": "required"}]


@pytest.fixture
def lists(cast):
    """One list of each status, and one of supplies for members."""
    for place in range(12):
        people.posting(
            cast.owner, cast.enterprise, title=f"AIGC 操作员订单班（第 {place + 1} 期）", source_key=str(place),
            region="371100", visibility=Visibility.PUBLIC, is_confidential=place == 3, skills=SKILLS,
        )  # fmt: skip
    people.posting(cast.editor, cast.school, kind=Kind.PROGRAMME, title="数字媒体技术专业")
    given = {"by": cast.officer, "unit": cast.school}
    drafts = [actions.draft_list(kind=ListKind.TALENT, **given) for _turn in range(3)]
    inner = actions.draft_list(kind=ListKind.SUPPLY, audience="members", **given)
    for draft in (drafts[1], drafts[2], inner):
        actions.approve_list(by=cast.officer, official=draft)
    actions.withdraw_list(by=cast.officer, official=drafts[2], reason="数量有误，已另行发布")
    for row in (*drafts, inner):
        row.refresh_from_db()
    return {"draft": drafts[0], "approved": drafts[1], "withdrawn": drafts[2], "inner": inner}


@LOOKS
def test_the_lists_in_every_look(reader, cast, lists, look):
    visitor, officer = reader(**look), reader(cast.officer, **look)
    for path in ("/lists/", "/lists/?kind=technology", "/lists/verify/", "/postings/"):
        visitor.open(path).check()
    for name in ("approved", "withdrawn", "inner"):
        visitor.open(f"/lists/{lists[name].pk}/").check()
    for name in ("approved", "withdrawn"):
        visitor.open(f"/lists/verify/{lists[name].code}/").check()
    visitor.open(f"/lists/verify/{lists['approved'].code}/?digest={'0' * 64}").check()
    visitor.open("/lists/verify/0000000000000000/").check()
    visitor.expects(404)
    for path in ("/lists/", "/lists/new/", f"/lists/{lists['draft'].pk}/", f"/lists/{lists['draft'].pk}/edit/"):
        officer.open(path).check()
    officer.open(f"/lists/{lists['approved'].pk}/withdraw/").check()
    for name, dialog in (("draft", "approve"), ("approved", "withdraw")):
        officer.open(f"/lists/{lists[name].pk}/").page.click(f"[data-dialog={dialog}]")
        officer.check()


@LANGUAGES
def test_a_list_is_approved_and_then_verified_by_its_code(reader, cast, lists, language):
    officer, visitor = reader(cast.officer, language=language), reader(language=language)
    draft = lists["draft"]
    officer.open(f"/lists/{draft.pk}/").page.click("[data-dialog=approve]")
    officer.page.click("#approve .btn-seal")
    officer.page.locator("svg.qr").wait_for()
    draft.refresh_from_db()
    assert draft.status == "approved"
    visitor.open("/lists/verify/").page.fill("[name=code]", draft.shown_code)
    visitor.page.fill("[name=digest]", draft.digest)
    visitor.page.click("form .btn-primary")
    visitor.page.locator(".verdict-good").wait_for()
    visitor.page.locator(".tag-good").wait_for()
    visitor.check()
    officer.page.click("[data-dialog=withdraw]")
    officer.page.fill("#withdraw textarea", "名称有误")
    officer.page.click("#withdraw .btn-seal")
    officer.page.locator(".note-stop").wait_for()
    visitor.page.reload()
    visitor.page.locator(".verdict-stop").wait_for()
    assert "名称有误" in visitor.page.inner_text("main")
