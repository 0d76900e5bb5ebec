"""Records: everything wrong with a row is told, and an empty cell says nothing."""

from datetime import date

import pytest

from ronghe.intake.records import PostingRecord, UnitRecord
from tests.intake.files import posting_row, unit_row


def test_a_row_becomes_columns():
    record, faults = UnitRecord.from_row(unit_row(1), 2)
    assert not faults
    assert record.columns()["region"] == "371100"
    assert record.columns()["kind"] == "enterprise"
    assert "segment" not in record.columns()  # the cell is empty, so it says nothing


def test_every_fault_of_a_row_is_told():
    _, faults = UnitRecord.from_row(
        {"uscc": "1", "kind": "火箭", "province": "浙江", "city": "日照", "staff": "-1", "contact_email": "x"}, 9
    )
    assert [(fault.row, fault.field, fault.wrong) for fault in faults] == [
        (9, "uscc", "uscc.length"),
        (9, "name_zh", "required"),
        (9, "kind", "choice"),
        (9, "staff", "number.too_small"),
        (9, "contact_email", "email"),
        (9, "city", "region.mismatch"),
    ]


def test_what_two_cells_must_not_say():
    row = posting_row(1, start=date(2027, 5, 1), end=date(2027, 4, 1), pay_min=9, pay_max=8)
    _, faults = PostingRecord.from_row(row, 3)
    assert {(fault.field, fault.wrong, fault.right) for fault in faults} == {
        ("end", "date.order", "2027-05-01"),
        ("pay_max", "pay.order", "9"),
    }


def test_a_posting_without_a_number_is_known_by_what_it_says():
    first, _ = PostingRecord.from_row(posting_row(1, reference=""))
    again, _ = PostingRecord.from_row(posting_row(1, reference="", quantity=5))
    other, _ = PostingRecord.from_row(posting_row(2, reference=""))
    assert first.source_key == again.source_key != other.source_key
    assert len(first.source_key) <= 64


@pytest.mark.parametrize(("text", "lang"), [("招聘会用 ComfyUI 的操作员", "zh-hans"), ("We need operators.", "en")])
def test_the_language_of_a_text(text, lang):
    assert PostingRecord(given={"text": text}).lang == lang


def test_records_are_frozen():
    record, _ = UnitRecord.from_row(unit_row(1))
    with pytest.raises(TypeError):
        record.given["kind"] = "school"


def test_a_form_may_empty_a_column():
    assert UnitRecord.from_form({"name_en": "", "region": "371100", "stray": 1}).columns() == {
        "name_en": "",
        "region": "371100",
    }
    record = PostingRecord.from_form({"title": "t", "budget": None, "reference": "A1", "lang": "en"})
    assert record.columns() == {"title": "t", "budget": None, "lang": "en"}
    assert record.source_key == "A1"
