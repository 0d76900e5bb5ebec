"""Single cells: what people write, and what is told where it cannot be read."""

from datetime import date, timedelta

import pytest

from ronghe.intake import fields, places, skill_words, values
from ronghe.intake.models import ImportKind
from ronghe.lib.dates import today
from ronghe.postings.states import SkillMode
from tests.intake.files import code

pytestmark = pytest.mark.django_db  # the vocabulary's edition is a row


def wrong(read, cell):
    with pytest.raises(values.Wrong) as caught:
        read(cell)
    return caught.value.code, caught.value.right


@pytest.mark.parametrize(
    "cell",
    [
        date(2027, 3, 31),
        "2027-03-31",
        "2027/3/31",
        "2027.3.31",
        "2027年3月31日",
        "２０２７－０３－３１",
        20270331,
        "2027 年 3 月 31 日",
    ],
)
def test_days_as_people_write_them(cell):
    assert values.day(cell) == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("明年", "date.unreadable"),
        ("2027-03", "date.unreadable"),
        ("2027-02-30", "date.none"),
        ("31/3/2027", "date.unreadable"),
        (46477, "date.unreadable"),
    ],
)
def test_days_that_are_none(cell, why):
    assert wrong(values.day, cell)[0] == why


@pytest.mark.parametrize("cell", [60, "60", " 60 ", "６０", "0060"])
def test_whole_numbers(cell):
    assert values.whole(1)(cell) == 60


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("60人", ("number.not_whole", "60")),
        (2.5, ("number.not_whole", "")),
        ("很多", ("number.not_whole", "")),
        (0, ("number.too_small", "1")),
        (-5, ("number.too_small", "1")),
        (True, ("number.not_whole", "")),
        (10**12, ("number.too_big", str(values.MOST))),
    ],
)
def test_numbers_that_are_none(cell, told):
    assert wrong(values.whole(1), cell) == told


def test_a_code_with_a_wrong_last_character_is_told_the_right_one():
    right = code(7)
    broken = right[:17] + ("A" if right[17] != "A" else "B")
    assert wrong(values.uscc, broken) == ("uscc.check", right)


def test_other_faults_of_a_code():
    assert wrong(values.uscc, "9133010") == ("uscc.length", "7")
    assert wrong(values.uscc, 913301000000000000) == ("uscc.number", "")
    assert wrong(values.uscc, code(7).replace("0", "O", 1)) == ("uscc.letter", code(7))
    assert values.uscc(f" {code(7).lower()} ") == code(7)


@pytest.mark.parametrize("cell", ["企业", "公司", "enterprise", "Enterprise", " 链主企业 "])
def test_kinds_by_word_or_code(cell):
    assert fields.field(ImportKind.UNITS, "kind").read(cell) == "enterprise"


def test_a_word_close_to_one_of_the_list_is_suggested():
    assert wrong(fields.field(ImportKind.POSTINGS, "kind").read, "实训基地地") == ("choice", "training_base")
    assert wrong(fields.field(ImportKind.POSTINGS, "kind").read, "zzzz") == ("choice", "")


@pytest.mark.parametrize(
    ("cells", "region"),
    [
        (("山东", "日照", ""), "371100"),
        (("山东省", "日照市", ""), "371100"),
        (("", "日照", ""), "371100"),
        (("Shandong", "Rizhao", ""), "371100"),
        (("370000", "", ""), "370000"),
        (("", "", "山东 日照"), "371100"),
        (("", "", "371100"), "371100"),
        (("吉林", "吉林", ""), "220200"),
        (("", "", "全国"), ""),
        (("北京", "", ""), "110000"),
        (("北京", "北京市", ""), "110000"),
        (("北京", "朝阳区", ""), "110000"),
        (("上海", "浦东新区", ""), "310000"),
    ],
)
def test_places(cells, region):
    assert places.region_of(*cells) == (region, None)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("浙江", "日照", ""), ("city", "region.mismatch", "370000")),
        (("山冬", "", ""), ("province", "region.unknown", "")),  # 山东 and 山西 are as close
        (("黑龙将", "", ""), ("province", "region.unknown", "230000")),
        (("山东", "日昭", ""), ("city", "region.unknown", "371100")),
        (("日照", "", ""), ("province", "region.not_province", "370000")),
        (("", "", "浙江 日照"), ("region", "region.mismatch", "370000")),
        (("火星", "", ""), ("province", "region.unknown", "")),
    ],
)
def test_places_that_do_not_fit(cells, told):
    _, (name, _value, fault) = places.region_of(*cells)
    assert (name, fault.code, fault.right) == told


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_skills_are_read_as_they_are_written(language):
    known = [skill.id for skill in skill_words.bridge.taxonomy().values() if skill.kind != "group"]
    modes = list(SkillMode)
    skills = [(skill, modes[i % 3], i % 6 or None) for i, skill in enumerate(known)]
    assert skill_words.read_skills(skill_words.write_skills(skills, language)) == skills


def test_skills_that_cannot_be_read():
    assert wrong(skill_words.read_skills, "ComfyUI（大概）") == ("skill.mark", "ComfyUI（大概）")
    assert wrong(skill_words.read_skills, "ComfyUI; qwzx")[0] == "skill.unknown"


def test_every_head_is_its_own():
    for kind in ImportKind:
        for one in fields.FIELDS[kind]:
            for name in (one.zh, one.en, f"{one.zh} *", f"{one.en} (must)"):
                assert fields.heads(kind)[fields.head_word(name)] == one.name


def test_the_examples_of_the_templates_are_right():
    from ronghe.intake.records import PostingRecord, UnitRecord
    from ronghe.intake.workbooks import _example, _listed

    for kind, record in ((ImportKind.UNITS, UnitRecord), (ImportKind.POSTINGS, PostingRecord)):
        for language in ("zh-hans", "en"):
            made, faults = record.from_row({one.name: _example(one, language) for one in _listed(kind)})
            assert made
            assert not faults
    assert today() < made.columns()["valid_until"] <= today() + timedelta(days=366)
