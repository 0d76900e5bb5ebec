"""Letters: what is printable, what could run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ronghe.lib.letters import neutralised, printable, restored

PAYLOADS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1+1", "＋1", "－1", "＠x", "'=1", "''=1"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_could_run_does_not(payload):
    assert neutralised(payload) == f"'{payload}"


@given(st.text(alphabet="'=+-@ \t\n\rab＝中", max_size=6))
def test_neutralising_can_be_undone(text):
    assert restored(neutralised(text)) == text


def test_ordinary_text_stays():
    for text in ("融合", "a=b", "'quoted'", "", "5-6", "don't"):
        assert neutralised(text) == text == restored(text)


def test_half_characters_and_controls_are_gone():
    assert printable("a\ud800b\x00c\x1bd\ne\t") == "a\ufffdbcd\ne\t"
