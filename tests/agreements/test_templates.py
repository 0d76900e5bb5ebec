"""The templates that we ship: whole, in two languages, and with the rules that the law sets."""

import re

import pytest

from ronghe.agreements.content import PLACE
from ronghe.agreements.models import AgreementType
from ronghe.agreements.templates import KINDS, shipped_templates, shipped_types

SHIPPED = {code: (fields, articles) for code, fields, articles in shipped_templates()}
ALWAYS = {"term", "language_clause"}
RULE = "教职成〔2021〕4号"


def said(code, language):
    return "\n".join(clause[language] for article in SHIPPED[code][1] for clause in article["clauses"])


def test_every_type_has_its_template(db):
    assert {given["code"] for given in shipped_types()} == set(SHIPPED)
    assert not AgreementType.objects.filter(templates__isnull=True).exists()


@pytest.mark.parametrize("code", SHIPPED)
def test_every_blank_is_a_field_and_every_field_fills_a_blank(code):
    names = {field["name"] for field in SHIPPED[code][0]}
    for language in ("zh", "en"):
        places = set(PLACE.findall(said(code, language)))
        assert places - ALWAYS == names, language


@pytest.mark.parametrize("code", SHIPPED)
def test_both_languages_say_something_everywhere(code):
    fields, articles = SHIPPED[code]
    for field in fields:
        assert field["kind"] in KINDS
        assert field["zh"]
        assert field["en"]
        assert field["kind"] == "date" or (field["example_zh"] and field["example_en"])
    for article in articles:
        for clause in [article, *article["clauses"]]:
            assert re.search("[\u4e00-\u9fff]|^{", clause["zh"])
            assert re.search("[A-Za-z]{3}|^{", clause["en"])


@pytest.mark.parametrize("code", SHIPPED)
def test_no_template_leads_to_a_web_address(code):
    assert not re.search("https?:|www[.]", said(code, "zh") + said(code, "en"))


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("在实习开始前签署", "signed before the internship begins"),
        ("专业对口", "matches the field of the programme"),
        ("一般为六个月", "usually lasts six months"),
        ("每日不超过八小时", "never exceed eight hours a day"),
        ("不安排学生加班、上夜班", "no overtime, no night shifts"),
        ("百分之八十", "80 %"),
        ("以货币形式及时、足额、直接支付给学生", "paid in money, on time, in full"),
        ("押金、培训费、报酬提成", "deposit, training fee, commission"),
        ("中介机构", "No intermediary"),
        ("保险费不向学生收取", "premium is neither charged to the student"),
        ("培训并考核", "trains the student in safety"),
        ("监护人签字的知情同意书", "informed consent signed by the guardian"),
    ],
)
def test_the_tripartite_agreement_keeps_the_rules_on_internships(zh, en):
    assert zh in said("tripartite", "zh")
    assert en in said("tripartite", "en")


def test_the_rule_stands_beside_what_it_asks():
    assert said("tripartite", "zh").count(RULE) >= 10
    assert said("tripartite", "zh").count(RULE) == said("tripartite", "en").count(RULE)
