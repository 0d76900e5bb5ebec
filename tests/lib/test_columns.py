"""Columns from outside, and rule pairs."""

import pytest

from ronghe.lib.columns import check_columns, set_columns
from ronghe.lib.pairs import question, refusal
from ronghe.lib.refusals import Refused
from ronghe.members.models import Unit


def check_can_fly(by, *, height):
    """May fly."""
    if height > 1:
        raise Refused("Please fly lower.")


can_fly = question(check_can_fly)


def test_a_question_answers_what_its_check_refuses():
    assert can_fly("x", height=1) is True
    assert can_fly("x", height=2) is False
    assert refusal(check_can_fly, "x", height=2) == "Please fly lower."
    assert refusal(check_can_fly, "x", height=1) is None
    assert can_fly.__name__ == "can_fly"


def test_a_mistake_is_not_a_refusal():
    with pytest.raises(TypeError):
        can_fly("x", height=None)


def test_only_listed_columns_and_only_what_changed():
    unit = Unit(name_zh="甲", staff=3)
    assert set_columns(unit, ("staff", "name_zh"), {"name_zh": "乙", "staff": 3}) == ["name_zh"]
    with pytest.raises(TypeError, match="status"):
        set_columns(unit, ("staff",), {"status": "active"})
    assert unit.name_zh == "乙"


def test_the_first_fault_is_a_sentence():
    with pytest.raises(Refused, match="kind: Value 'club' is not a valid choice"):
        check_columns(Unit(kind="club", uscc="x", name_zh="甲", region="371100"))
