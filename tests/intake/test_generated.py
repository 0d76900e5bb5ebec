"""Generated files and cells: whatever comes in, either it has a meaning or its faults are named."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ronghe.intake import fields, parsing, sentences
from ronghe.intake.models import ImportKind
from ronghe.lib import sheets
from ronghe.lib.sheets import worker
from tests.intake.files import posting_row, unit_row, workbook

WORDS = """是 否 企业 山东 日照 浙江 2027-03-31 2027年2月30日 60人 -1 0 510204 ComfyUI；( （优先 1e9 ９９ 91 =1+1 '=x @
%(x)s {} ² ١٢ ⅷ İ 𬭎"""
PIECES = st.sampled_from([*WORDS.split(), "\t", "\n", " ", "\ud800", "\x00"])
CELLS = st.one_of(
    PIECES,
    st.lists(PIECES, max_size=4).map("".join),
    st.text(max_size=20),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.just(date(2027, 3, 31)),
)
BOOKS = {
    kind: workbook(kind, [row(1), row(2)])
    for kind, row in ((ImportKind.UNITS, unit_row), (ImportKind.POSTINGS, posting_row))
}


@pytest.mark.django_db  # the vocabulary's edition is a row
@settings(max_examples=1500, deadline=None)
@given(st.data(), st.sampled_from(ImportKind))
def test_any_cells_are_a_record_or_faults_in_words(data, kind):
    names = [one.name for one in fields.FIELDS[kind]]
    cells = data.draw(st.dictionaries(st.sampled_from(names), CELLS))
    record, faults = parsing.RECORDS[kind].from_row(cells, 2)
    assert bool(record) != bool(faults)
    assert all(sentences.whole(fault, kind) and fault.field in names for fault in faults)


@settings(max_examples=1500, deadline=None)
@given(st.data(), st.sampled_from(ImportKind))
def test_a_workbook_with_damaged_bytes_is_read_or_told(data, kind):
    damaged = bytearray(BOOKS[kind])
    for place in data.draw(st.lists(st.integers(0, len(damaged) - 1), min_size=1, max_size=8)):
        damaged[place] = data.draw(st.integers(0, 255))
    _read_or_told(bytes(damaged))


@settings(max_examples=1500, deadline=None)
@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
)
def test_any_bytes_are_read_or_told(content):
    _read_or_told(content)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=5))
def test_what_we_write_we_read(rows):
    columns = [sheets.Column(title) for title in "甲乙丙"]
    for content in (sheets.workbook([sheets.Sheet("表", columns, rows)]), sheets.csv_file(columns, rows)):
        assert worker.read(content)[0]["rows"][0][1] == ["甲", "乙", "丙"]


def _read_or_told(content):
    """Read here and not in a process of its own, which would take a thousand times as long."""
    try:
        read = worker.read(content)
    except worker.Unreadable as fault:
        read, code = [], f"file.{fault.code}"
        assert code in sentences.WRONG
    assert all(isinstance(number, int) for sheet in read for number, _cells in sheet["rows"])
