"""Spans: they quote the text, they are of one sentence, and they do not depend on what stands beside it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ronghe.engine.spans import KINDS, SpanReader, likeliest, runs

READER = SpanReader()
AD = "You have experience with Python and TypeScript. You mentor junior developers and write clear documentation."
HOUSE = "Our office is in the city centre."


def quotes(text):
    return [(text[span.start : span.end], span.kind) for span in READER.read(text)]


def test_knowledge_and_skills_are_marked():
    found = quotes(AD)
    assert ("Python", "knowledge") in found
    assert ("TypeScript", "knowledge") in found
    assert any("mentor" in quote for quote, kind in found if kind == "skill")
    assert quotes(HOUSE) == []


def test_another_line_changes_nothing():
    assert quotes(f"{AD}\n{HOUSE}") == quotes(AD)
    assert quotes(f"{HOUSE}\n{AD}") == quotes(AD)


@pytest.mark.parametrize("text", ["", " \n", "。", "\ud800", "a" * 5000, "word " * 500])
def test_any_text_is_read(text):
    for span in READER.read(text):
        assert 0 <= span.start < span.end <= len(text)


WORDS = st.lists(
    st.sampled_from(["Python", "and", "SQL", ",", "manage", "teams", ".", "\n", "三维", "C++"]), max_size=12
)


@settings(max_examples=25)
@given(WORDS)
def test_spans_stand_at_words_and_those_of_a_kind_apart(words):
    text = " ".join(words)
    found = READER.read(text)
    for span in found:
        quote = text[span.start : span.end]
        assert quote == quote.strip() != ""
        assert "\n" not in quote
    for kind in KINDS:
        ends = [place for span in found if span.kind == kind for place in (span.start, span.end)]
        assert ends == sorted(ends)


def test_the_likeliest_tags_begin_before_they_go_on():
    scores = np.array([[0, 0, 9], [0, 0, 9], [5, 0, 0], [0, 0, 3]], np.float32)
    tags = likeliest(scores, np.zeros((3, 3), np.float32), np.zeros(3, np.float32))
    assert runs(tags) == [(0, 2)]
    assert tags[3] != 2
