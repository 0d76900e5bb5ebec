"""Search text and search terms are folded alike."""

import pytest

from ronghe.lib.text import fold, folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ＡＩＧＣ　操作员", "aigc 操作员"),
        ("  Stable \n\t Diffusion ", "stable diffusion"),
        ("（１２３）", "(123)"),
        ("ＣｏｍｆｙＵＩ", "comfyui"),
        ("", ""),
    ],
)
def test_fold(text, expected):
    assert fold(text) == expected
    assert fold(expected) == expected


def test_each_text_once_and_no_empty_one():
    assert folded("Rizhao", "", "日照", "RIZHAO", " ") == "rizhao 日照"
