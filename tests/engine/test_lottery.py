"""The public lottery: anyone with the pool and the seed gets the same order."""

import hashlib
import hmac

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ronghe.engine import BadValue, draw, pool_digest

NAMES = st.lists(st.text("abc融合0", min_size=1, max_size=4), max_size=8, unique=True)


@given(st.binary(max_size=40), st.text("ab", max_size=3), NAMES)
def test_the_order_is_by_keyed_digest_of_round_and_pseudonym(seed, round_, names):
    expected = sorted(names, key=lambda name: hmac.new(seed, f"{round_}{name}".encode(), hashlib.sha256).digest())
    assert [names[at] for at in np.argsort(draw(seed, round_, names))] == expected


@given(NAMES, st.randoms(use_true_random=False))
def test_the_order_of_the_pool_decides_nothing(names, dice):
    mixed = dice.sample(names, len(names))
    assert pool_digest("r", mixed) == pool_digest("r", names)
    place = dict(zip(names, draw(b"s", "r", names), strict=True))
    assert [place[name] for name in mixed] == draw(b"s", "r", mixed).tolist()


def test_the_digest_is_of_lines():
    assert pool_digest("2027-1", ["b", "a"]) == hashlib.sha256(b"2027-1\na\nb\n").hexdigest()
    assert len({pool_digest(*one) for one in (("r", ["a"]), ("s", ["a"]), ("r", ["a", "b"]), ("r", ["ab"]))}) == 4


@pytest.mark.parametrize("names", [["a", "a"], [""], ["a\nb"], ["\ud800"]], ids=["twice", "empty", "two lines", "half"])
def test_what_cannot_be_drawn_is_refused(names):
    for ask in (lambda: draw(b"", "", names), lambda: pool_digest("", names)):
        with pytest.raises(BadValue):
            ask()
