"""Writing a posting: a code and a skill that are suggested are taken with one press each, in every look."""

from concurrent.futures import Future
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from ronghe.engine import Mention
from ronghe.skills import bridge
from tests.journeys.conftest import LOOKS

pytestmark = pytest.mark.django_db(transaction=True)
CLAUSE = "性能也要分析、优化"
TEXT = f"招 12 名会用 Blender 的制作员，{CLAUSE}。"


@pytest.fixture
def likely(monkeypatch, settings):
    """The one clause is likely performance optimisation."""
    settings.LINKING = True
    made = Future()
    monkeypatch.setattr(bridge, "_linker", lambda rows: made)

    def read(text):
        start = text.find(CLAUSE)
        found = Mention("performance-optimization", start, start + len(CLAUSE), CLAUSE, "required", None, 0.8, True)
        return [found] if start >= 0 else []

    made.set_result(SimpleNamespace(read=read))


@LOOKS
def test_a_code_and_a_skill_are_taken_of_the_suggestions(reader, look, cast, likely):
    one = reader(cast.owner, **look).open("/postings/new/?kind=vacancy")
    page = one.page
    page.locator("#id_title").fill("短视频剪辑师与动画师")
    page.locator("#id_text").press_sequentially(TEXT)
    perhaps = page.locator(".perhaps button")
    expect(perhaps).to_have_count(1)
    one.check()
    perhaps.click()
    expect(page.locator("#chip-performance-optimization")).to_be_visible()
    expect(page.locator(".perhaps")).to_have_count(0)
    code = page.locator('#codes button[value="2-09-03-06"]')
    code.click()
    expect(page.locator("#id_occupation_code")).to_have_value("2-09-03-06")
    expect(page.locator("#id_occupation_code")).to_be_focused()
    expect(page.locator(".code-taken")).to_contain_text("film and video editor")
    one.check()
    page.locator('button[value="draft"]').last.click()
    expect(page.locator(".strip")).to_contain_text("2-09-03-06")
