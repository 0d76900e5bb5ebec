"""Files: every bad row and field is named, nothing is written on failure, and what is written reads back."""

import csv
import json
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ronghe.engine import BadInput, Demand, SkillUse, Supply, read_taxonomy
from ronghe.engine.tables import read_postings, read_rows, read_texts, write_rows
from tests.engine.conftest import CASES

BAD = [json.loads(line) for line in (CASES / "bad_rows.jsonl").read_text("utf-8").splitlines()]
TAXONOMY = read_taxonomy(CASES / "taxonomy.jsonl")


def written(tmp_path, content, name="in.jsonl"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    return path


def faults_of(read, *args):
    with pytest.raises(BadInput) as refused:
        read(*args)
    return [(fault.row, fault.field) for fault in refused.value.faults]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case["line"][:50])
def test_every_bad_row_is_named_by_its_field(tmp_path, case):
    good = '{"id": "good", "text": "Maya"}\n'
    path = written(tmp_path, good + case["line"] + "\n" + good.replace("good", "good2"))
    assert faults_of(read_postings, path, Demand, TAXONOMY) == [(2, field) for field in case["fields"]]


def test_the_good_rows_beside_them_are_read(tmp_path):
    path = written(tmp_path, '{"id": "good", "text": "Maya"}\n')
    assert read_postings(path, Demand, TAXONOMY) == [Demand("good", "Maya")]


def test_all_faults_of_a_file_are_told_at_once_in_order(tmp_path):
    lines = [case["line"] for case in BAD if case["fields"] and case["fields"][0] not in ("line", "id")]
    faults = faults_of(read_postings, written(tmp_path, "\n".join(lines)), Demand, TAXONOMY)
    assert faults == sorted(faults, key=lambda fault: fault[0])
    assert {row for row, _ in faults} >= set(range(1, len(lines) + 1))


def test_a_full_record_is_read_whole(tmp_path):
    row = {"id": 7, "text": "t", "title": "T", "kind": "vacancy", "region": "山东 日照", "level": "3", "quantity": 5.0}
    row |= {"start": "2027-03-01", "end": "2027-04-01T00:00:00", "owner": "u", "more": {"any": 1}}
    row["skills"] = ["maya", {"id": "python", "level": 2, "mode": "desired"}]
    [demand] = read_postings(written(tmp_path, json.dumps(row)), Demand, TAXONOMY)
    uses = (SkillUse("maya"), SkillUse("python", "desired", 2))
    start, end = date(2027, 3, 1), date(2027, 4, 1)
    assert demand == Demand("7", "t", "T", "vacancy", "371100", uses, 3, start, end, 5, "u")


@pytest.mark.parametrize(
    "content",
    [
        b'\xef\xbb\xbf{"id": "a", "text": "\xe4\xb8\xad"}\n{"id": "b", "text": "x"}',
        b'{"id": "a", "text": "\xe4\xb8\xad"}\r\n\r\n{"id": "b", "text": "x"}\r\n',
        b'{"id": "a", "text": "\xe4\xb8\xad"}\r{"id": "b", "text": "x"}',
        b'\n\n  \n{"id": "a", "text": "\\u4e2d"}\n{"id": "b", "text": "x"}\n\n',
    ],
)
def test_byte_order_marks_line_ends_and_blank_lines_do_not_matter(tmp_path, content):
    assert [row.fields for row in read_texts(written(tmp_path, content))] == [
        {"id": "a", "text": "中"},
        {"id": "b", "text": "x"},
    ]


def test_a_line_separator_inside_a_text_ends_no_row(tmp_path):
    [row] = read_texts(written(tmp_path, '{"id": "a", "text": "x\u2028y\x85z"}'))
    assert row.fields["text"] == "x\u2028y\x85z"


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.xlsx"])
def test_an_empty_file_has_no_rows(tmp_path, name):
    assert read_rows(written(tmp_path, b"", name)) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", b"\xff\xfe{}"),
        ("a.csv", b"id,text\n1,\xc3\x28"),
        ("a.csv", b'id,text\n1,"open'),
        ("a.csv", b"id,text\n1,x,y,z\n"),
        ("a.xlsx", b"not a workbook"),
        ("a.xlsx", b"PK\x03\x04broken"),
        ("a.txt", b"x"),
        ("a", b"x"),
        ("a.jsonl", b"[" * 100_000),
        ("a.jsonl", b"9" * 5000),
        ("a.jsonl", b"[]"),
        ("a.jsonl", b"null"),
        ("a.jsonl", b'{"id": NaN, "text": "x"}'),
        ("a.jsonl", b'{"id": "a", "text": -Infinity}'),
    ],
)
def test_what_is_no_file_of_rows_is_refused(tmp_path, name, content):
    assert faults_of(read_texts, written(tmp_path, content, name))


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path):
    assert faults_of(read_rows, tmp_path / "none.jsonl") == [(0, "file")]
    (tmp_path / "folder.jsonl").mkdir()
    assert faults_of(read_rows, tmp_path / "folder.jsonl") == [(0, "file")]


def test_csv_cells_become_values(tmp_path):
    table = '\ufeffid,text,skills,quantity,start\r\n1,"a\r\nb",maya；python, 3 ,2027-03-01\r\n,,,,\r\n2,c,,,\r\n'
    one, two = read_postings(written(tmp_path, table, "a.csv"), Supply, TAXONOMY)
    assert one == Supply(
        "1", "a\r\nb", skills=(SkillUse("maya"), SkillUse("python")), quantity=3, start=date(2027, 3, 1)
    )
    assert two == Supply("2", "c")


def test_csv_faults_name_the_line(tmp_path):
    table = 'id,text,quantity\n1,"a\nb",2\n2,,1\n3,c,many\n'
    assert faults_of(read_postings, written(tmp_path, table, "a.csv"), Supply, TAXONOMY) == [
        (4, "text"),
        (5, "quantity"),
    ]


