"""What reads the files of strangers can neither grow nor last."""

import time

import pytest

from ronghe.agreements.verifying import Verdict, verify_limited
from ronghe.credentials.carriers import token_in
from ronghe.lib import limited as room
from ronghe.lib.limited import limited


def length(content, *words):
    return [len(content), *words]


def grow(content):
    return len(bytes(2**30))


def last(content):
    while True:
        pass


def leave(content):
    raise SystemExit(3)


def test_it_answers_what_the_function_returns():
    assert limited(length, b"abc", "x", "二") == [3, "x", "二"]


@pytest.mark.parametrize("function", [grow, leave])
def test_what_grows_or_breaks_gives_nothing(function):
    assert limited(function, b"") is None


def test_what_lasts_gives_nothing(monkeypatch):
    monkeypatch.setattr(room, "PATIENCE", 2)
    start = time.monotonic()
    assert limited(last, b"") is None
    assert time.monotonic() - start < 20


def test_a_picture_that_becomes_a_large_tree_holds_no_credential():
    assert token_in(b"<svg>" + b"<a/>" * 900_000 + b"</svg>") is None
    assert token_in(b"<svg>" + b"<a>" * 500_000) is None


def test_a_pdf_of_many_hostile_ranges_is_unreadable_or_changed():
    many = b"%PDF-1.7\n" + b"/ByteRange [0 9 99 8000000] " * 200_000
    assert verify_limited(many, []).code in ("changed", "unreadable")
    assert verify_limited(b"no PDF", []) == Verdict("unreadable")
