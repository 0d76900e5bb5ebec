"""The strict policy of the house, held where pages are written: no inline style or script, only icons that exist."""

import re
from pathlib import Path

import pytest

import ronghe.web

WEB = Path(ronghe.web.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.S),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.S),
    "hx-on": re.compile(r"<[^>]*\shx-on", re.S),
    "script without src": re.compile(r"<script(?![^>]*\bsrc=)", re.S),
    "style element": re.compile(r"<style\b"),
    "javascript address": re.compile(r"javascript:", re.I),
    "address of another host": re.compile(r"(?:src|href)=\"https?://"),
}


def faults(text):
    return [name for name, pattern in INLINE.items() if pattern.search(text)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB / "templates")))
def test_nothing_is_inline(path):
    assert not faults(path.read_text("utf-8"))


def test_the_guard_bites():
    assert len(faults('<p style="x" onclick="y"><script>1</script><style></style>')) == 4


def test_every_icon_is_in_the_sprite():
    sprite = set(re.findall(r'id="([a-z0-9-]+)"', (WEB / "static/web/vendor/icons.svg").read_text("utf-8")))
    used = {name for path in TEMPLATES for name in re.findall(r'{% icon "([a-z0-9-]+)"', path.read_text("utf-8"))}
    assert used <= sprite, used - sprite


def test_both_dark_themes_are_the_same():
    css = (WEB / "static/web/css/tokens.css").read_text("utf-8")
    by_system = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\}', css, re.S)[1]
    by_choice = re.search(r':root\[data-theme="dark"\] \{(.*?)\}', css, re.S)[1]
    assert by_system.split() == by_choice.split()


def test_vendored_files_carry_no_source_map():
    vendored = [path for path in (WEB / "static/web/vendor").iterdir() if path.suffix in (".css", ".js")]
    assert vendored
    assert not [path for path in vendored if "sourceMappingURL" in path.read_text("utf-8")]
