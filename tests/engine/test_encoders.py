"""Encoders: unit rows, nothing for nothing, and the same vectors for the same texts whatever else is in the batch."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ronghe.engine import ENCODERS, NotAvailable, encoder

TEXTS = [
    "三维建模与动画制作。",
    "Houdini effects artist; real-time rendering",
    "招会用 ComfyUI 的设计师\n懂版权优先",
    "a",
    "é",
    "\ud800x",
]
EMPTY = ["", " ", "\n", "。", "；；"]


@pytest.mark.parametrize("name", ENCODERS)
def test_rows_have_unit_length_and_empty_texts_none(name):
    vectors = encoder(name).encode([*TEXTS[:4], *EMPTY[:3]])
    assert vectors.dtype == np.float32
    assert vectors.shape == (7, encoder(name).dimension)
    assert np.allclose(np.linalg.norm(vectors[:3], axis=1), 1, atol=1e-5)
    assert not vectors[4:].any()


@pytest.mark.parametrize("name", ENCODERS)
def test_the_same_texts_give_the_same_bytes(name):
    assert encoder(name).encode(TEXTS).tobytes() == encoder(name).encode(TEXTS).tobytes()


@pytest.mark.parametrize("name", ENCODERS)
def test_company_does_not_change_a_vector(name):
    together, alone = encoder(name).encode(TEXTS), [encoder(name).encode([text])[0] for text in TEXTS]
    assert np.allclose(together, alone, atol=1e-5)


@pytest.mark.parametrize("name", ENCODERS)
def test_no_texts_make_no_rows(name):
    assert encoder(name).encode([]).shape == (0, encoder(name).dimension)


@pytest.mark.parametrize("name", ENCODERS)
def test_marks_are_in_order_and_what_is_alike_lies_nearer(name):
    one = encoder(name)
    assert one.unrelated < one.same <= 1
    game, same, other = one.encode(["三维角色建模", "角色三维建模", "财务会计报表审计"])
    assert game @ same > game @ other


def test_an_unknown_encoder_is_refused_and_a_known_one_is_made_once():
    with pytest.raises(NotAvailable, match="chars"):
        encoder("none")
    assert encoder("chars") is encoder("chars")


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_characters_give_unit_rows_for_anything(text):
    [row] = encoder("chars").encode([text])
    assert not row.any() or abs(float(np.linalg.norm(row)) - 1) < 1e-5


def test_characters_see_no_width_case_or_script():
    rows = encoder("chars").encode(["Maya 建模場景", "ｍａｙａ　建模场景"])
    assert rows[0].tobytes() == rows[1].tobytes()