def test_a_workbook_of_a_spreadsheet_program_is_read(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["id", "text", "quantity", "start", "region"])
    book.active.append([1, "会用 Maya", 60, date(2027, 3, 1), 371100])
    book.active.append([None, None, None, None, None])
    book.active.append(["b", "x", None, None, None])
    book.save(tmp_path / "a.xlsx")
    one, two = read_postings(tmp_path / "a.xlsx", Demand, TAXONOMY)
    assert one == Demand("1", "会用 Maya", quantity=60, start=date(2027, 3, 1), region="371100")
    assert two.id == "b"


ROWS = [
    {"id": "a", "score": 0.5, "n": 3, "list": ["x", "中"], "none": None},
    {"id": "é😀", "score": 1e-6, "n": 0, "list": [], "none": None},
]
COLUMNS = ("id", "score", "n", "list", "none")


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "xlsx"])
def test_what_is_written_reads_back_and_is_the_same_bytes_twice(tmp_path, suffix):
    for name in ("a", "b"):
        write_rows(tmp_path / f"{name}.{suffix}", iter(ROWS), COLUMNS)
    back = [dict(row.fields) for row in read_rows(tmp_path / f"a.{suffix}")]
    if suffix == "jsonl":
        assert back == ROWS
    else:
        assert [row["id"] for row in back] == ["a", "é😀"]
        assert [float(row["score"]) for row in back] == [0.5, 1e-6]
        assert [json.loads(row["list"]) for row in back] == [["x", "中"], []]
    assert (tmp_path / f"a.{suffix}").read_bytes() == (tmp_path / f"b.{suffix}").read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == [f"a.{suffix}", f"b.{suffix}"]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_becomes_a_formula(tmp_path, suffix, text):
    write_rows(tmp_path / f"a.{suffix}", [{"x": text}], ["x"])
    if suffix == "csv":
        with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
            cell = list(csv.reader(file))[1][0]
    else:
        cell = openpyxl.load_workbook(tmp_path / "a.xlsx").active["A2"].value
    assert cell.startswith("'")


def broken():
    yield {"id": "a"}
    raise RuntimeError("half way")


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "xlsx"])
def test_a_failure_half_way_leaves_what_was_there(tmp_path, suffix):
    path = written(tmp_path, b"before", f"a.{suffix}")
    with pytest.raises(RuntimeError):
        write_rows(path, broken(), ["id"])
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]
    write_rows(path, [{"id": "a"}], ["id"])
    assert path.read_bytes() != b"before"


def test_places_that_cannot_be_written_are_named(tmp_path):
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "file").write_text("x")
    for path in ("folder.jsonl", "none/a.jsonl", "file/a.jsonl", "a" * 300 + ".jsonl", "a.txt", "a"):
        assert faults_of(write_rows, tmp_path / path, [{"id": "a"}], ["id"]) == [(0, "file")]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder.jsonl"]


def test_more_than_a_workbook_holds_is_refused_and_not_cut(tmp_path):
    assert faults_of(write_rows, tmp_path / "a.xlsx", [{"x": "y" * 40_000}], ["x"]) == [(0, "file")]
    assert list(tmp_path.iterdir()) == []
    write_rows(tmp_path / "a.jsonl", [{"x": "y" * 40_000}], ["x"])


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        (['{"id": "a", "zh": "甲"}', '{"id": "a", "zh": "乙"}'], [(2, "id")]),
        (['{"id": "a", "zh": "甲", "broader": ["b"]}'], [(1, "broader")]),
        (['{"id": "a", "zh": "甲", "broader": ["a"]}'], [(0, "broader")]),
        (['{"id": "a"}'], [(1, "zh")]),
        (['{"zh": "甲"}'], [(1, "id")]),
        (['{"id": 5, "zh": "甲"}'], [(1, "id")]),
        (['{"id": "a", "zh": 5}'], [(1, "zh")]),
        (['{"id": "a", "zh": "甲", "aliases": [1]}'], [(1, "aliases")]),
        (['{"id": "a", "zh": "甲", "aliases": {"b": 1}}'], [(1, "aliases")]),
        (['{"id": "a", "zh": "甲", "kind": "gadget"}'], [(1, "kind")]),
        (['{"id": "a", "zh": "甲", "uri": 3, "weak": 4}'], [(1, "uri"), (1, "weak")]),
    ],
)
def test_a_bad_taxonomy_is_refused(tmp_path, lines, faults):
    assert faults_of(read_taxonomy, written(tmp_path, "\n".join(lines))) == faults


def test_a_bare_taxonomy_is_read(tmp_path):
    taxonomy = read_taxonomy(written(tmp_path, '{"id": "a", "zh": "甲", "aliases": "one", "kind": null}'))
    assert taxonomy["a"].forms == ("甲", "one")
    assert len(read_taxonomy(written(tmp_path, b"", "empty.jsonl"))) == 0


VALUES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=6)
)
JSON = st.recursive(
    VALUES | st.just("maya"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "level", "mode"]), inner),
    max_leaves=5,
)
FIELDS = ("id", "text", "title", "kind", "region", "skills", "level", "start", "end", "quantity", "owner")


@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=6), max_size=4))
def test_any_rows_are_read_or_refused_by_name(tmp_path_factory, rows):
    path = tmp_path_factory.getbasetemp() / "any.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    try:
        read, faults = read_postings(path, Demand, TAXONOMY), ()
    except BadInput as refused:
        read, faults = [], refused.faults
    assert len(read) == len(rows) or faults
    assert all(1 <= f.row <= len(rows) and f.field in FIELDS and f.wrong and f.right for f in faults)
