"""The official list: in both languages, numbered through, whatever people wrote."""

import pytest
from django.utils.translation import override

from ronghe.intake.lists import supply_and_demand_list
from ronghe.postings.models import Posting
from ronghe.postings.states import Kind
from tests.lib.test_papers import text_of
from tests.people import posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def postings(cast):
    for number in range(12):
        posting(cast.officer, cast.enterprise, title=f"订单班 {number}", region="371100", pay_min=6000, pay_max=9000)
    posting(
        cast.officer,
        cast.school,
        kind=Kind.PROGRAMME,
        title="数字媒体技术",
        programme_code="510204",
        text="专业。" * 200,
    )
    return Posting.objects.select_related("owner").prefetch_related("skills")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "zh-hans",
            [
                "供需清单",
                "编号：2026-3",
                "需求12条",
                "供给1条",
                "一、需求",
                "二、供给",
                "山东日照",
                "月薪6000–9000元",
                "专业代码510204",
            ],
        ),
        ("en", ["SupplyandDemandList", "No.2026-3", "12demands", "1supply", "Rizhao,", "6000–9000yuan"]),
    ],
)
def test_the_list_in_both_languages(postings, language, said):
    with override("en"):  # whatever the reader's language is
        pdf = supply_and_demand_list(postings, language=language, community="示范共同体", number="2026-3")
    text = "".join(text_of(pdf).split())
    assert [part for part in said if part not in text] == []
    assert "13" in text


def test_an_empty_list(db):
    assert supply_and_demand_list([], language="zh-hans", community="示范共同体").startswith(b"%PDF")
