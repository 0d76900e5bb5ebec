"""Who signs when: the plan as values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ronghe.agreements.order import Place, fault, is_complete, open_places


def places(*rows):
    return [Place(key, *row) for key, row in enumerate(rows, 1)]


@pytest.mark.parametrize(
    ("rows", "quorums", "in_order", "now"),
    [
        ([(1, ""), (2, "")], {}, False, [1, 2]),
        ([(1, ""), (2, "")], {}, True, [1]),
        ([(1, "", True), (2, "")], {}, True, [2]),
        ([(2, ""), (1, "")], {}, True, [2]),
        ([(1, ""), (1, ""), (2, "")], {}, True, [1, 2]),
        ([(1, "", True), (1, ""), (2, "")], {}, True, [2]),
        ([(1, "A"), (1, "A"), (2, "")], {"A": 1}, True, [1, 2]),
        ([(1, "A", True), (1, "A"), (2, "")], {"A": 1}, True, [3]),
        ([(1, "A", True), (1, "A"), (1, "A"), (2, "")], {"A": 2}, True, [2, 3]),
        ([(1, "A", True), (1, "A"), (2, "")], {}, True, [2]),
        ([(1, "A", True), (1, "A")], {"A": 1}, False, []),
        ([], {}, True, []),
    ],
)
def test_who_may_sign_now(rows, quorums, in_order, now):
    assert open_places(places(*rows), quorums, in_order=in_order) == now


@pytest.mark.parametrize(
    ("rows", "quorums", "found"),
    [
        ([(1, "A"), (1, "A")], {"A": 2}, None),
        ([(1, "A"), (1, "A")], {"A": 3}, ("group", "A")),
        ([(1, "A"), (1, "A")], {"A": 0}, ("group", "A")),
        ([(1, "A"), (2, "A")], {"A": 1}, ("turns", "A")),
        ([(1, ""), (1, "")], {"B": 1}, ("unused", "B")),
    ],
)
def test_a_plan_that_cannot_be_followed(rows, quorums, found):
    assert fault(places(*rows), quorums) == found


GROUPS = st.sampled_from(["", "A", "B"])
PLANS = st.lists(st.tuples(st.integers(1, 3), GROUPS), min_size=1, max_size=7)


@given(PLANS, st.integers(1, 3), st.booleans(), st.randoms())
def test_every_plan_comes_to_its_end_and_asks_for_no_more(rows, n, in_order, chance):
    """Whoever signs first of those who may: it ends, complete, and of each group exactly as many have signed."""
    turns = {group: order for order, group in rows}
    rows = [(turns[group] if group else order, group) for order, group in rows]
    sizes = {group: sum(one == group for _order, one in rows) for _order, group in rows if group}
    quorums = {group: min(n, size) for group, size in sizes.items()}
    now = places(*rows)
    assert fault(now, quorums) is None
    while open_ := open_places(now, quorums, in_order=in_order):
        assert not is_complete(now, quorums)
        key = chance.choice(open_)
        turn = now[key - 1].order
        assert not in_order or all(place.is_signed for place in now if not place.group and place.order < turn)
        now = [place._replace(is_signed=place.is_signed or place.key == key) for place in now]
    assert is_complete(now, quorums)
    assert {g: sum(p.is_signed for p in now if p.group == g) for g in sizes} == quorums
