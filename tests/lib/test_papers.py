"""Official papers: Chinese prints on a machine without fonts, data are never markup, no character stops a page."""

import shutil
import subprocess
from datetime import date

import pytest

from ronghe.lib import papers

LIST = {
    "community": "示范产教融合共同体",
    "number": "供需〔2026〕第 3 号",
    "title": "供需清单",
    "columns": [{"title": "单位"}, {"title": "内容", "width": 3}],
    "groups": [
        {"title": "一、需求", "rows": [["日照海岬", {"strong": "订单班", "text": "六十人", "note": "2027"}]] * 30}
    ],
    "date": date(2026, 11, 24),
}


def text_of(pdf):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    return subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()


def test_chinese_prints_with_the_faces_we_bring():
    text = text_of(papers.render("list", LIST, "zh-hans"))
    assert "供需清单" in text.replace(" ", "")
    assert "第1页/共2页" in text.replace(" ", "")


def test_english_prints():
    assert "Page 1 of 2" in text_of(papers.render("list", {**LIST, "title": "Supply and Demand List"}, "en"))


def test_rows_are_numbered_through_all_groups():
    groups = [{"title": "a", "rows": [["x", "y"]] * 3}, {"title": "b", "rows": [["last", "z"]]}]
    assert "4 last" in " ".join(text_of(papers.render("list", {**LIST, "groups": groups}, "en")).split())


def test_the_same_paper_is_the_same_bytes():
    assert papers.render("list", LIST, "zh-hans") == papers.render("list", LIST, "zh-hans")


def test_data_are_text_and_never_markup():
    evil = '#read("/etc/passwd") $x$ *b* <b> \\ [#panic()] @ref'
    text = text_of(papers.render("list", {**LIST, "groups": [{"rows": [[evil, ""]]}]}, "en"))
    assert "panic" in text
    assert "root:" not in text


@pytest.mark.parametrize(
    "strange", ["\ud800", "😀", "𬭎㛃䶮", "\x00\x1b", "हिन्दी عربي", "a" * 5000, "\n\n\t", "\u202e"]
)
def test_no_character_stops_a_page(strange):
    data = {**LIST, "title": strange, "groups": [{"title": strange, "rows": [[strange, {"strong": strange}]]}]}
    assert papers.render("list", data, "zh-hans").startswith(b"%PDF")


def test_an_empty_list_prints():
    assert papers.render("list", {}, "en").startswith(b"%PDF")


@pytest.mark.parametrize("name", ["../list", "nothing", "", "/etc/passwd"])
def test_only_our_templates_are_papers(name):
    with pytest.raises(ValueError, match="no paper"):
        papers.render(name, {}, "en")


def test_the_faces_are_small_enough_and_licensed():
    assert sum(file.stat().st_size for file in papers.FONTS.iterdir()) < 14_000_000
    assert "SIL OPEN FONT LICENSE" in (papers.FONTS / "OFL.txt").read_text("utf-8")
