"""Workbooks and CSV: what we write cannot run, what we read cannot hurt."""

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from ronghe.lib import sheets
from ronghe.lib.sheets import worker
from tests.lib.test_letters import PAYLOADS

COLUMNS = [sheets.Column("名称", 20, "说明", required=True), sheets.Column("类别", choices=["企业", "学校"])]


def book(rows, columns=COLUMNS, **sheet):
    return sheets.workbook([sheets.Sheet("成员", columns, rows, **sheet)])


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def cells(content):
    return [list(row.cells) for row in sheets.read(content)[0].rows]


def fault_of(content):
    with pytest.raises(sheets.BadFile) as caught:
        sheets.read(content)
    return caught.value.code


def zipped(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in members.items():
            box.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def test_a_workbook_looks_as_it_should():
    page = opened(book([["甲", "企业"]], title="成员单位", line="一行说明", marks=[sheets.Mark(0, 1, "错了")]))["成员"]
    assert page["A1"].value == "成员单位"
    assert page.freeze_panes == "A4"
    assert page["A3"].comment.text == "说明"
    assert page["B4"].comment.text == "错了"
    assert page["B4"].fill.start_color.rgb != page["A4"].fill.start_color.rgb
    assert page["A3"].fill.start_color.rgb != page["B3"].fill.start_color.rgb  # what must be filled in is red
    assert page.column_dimensions["A"].width == pytest.approx(20, abs=1)
    assert page.data_validations.dataValidation[0].formula1.endswith("$A$1:$A$2")


def test_true_numbers_and_dates_stay_what_they_are():
    assert cells(book([[5, date(2027, 3, 31)], [2.5, -3]]))[1:] == [[5, date(2027, 3, 31)], [2.5, -3]]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_of_a_workbook_runs(payload):
    cell = opened(book([[payload, "x"]]))["成员"]["A2"]
    assert (cell.data_type, cell.value[0]) == ("s", "'")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_of_a_csv_runs(payload):
    written = sheets.csv_file(COLUMNS, [[payload, payload]])
    assert written.startswith(b"\xef\xbb\xbf")
    assert cells(written)[1] == [payload, payload]
    assert b"\r\n'" in written or b"\r\n\"'" in written


def test_heads_and_choices_do_not_run_either():
    columns = [sheets.Column("=1+1", choices=["=2+2"])]
    assert opened(book([], columns))["成员"]["A1"].value == "'=1+1"
    assert opened(book([], columns))["_lists"]["A1"].value == "'=2+2"


def test_the_same_sheets_give_the_same_bytes():
    assert book([["甲", "企业"]]) == book([["甲", "企业"]])


def test_broken_letters_are_written_and_read():
    assert cells(book([["a\ud800\x00b", "企业"]]))[1] == ["a\ufffdb", "企业"]


def test_a_cell_is_cut_to_what_a_workbook_holds():
    assert len(cells(book([["字" * 40_000, "x"]]))[1][0]) == 32_767


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_as_spreadsheets_write_it(coding, end, separator):
    text = end.join([f"名称{separator}类别", f"甲{separator}企业", "", f'"乙{separator}丙"{separator}学校'])
    table = sheets.read(text.encode(coding))[0]
    assert [row.number for row in table.rows] == [1, 2, 4]
    assert table.rows[2].cells == (f"乙{separator}丙", "学校")


def test_merged_cells_carry_their_value_downwards():
    page = openpyxl.Workbook()
    page.active.append(["单位", "标题"])
    for title in ("甲", "乙", "丙"):
        page.active.append([None, title])
    page.active["A2"] = "一所学校"
    page.active.merge_cells("A2:A4")
    out = io.BytesIO()
    page.save(out)
    assert cells(out.getvalue())[1:] == [["一所学校", "甲"], ["一所学校", "乙"], ["一所学校", "丙"]]


def test_hidden_sheets_are_not_read():
    assert [table.name for table in sheets.read(book([["甲", "企业"]]))] == ["成员"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \r\n \n", "empty"),
        (b"PK\x03\x04 not a zip at all", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_format"),
        (b"\x00\x01\x02\x03", "not_text"),
        (b"\xff\xff\xff", "coding"),
        (b"%PDF-1.7\n" + bytes(range(256)), "coding"),
        (bytes(sheets.MAX_BYTES + 1), "too_big"),
        (zipped(a_xml="<a/>"), "not_workbook"),
        (zipped(xl__workbook_xml="<a"), "broken"),
        (zipped(**{f"m{i}": "x" for i in range(300)}), "members"),
    ],
)
def test_what_is_no_table_is_told(content, code):
    assert fault_of(content) == code


def test_a_bomb_is_told_before_it_is_unpacked():
    assert fault_of(zipped(xl__workbook_xml="<a/>", bomb=b"\0" * (65 * 2**20))) == "inflated"
    assert fault_of(zipped(xl__workbook_xml="<a/>", bomb=b"\0" * (20 * 2**20))) == "ratio"


def test_a_bomb_that_lies_of_its_size_is_told():
    honest = zipped(xl__workbook_xml="<a/>", bomb=b"\0" * (20 * 2**20))
    size = (20 * 2**20).to_bytes(4, "little")
    assert fault_of(honest.replace(size, (1000).to_bytes(4, "little"))) == "broken"


def test_a_workbook_cut_anywhere_is_told():
    whole = book([["甲", "企业"]])
    for cut in range(5, len(whole), len(whole) // 8):
        assert fault_of(whole[:cut]) in {"broken", "not_workbook"}


def test_a_sheet_spread_over_a_million_rows_is_told():
    page = openpyxl.Workbook()
    page.active["A1"], page.active["XFD1048576"] = "a", "b"
    out = io.BytesIO()
    page.save(out)
    assert fault_of(out.getvalue()) in {"spread", "too_heavy"}


def test_the_reader_cannot_grow(monkeypatch, tmp_path):
    source = Path(worker.__file__).read_text("utf-8")
    greedy = tmp_path / "worker.py"
    greedy.write_text(
        source.replace("    if not content.strip():", "    kept = bytes(2**30)\n    if not content.strip():")
    )
    monkeypatch.setattr("ronghe.lib.sheets.reading.WORKER", greedy)
    assert fault_of(b"a,b") == "too_heavy"


def test_the_reader_cannot_last(monkeypatch, tmp_path):
    endless = tmp_path / "worker.py"
    endless.write_text("while True: pass")
    monkeypatch.setattr("ronghe.lib.sheets.reading.WORKER", endless)
    monkeypatch.setattr("ronghe.lib.sheets.reading.PATIENCE", 1)
    assert fault_of(b"a,b") == "too_heavy"


def test_too_many_rows_and_columns_are_told():
    assert fault_of(b"a\n" * (sheets.MAX_ROWS + 1)) == "rows"
    assert fault_of(b"a," * 300 + b"a") == "columns"


@pytest.mark.parametrize(("cell", "plain"), [(5.0, 5), (5.5, 5.5), (1e300, int(1e300)), (True, True), (None, "")])
def test_whole_numbers_are_whole(cell, plain):
    assert worker.plain(cell) == plain
