"""A real browser before a real server. A reader fails the test on a console error, a refused style or script, or axe.

    def test_members(reader, cast):
        page = reader(cast.owner, language="en", width=360, theme="dark").open("/members/")
        page.check()          # WCAG 2.2 AA by axe, nothing wider than the window
        page.page.click(…)    # the Playwright page itself

`@LOOKS def test_x(reader, look): reader(who, **look)` runs in both languages, on phone and desktop, light and dark.

The check walks two looks (`is_sampled`) and measures the contrast of each page once in each, which is what takes axe
its time; `make journeys` walks all, and measures whenever a page is checked.
"""

import itertools
import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit
from zlib import crc32

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import Resolver404, resolve
from playwright.sync_api import sync_playwright

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs beside the test, not under Django

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
).split()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
measured: set[tuple] = set()  # looks and kinds of page
HEIGHT = {360: 740, 1440: 900}
LOOKS = pytest.mark.parametrize(
    "look",
    [
        pytest.param({"language": language, "width": width, "theme": theme}, id=f"{language}-{width}-{theme}")
        for language, width, theme in itertools.product(("zh-hans", "en"), (360, 1440), ("light", "dark"))
    ],
)

HERE = Path(__file__).parent
ALL = os.environ.get("RONGHE_LOOKS") == "all"


def pytest_collection_modifyitems(config, items):
    """Of the looks of a journey, the check walks those that `is_sampled` names."""
    if not ALL:
        walks = [item for item in items if item.path.parent == HERE and hasattr(item, "callspec")]
        left = {item for item in walks if not is_sampled(item.originalname, item.callspec.params)}
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


def is_sampled(name, given):
    """English on a phone in the dark, where long words are hardest, and Chinese on a desktop in the light.

    Pages are looked at in both, a walk is walked in one: half of them in either.
    """
    look = given.get("look", given)
    if not {"language", "width"} <= look.keys():
        return True
    small = {"language": "en", "width": 360, "theme": "dark"}
    alike = {look[part] == small[part] for part in look.keys() & small.keys()}
    return len(alike) == 1 and ("look" in given or alike == {crc32(name.encode()) % 2 == 0})


LANGUAGES = pytest.mark.parametrize("language", ["zh-hans", "en"])
WIDTHS = pytest.mark.parametrize("width", [360, 1440])


@pytest.fixture(scope="session")
def chromium():
    """One browser for all journeys. Without Chromium they are skipped loudly, and fail where CI runs them."""
    if not Path(CHROMIUM).exists():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"no Chromium at {CHROMIUM}")
    connections.close_all()  # Playwright's loop has connections of its own: those from before would stay open unseen
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def reader(chromium, live_server):
    """Makes readers: `reader(person, language=…, width=…, theme=…)`. At the end none of them may have seen a fault."""
    readers = []

    def make(person=None, **look):
        readers.append(Reader(chromium, live_server.url, person, **look))
        return readers[-1]

    yield make
    faults = [fault for one in readers for fault in one.faults]
    for one in readers:
        one.context.close()
    assert not faults, faults


class Reader:
    """Someone with a browser: who they are, how wide their window is, their language and theme."""

    def __init__(self, browser, url, person=None, *, language="zh-hans", width=1440, theme="light"):
        self.url, self.faults, self.look = url, [], (language, width, theme)
        self.context = browser.new_context(
            viewport={"width": width, "height": HEIGHT.get(width, 900)}, accept_downloads=True, reduced_motion="reduce"
        )
        self._cookie(settings.LANGUAGE_COOKIE_NAME, language)
        self._cookie("theme", theme)
        if person is not None:
            self.sign_in(person)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: message.type == "error" and self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def _cookie(self, name, value):
        self.context.add_cookies([{"name": name, "value": value, "url": self.url}])

    def sign_in(self, person):
        """The reader is this person from now on, without the sign-in page."""
        client = Client()
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        self._cookie(settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value)

    def open(self, path):
        """The page at `path` is loaded; faults on the way count."""
        self.page.goto(f"{self.url}{path}")
        return self

    def expects(self, status):
        """The next fault with this status is meant: forget it (a console error of a 403 that the test asked for)."""
        self.faults[:] = [fault for fault in self.faults if str(status) not in fault]

    def check(self):
        """Nothing is wider than the window, and axe finds nothing that WCAG 2.2 AA forbids."""
        wider = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{self.page.url}: {wider} px wider than the window"
        rules = {"color-contrast": {"enabled": self._is_new_to_contrast()}}
        found = Axe().run(self.page, options={"runOnly": RULES, "rules": rules}).response["violations"]
        assert not found, [(fault["id"], fault["nodes"][0]["html"], fault["nodes"][0]["any"][:1]) for fault in found]
        return self

    def _is_new_to_contrast(self):
        """True if the contrast of this kind of page was not measured in this look yet, or always is."""
        try:
            kind = resolve(urlsplit(self.page.url).path).view_name
        except Resolver404:
            kind = ""
        page = (self.look, kind)
        is_new = ALL or page not in measured
        measured.add(page)
        return is_new
