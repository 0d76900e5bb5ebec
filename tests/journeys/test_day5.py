"""Day 5, up to the ranked programmes: an enterprise writes an order in its own words and sees what docks, and why."""

from datetime import timedelta

import pytest

from ronghe.lib.dates import today
from ronghe.postings.models import Posting
from ronghe.postings.states import Kind, PostingStatus
from ronghe.skills.bridge import read_posting
from tests import people
from tests.journeys.conftest import LOOKS

pytestmark = pytest.mark.django_db(transaction=True)
ORDER = (
    "招 60 名会用 ComfyUI 做电商海报和短视频分镜的 AIGC 操作员，熟悉 Photoshop 修图；懂生成内容标识者优先，不要求编程。"
)
PROGRAMMES = {
    "数字媒体技术专业（AIGC视觉方向）": "ComfyUI 工作流、Photoshop 修图、电商海报设计、短视频分镜各 64 学时。",
    "计算机平面设计专业": "学过 Photoshop 修图和电商海报设计，没有学过分镜。",
}


@pytest.fixture
def community(cast):
    """Two programmes of the school that an order may dock with."""
    for n, (title, text) in enumerate(PROGRAMMES.items()):
        people.posting(
            cast.editor, cast.school, kind=Kind.PROGRAMME, title=title, text=text, quantity=24 - n, region="330100",
            skills=read_posting(title, text), start=today() + timedelta(days=30), level=2, visibility="public",
        )  # fmt: skip
    return cast


def order(cast, **columns):
    """The order as it is once it is published."""
    title = "订单培养：AIGC 视觉操作员 60 人"
    return people.posting(
        cast.owner, cast.enterprise, title=title, text=ORDER, skills=read_posting(title, ORDER), region="371100",
        start=today() + timedelta(days=120), **columns,
    )  # fmt: skip


@LOOKS
def test_every_page_of_the_day_is_fit_to_read(reader, community, look):
    demand, supply = order(community), Posting.objects.filter(kind=Kind.PROGRAMME).first()
    draft = people.draft(community.owner, community.enterprise)
    owner = reader(community.owner, **look)
    pages = [
        "/postings/",
        "/postings/?tab=mine",
        "/postings/?q=没有这样的",
        "/postings/new/",
        "/postings/new/?kind=programme",
    ]
    pages += [f"/postings/{demand.pk}/{end}" for end in ("", "?near=province", "edit/", "history/", "close/", "renew/")]
    pages += [
        f"/postings/{supply.pk}/",
        f"/postings/{draft.pk}/",
        f"/docking/{demand.pk}/{supply.pk}/",
        f"/docking/{draft.pk}/{supply.pk}/",
    ]
    for path in pages:
        owner.open(path).check()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("width", [360, 1440])
def test_an_order_in_free_text_finds_programmes(reader, community, language, width):
    owner = reader(community.owner, language=language, width=width).open("/postings/")
    page = owner.page
    page.click(".head-acts .btn-primary")
    page.click("a[href*='kind=talent_order']")
    page.fill("#id_title", "订单培养：AIGC 视觉操作员 60 人")
    page.locator("#id_text").press_sequentially(ORDER[:30])
    page.locator("#reading mark.required", has_text="ComfyUI").wait_for()
    page.fill("#id_text", ORDER)
    page.locator("#reading mark.excluded", has_text="编程").wait_for()
    owner.check()

    # a correction, by keyboard: ComfyUI is only preferred; it stays so while the text goes on
    page.locator("#chip-comfyui").press("Enter")
    page.locator("#mode-comfyui-2").check()
    page.locator("#chip-comfyui.chip-desired").wait_for()
    assert page.evaluate("document.activeElement.id") == "mode-comfyui-2"
    page.keyboard.press("Escape")
    page.locator("#id_text").press("Control+End")
    page.keyboard.type("另需会三维建模。")
    page.locator("#reading mark", has_text="三维建模").wait_for()
    assert page.locator("#chip-comfyui.chip-desired").count() == 1

    # a skill taken away, and one added by search
    page.locator("#chip-computer-programming").click()
    page.locator("#pick-computer-programming button[name=remove]").click()
    page.locator(".gone button[value=computer-programming]").wait_for()
    page.locator("#find").press_sequentially("blender")
    page.locator("#found button[value=blender]").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("#chip-blender").wait_for()
    owner.check()

    # a fault keeps everything that was typed
    page.fill("#id_quantity", "60")
    page.fill("#id_valid_until", "2020-01-01")
    page.click("button[value=publish]")
    page.locator(".form-errors a[href='#id_valid_until']").wait_for()
    owner.check()
    assert page.input_value("#id_text").startswith("招 60 名")
    assert page.locator("#chip-blender").count() == 1
    page.fill("#id_valid_until", (today() + timedelta(days=90)).isoformat())
    page.click("button[value=publish]")

    # published: ranked programmes, each with its parts, why, and what would change it
    page.locator(".offer").first.wait_for()
    owner.check()
    posting = Posting.objects.get(kind=Kind.TALENT_ORDER)
    assert posting.status == PostingStatus.OPEN
    modes = {skill.skill: (skill.mode, skill.origin) for skill in posting.skills.all()}
    assert modes["comfyui"] == ("desired", "owner")
    assert modes["blender"] == ("required", "owner")
    assert "computer-programming" not in modes
    first = page.locator(".offer").first
    assert "AIGC视觉方向" in first.inner_text()
    assert page.locator(".offer").count() == 2
    assert page.locator(".shortfall").count() == 1
    first.locator(".offer-acts a").click()
    page.locator("table.parts").wait_for()
    owner.check()
    cells = page.locator("table.parts tbody td:nth-of-type(3)").all_inner_texts()
    assert sum(map(float, cells)) == pytest.approx(float(page.locator("table.parts .total").inner_text()), abs=0.004)


def test_filters_of_postings_stay_in_the_address(reader, community):
    order(community)
    owner = reader(community.owner).open("/postings/?tab=supplies")
    owner.page.locator("#id_q").press_sequentially("平面")
    owner.page.wait_for_url("**q=%E5%B9%B3%E9%9D%A2**")
    owner.page.get_by_text("AIGC视觉方向").wait_for(state="detached")
    assert "tab=supplies" in owner.page.url
    owner.open(owner.page.url.removeprefix(owner.url)).check()
    assert owner.page.locator("tbody tr").count() == 1


def test_without_javascript_skills_are_read_too(chromium, live_server, community):
    from tests.journeys.conftest import Reader

    owner = Reader(chromium, live_server.url, community.owner)
    cookies = owner.context.cookies()
    owner.context.close()
    context = chromium.new_context(java_script_enabled=False)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(f"{live_server.url}/postings/new/?kind=talent_order")
    page.fill("#id_title", "订单")
    page.fill("#id_text", ORDER)
    page.click("noscript button[value=read]")
    page.locator("#reading mark", has_text="ComfyUI").wait_for()
    page.fill("#find", "blender")
    page.click("button[value=find]")
    page.click("#found button[value=blender]")
    page.locator("#chip-blender").wait_for()
    assert page.input_value("#id_text") == ORDER
    page.click("button[value=publish]")
    assert Posting.objects.get(kind=Kind.TALENT_ORDER).skills.filter(skill="blender", origin="owner").exists()
    context.close()
