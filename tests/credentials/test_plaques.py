"""Plaques print in both languages, whatever the names are, and their code leads to the page that verifies them."""

import re
import shutil
import subprocess
from datetime import date

import pytest

from ronghe.credentials import plaques
from ronghe.credentials.issuing import verify_address
from ronghe.credentials.qr import qr
from ronghe.lib.dates import days_from, today
from tests.credentials import qr_reader
from tests.credentials.files import certificate, plaque


def text_of(pdf):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def size_of(pdf):
    """The sheet in millimetres, longer side first."""
    [width, height] = re.search(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", pdf).groups()
    return round(float(width) / 72 * 25.4), round(float(height) / 72 * 25.4)


def test_a_plaque_says_what_is_signed_in_both_languages(cast):
    award = plaque(cast, valid_until=days_from(today(), 400))
    zh, en = text_of(plaques.paper(award, "zh-hans")), text_of(plaques.paper(award, "en"))
    for text in (zh.replace(" ", ""), en.replace(" ", "")):
        assert "副理事长单位" in text
        assert "Vice-ChairUnit" in text
        assert "日照光影数字科技" in text
        assert award.shown_number in text
    assert "Scan to verify" in en
    assert plaques.written(award.valid_until, "zh-hans") in zh.replace(" ", "")
    assert plaques.written(award.valid_until, "en") in en


def test_a_plaque_is_a3_and_a_certificate_a4_on_one_sheet_each(cast):
    for award, sheet in ((plaque(cast), (420, 297)), (certificate(cast), (297, 210))):
        for language in ("zh-hans", "en"):
            pdf = plaques.paper(award, language)
            assert size_of(pdf) == sheet
            assert b"/Count 1/" in pdf


def test_the_same_plaque_is_the_same_bytes(cast):
    award = plaque(cast)
    assert plaques.paper(award, "zh-hans") == plaques.paper(award, "zh-hans")


@pytest.mark.parametrize(
    "title", ["理", "人工智能生成内容专业委员会常务副主任委员单位（联席）" * 2, "#panic()", "😀𬭎"]
)
def test_any_title_prints(cast, title):
    award = plaque(cast, title_zh=title[:40], title_en=(title * 3)[:80])
    assert plaques.paper(award, "zh-hans").startswith(b"%PDF")
    assert plaques.badge(award, "en").startswith(b"\x89PNG")


def test_days_are_written_as_papers_have_them():
    assert plaques.written(date(2026, 10, 20), "zh-hans") == "二〇二六年十月二十日"
    assert plaques.written(date(2027, 1, 31), "zh-hans") == "二〇二七年一月三十一日"
    assert plaques.written(date(2026, 11, 9), "en") == "9 November 2026"


def test_the_code_as_it_is_printed_leads_to_the_verify_page(cast):
    """From the pixels of the lapel code, by a reader of our own."""
    award = plaque(cast)
    _path, squares = qr(verify_address(award.number))
    dot = 600 / 25.4  # pixels in a millimetre
    step = 24 * dot / (squares + 4)  # the quiet zone is two squares wide
    left, top = round(2 * dot + 2 * step), round(2 * dot + 2 * step)
    matrix = qr_reader.squares_of_png(plaques.lapel(award, "png"), left, top, squares * step, squares)
    assert qr_reader.read(matrix) == verify_address(award.number)


def test_the_path_draws_every_square_once():
    path, squares = qr("http://localhost:8000/verify/7Q4KM2XP9D3THW6C/")
    matrix = [[False] * squares for _ in range(squares)]
    for x, y, width in (map(int, run) for run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path)):
        for at in range(x, x + width):
            assert not matrix[y][at]
            matrix[y][at] = True
    assert qr_reader.read(matrix) == "http://localhost:8000/verify/7Q4KM2XP9D3THW6C/"
