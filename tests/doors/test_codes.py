"""Codes of catalogues beside a posting: suggested for its title, taken by its owner, answered where they are old."""

import re

import pytest

from ronghe.postings.models import Posting
from ronghe.postings.states import Kind
from ronghe.web.postings import codes
from tests import people
from tests.doors.test_postings import as_, typed

pytestmark = pytest.mark.django_db


def offered(page):
    """The codes that the page offers to take."""
    return re.findall(r'name="take" value="([^"]+)"', page)


def test_a_demand_is_suggested_occupations_with_both_names_and_the_version(cast):
    page = as_(cast.owner).post("/postings/read/", typed(title="人工智能训练师订单班")).content.decode()
    assert offered(page)[0] == "4-04-05-05"
    for words in ("人工智能训练师", "artificial intelligence trainer", "中华人民共和国职业分类大典 2022"):
        assert words in page


def test_a_supply_is_suggested_programmes(cast):
    sent = typed(kind="programme", title="游戏艺术设计专业：次世代模型方向")
    page = as_(cast.editor).post("/postings/read/", sent).content.decode()
    assert offered(page)[0] == "550109"
    assert "职业教育专业目录 2021" in page


@pytest.mark.parametrize("kind", ["equipment", "technical_problem", "nonsense", ""])
def test_what_has_no_code_is_suggested_none(cast, kind):
    page = as_(cast.owner).post("/postings/read/", typed(kind=kind, title="人工智能训练师")).content.decode()
    assert offered(page) == []


def test_what_is_taken_stands_in_its_field_and_is_kept(cast):
    client, sent = as_(cast.owner), typed(title="人工智能训练师订单班", take="4-04-05-05")
    page = client.post("/postings/read/", sent).content.decode()
    [field] = re.findall(r'<input[^>]*name="occupation_code"[^>]*>', page)
    assert 'value="4-04-05-05"' in field
    assert 'hx-swap-oob="true"' in field
    assert offered(page) == []
    client.post("/postings/new/?kind=talent_order", typed(occupation_code="4-04-05-05", title="人工智能训练师订单班"))
    posting = Posting.objects.get()
    assert posting.occupation_code == "4-04-05-05"
    page = client.get(f"/postings/{posting.pk}/edit/").content.decode()
    assert "artificial intelligence trainer" in page
    assert offered(page) == []
    assert "4-04-05-05" in client.get(f"/postings/{posting.pk}/").content.decode()


def test_a_code_is_taken_without_javascript(cast):
    sent = {**typed(title="人工智能训练师订单班", take="4-04-05-05"), "do": ""}
    page = as_(cast.owner).post("/postings/new/?kind=talent_order", sent).content.decode()
    assert 'value="4-04-05-05"' in re.search(r'<input[^>]*name="occupation_code"[^>]*>', page)[0]
    assert not Posting.objects.exists()


def test_an_old_code_is_answered_with_the_one_in_force(cast):
    sent = typed(occupation_code="2-02-10-09", title="算法工程师")
    page = as_(cast.owner).post("/postings/new/?kind=talent_order", sent).content.decode()
    assert "is of an older catalogue" in page
    assert offered(page) == ["2-02-38-01"]
    assert not Posting.objects.exists()


def test_an_old_code_of_a_workbook_is_shown_with_its_successor(cast):
    demand = people.posting(cast.owner, cast.enterprise, visibility="public", occupation_code="2-02-10-09")
    page = as_(cast.owner, "zh-hans").get(f"/postings/{demand.pk}/").content.decode()
    for words in ("2-02-10-09", "中华人民共和国职业分类大典 2019", "2-02-38-01", "现行职业"):
        assert words in page


def test_an_unknown_code_is_refused(cast):
    page = as_(cast.owner).post("/postings/new/?kind=vacancy", typed(occupation_code="9-99-99-99")).content.decode()
    assert 'id="id_occupation_code_error"' in page


def test_every_kind_has_one_field_at_most():
    assert {codes.field_of(kind) for kind in Kind} == {None, "occupation_code", "programme_code"}
    assert codes.field_of(Kind.VACANCY) == codes.field_of(Kind.TALENT_ORDER) == "occupation_code"
    assert codes.field_of(Kind.COHORT) == codes.field_of(Kind.PROGRAMME) == "programme_code"
