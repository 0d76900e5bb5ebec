"""Regions: every code and every name finds its way back, and borders have two sides."""

import pytest

from ronghe.engine.regions import are_neighbours, city_of, find, province_of, regions

ALL = list(regions().values())
PROVINCES = [region for region in ALL if region.is_province]


def test_there_are_34_provinces_and_every_city_lies_in_one():
    assert len(PROVINCES) == 34
    assert {province_of(region.code) for region in ALL} == {region.code for region in PROVINCES}


def test_every_code_finds_itself():
    assert [r.code for r in ALL if find(r.code) != r.code] == []


def test_every_chinese_name_finds_its_region():
    """Where a province and a city share a short name (吉林), it means the province."""
    wrong = {(r.code, name) for r in ALL for name in (r.zh, r.short_zh) if find(name) != r.code}
    assert {name for code, name in wrong} <= {r.short_zh for r in PROVINCES}


def test_every_name_with_its_province_finds_its_region():
    wrong = []
    for r in ALL:
        p = regions()[province_of(r.code)]
        names = [f"{p.short_zh} {r.short_zh}", f"{p.zh}{r.zh}", f"{p.zh} {r.zh}", f"{r.en}, {p.en}", f"{p.en} / {r.en}"]
        wrong += [(r.code, name) for name in names if not r.is_province and find(name) != r.code]
    assert wrong == []


def test_every_english_name_finds_a_region_of_that_name():
    assert [
        r.code for r in ALL if regions()[find(r.en)].en != r.en and regions()[find(r.en)].is_province == r.is_province
    ] == []


@pytest.mark.parametrize("text", ["", " ", "Atlantis", "火星", "999999", "37", "somewhere", "0", "Shan", "山", "nan"])
def test_what_is_no_region_is_not_found(text):
    assert find(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("日照", "371100"),
        ("日照市", "371100"),
        ("Suzhou, Anhui", "341300"),
        ("Suzhou, Jiangsu", "320500"),
        ("吉林 吉林市", "220200"),
        ("Beijing, China", "110000"),
        ("Hinggan League, Inner Mongolia", "152200"),
        ("湖北 仙桃", "429004"),
        ("山东日照", "371100"),
        ("山东省日照市", "371100"),
        ("山东省 日照市", "371100"),
        ("山東日照", "371100"),
        ("Rizhao", "371100"),
        ("rizhao, shandong", "371100"),
        ("Rizhao City", "371100"),
        ("Shandong Province", "370000"),
        ("Xi'an", "610100"),
        ("Xian", "610100"),
        ("Xi’an, Shaanxi", "610100"),
        ("北京", "110000"),
        ("Beijing", "110000"),
        ("３７１１００", "371100"),
        (" 371100 ", "371100"),
        ("广西", "450000"),
        ("新疆", "650000"),
    ],
)
def test_a_region_is_found_as_people_write_it(text, code):
    assert find(text) == code


@pytest.mark.parametrize(("text"), ["Rizhao, Guangdong", "广东 日照", "广东省日照市", "日照、济南"])
def test_a_city_in_the_wrong_province_is_not_guessed(text):
    assert find(text) is None


def test_borders_have_two_sides_and_nobody_borders_itself():
    known = {p.code for p in PROVINCES}
    for p in PROVINCES:
        assert set(p.neighbours) <= known - {p.code}
        assert all(p.code in regions()[other].neighbours for other in p.neighbours)
    assert are_neighbours("371100", "320100")
    assert are_neighbours("320100", "371100")
    assert not are_neighbours("371100", "440100")
    assert not are_neighbours("000000", "370000")


def test_cities_have_no_neighbours_and_lie_in_themselves():
    assert all(not r.neighbours for r in ALL if not r.is_province)
    assert all(city_of(r.code) == r.code for r in ALL if not r.is_province)
    assert city_of("370000") is None
    assert city_of("110000") == "110000"
    assert city_of("429004") != city_of("429005")  # 仙桃 and 潜江, both right under Hubei
