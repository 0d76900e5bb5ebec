"""Facts: how many people, how many years, which certificates; each in words of the text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ronghe.engine import facts
from ronghe.engine.facts import number

SAID = {
    "招 60 名会用 ComfyUI 的设计师，3年以上工作经验，持有教师资格证优先": [
        ("headcount", "60 名", 60, None, "required"),
        ("years", "3年", 3, None, "required"),
        ("certificate", "教师资格证", None, None, "desired"),
    ],
    "需要三十人，一至三年相关經驗": [
        ("headcount", "三十人", 30, None, "required"),
        ("years", "一至三年", 1, 3, "required"),
    ],
    "动画师 12 名": [("headcount", "12 名", 12, None, "required")],
    "计划招收实习生８－１０人": [("headcount", "８－１０人", 8, 10, "required")],
    "We are hiring 5 senior 3D artists with 3+ years of experience; PMP certification is a plus.": [
        ("headcount", "5 senior 3D artists", 5, None, "required"),
        ("years", "3+ years", 3, None, "required"),
        ("certificate", "PMP certification", None, None, "desired"),
    ],
    "At least two years' experience. 20 positions": [
        ("years", "two years'", 2, None, "required"),
        ("headcount", "20 positions", 20, None, "required"),
    ],
    "要求普通话二级甲等，英语四级": [
        ("certificate", "普通话二级甲等", None, None, "required"),
        ("certificate", "英语四级", None, None, "required"),
    ],
    "无需1+X数字影像处理职业技能等级证书": [("certificate", "1+X数字影像处理职业技能等级证书", None, None, "excluded")],
    "Must hold a relevant certificate, Adobe Certified Professional preferred": [
        ("certificate", "Adobe Certified", None, None, "desired")
    ],
}
SILENT = (
    "公司有500名员工，成立5年以上，最近五年经验丰富",  # of the firm
    "月薪1万，每周5天，第三名，2010年成立，大二年级",
    "The company was founded 12 years ago and has 300 employees.",
    "no certificate required",
    "一名优秀的设计师",
    "",
)


@pytest.mark.parametrize("text", SAID)
def test_a_text_says_so_many_people_years_and_certificates(text):
    assert [(fact.kind, fact.quote, fact.low, fact.high, fact.mode) for fact in facts(text)] == SAID[text]


@pytest.mark.parametrize("text", SILENT)
def test_a_number_of_something_else_is_left_alone(text):
    assert facts(text) == []


@pytest.mark.parametrize(
    ("written", "value"), [("60", 60), ("六十", 60), ("十二", 12), ("两百", 200), ("一百二十", 120), ("twelve", 12)]
)
def test_numbers_are_read_as_they_are_written(written, value):
    assert number(written) == value


PIECES = st.sampled_from([*SAID, *SILENT, "\n", "，", "。", " ", "\ud800", "😀", "60", "名", "年", "years", "证书"])


@given(st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=60))
def test_every_fact_quotes_its_text_and_none_of_a_kind_overlap(text):
    found = facts(text)
    assert all(text[fact.start : fact.end] == fact.quote and fact.quote for fact in found)
    for kind in ("headcount", "years", "certificate"):
        some = [fact for fact in found if fact.kind == kind]
        assert all(a.end <= b.start for a, b in pairwise(some))
