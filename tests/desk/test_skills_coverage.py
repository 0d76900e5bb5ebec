"""`ronghe skills coverage`: what it writes, what it prints, and that bad input writes nothing."""

import csv
import json

import openpyxl
import pytest

from ronghe.desk.main import main

ADS = [
    {"id": "a", "title": "建模师", "text": "熟练使用Maya；负责大货跟单。\n薪资面议"},
    {"id": "b", "text": "有跟单经验，会验布"},
    {"id": 3, "text": "Maya is required. Strong pottery skills; pottery glazing."},
    {"id": "d", "text": "Our studio needs pottery."},
]
COMMAND = ["skills", "coverage", "--in", "ads.jsonl"]


@pytest.fixture(autouse=True)
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ADS)
    (tmp_path / "ads.jsonl").write_text(text, "utf-8")
    return tmp_path


def test_phrases_are_written_and_shares_are_printed(files, capsys):
    assert main([*COMMAND, "--out", "o.jsonl"]) == 0
    rows = [json.loads(line) for line in (files / "o.jsonl").read_text("utf-8").splitlines()]
    assert rows[0] == {
        "language": "zh", "phrase": "跟单", "count": 2, "texts": 2, "text": "a",
        "start": 13, "end": 20, "quote": "负责大货跟单。"
    }  # fmt: skip
    assert [(row["phrase"], row["count"], row["texts"], row["text"]) for row in rows if row["language"] == "en"] == [
        ("pottery", 3, 2, "3")
    ]
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "Chinese: 40.0% explained (2 of 5 clauses in 2 texts; set aside: pay 1)",
        "English: 25.0% explained (1 of 4 clauses in 2 texts; set aside: none)",
    ]
    assert err == ""


def test_places_count_in_title_line_break_text(files):
    assert main([*COMMAND, "--out", "o.jsonl"]) == 0
    first = json.loads((files / "o.jsonl").read_text("utf-8").splitlines()[0])
    assert f"{ADS[0]['title']}\n{ADS[0]['text']}"[first["start"] : first["end"]] == first["quote"]


def test_the_same_bytes_twice(files):
    for name in ("1.jsonl", "2.jsonl"):
        assert main([*COMMAND, "--out", name]) == 0
    assert (files / "1.jsonl").read_bytes() == (files / "2.jsonl").read_bytes() != b""


@pytest.mark.parametrize(("more", "phrases"), [(["--top", "1"], 2), (["--least", "3"], 0), ([], 2)])
def test_bounds_are_kept(files, more, phrases):
    assert main([*COMMAND, *more, "--out", "o.jsonl"]) == 0
    assert len((files / "o.jsonl").read_text("utf-8").splitlines()) == phrases


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_tables_hold_the_same(files, suffix):
    assert main([*COMMAND, "--out", f"o{suffix}"]) == 0
    if suffix == ".csv":
        with (files / "o.csv").open(encoding="utf-8-sig", newline="") as file:
            found = [row["phrase"] for row in csv.DictReader(file)]
    else:
        sheet = openpyxl.load_workbook(files / "o.xlsx").active
        found = [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert found == ["跟单", "pottery"]


def test_a_taxonomy_of_ones_own_explains_its_own_words(files, capsys):
    concept = {"id": "pottery", "zh": "陶艺", "en": "pottery"}
    (files / "own.jsonl").write_text(json.dumps(concept) + "\n", "utf-8")
    assert main([*COMMAND, "--taxonomy", "own.jsonl", "--out", "o.jsonl"]) == 0
    assert "English: 75.0% explained (3 of 4" in capsys.readouterr().out


def test_bad_rows_are_named_and_nothing_is_written(files, capsys):
    with (files / "ads.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "a", "text": "again"}\nno json\n')
    assert main([*COMMAND, "--out", "o.jsonl"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "ads.jsonl:6:line" in err
    assert not (files / "o.jsonl").exists()


def test_an_empty_file_gives_an_empty_one_and_says_nothing(files, capsys):
    (files / "ads.jsonl").write_bytes(b"")
    assert main([*COMMAND, "--out", "o.jsonl"]) == 0
    assert (files / "o.jsonl").read_bytes() == b""
    assert capsys.readouterr() == ("", "")
