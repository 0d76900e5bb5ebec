"""`ronghe skills convert`, and the taxonomies of others in the other commands."""

import json

import pytest

from ronghe.desk.main import main

TEA = [
    {"id": "g-tea", "kind": "group", "zh": "茶业", "en": "tea"},
    {"id": "making", "kind": "skill", "zh": "制茶", "en": "tea making", "broader": ["g-tea"], "aliases": ["炒青"]},
    {"id": "machine", "kind": "tool", "zh": "萎凋机", "en": "withering machine", "broader": ["making"]},
]
CASE = ["--creator", "Somebody", "--date", "2027-03-31"]


@pytest.fixture(autouse=True)
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lines = [json.dumps(row, ensure_ascii=False, separators=(", ", ": ")) + "\n" for row in TEA]
    (tmp_path / "tea.jsonl").write_text("".join(lines), "utf-8")
    return tmp_path


def convert(given, out, *more):
    return main(["skills", "convert", "--in", given, "--out", out, *more])


def test_to_case_and_back_gives_the_same_bytes(files, capsys):
    assert convert("tea.jsonl", "tea.json", *CASE, "--title", "Tea", "--base", "urn:x:tea:", "--language", "zh") == 0
    assert capsys.readouterr() == ("", "")
    document = json.loads((files / "tea.json").read_text("utf-8"))["CFDocument"]
    assert (document["title"], document["creator"], document["language"]) == ("Tea", "Somebody", "zh")
    assert convert("tea.json", "again.jsonl") == 0
    assert (files / "again.jsonl").read_bytes() == (files / "tea.jsonl").read_bytes()
    lost = "".join(f"again.jsonl: does not hold 1 × {name}\n" for name in ("creator", "date", "title"))
    assert capsys.readouterr() == ("", lost)


def test_what_esco_cannot_hold_is_said(files, capsys):
    assert convert("tea.jsonl", "skills_en.csv") == 0
    assert capsys.readouterr().err.splitlines() == [
        "skills_en.csv: does not hold 1 × alias in zh",
        "skills_en.csv: does not hold 1 × kind tool (written as knowledge)",
        "skills_en.csv: does not hold 3 × label in zh",
    ]
    assert {path.name for path in files.iterdir()} == {
        "tea.jsonl", "skills_en.csv", "skillGroups_en.csv", "broaderRelationsSkillPillar_en.csv",
    }  # fmt: skip


def test_case_without_a_maker_is_refused_and_nothing_is_written(files, capsys):
    assert convert("tea.jsonl", "tea.json", "--date", "2027-03-31") == 2
    assert capsys.readouterr().err.startswith("tea.json:0:CFDocument.creator: is not known; ")
    assert [path.name for path in files.iterdir()] == ["tea.jsonl"]


def test_a_format_may_be_named_where_the_suffix_says_none(files):
    assert convert("tea.jsonl", "tea.txt") == 2
    assert convert("tea.jsonl", "tea.txt", "--format", "jsonl") == 0
    assert (files / "tea.txt").read_bytes() == (files / "tea.jsonl").read_bytes()


@pytest.mark.parametrize(
    "words", [["--date", "tomorrow"], ["--base", "ours"], ["--base", "urn: x"], ["--format", "xml"]]
)
def test_wrong_options_exit_with_2(words, capsys):
    with pytest.raises(SystemExit) as left:
        convert("tea.jsonl", "tea.json", *words)
    assert left.value.code == 2
    assert "usage" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "more"), [("tea.json", CASE), ("skills_zh.csv", [])])
def test_reading_with_it_gives_what_reading_with_lines_gives(files, name, more):
    assert convert("tea.jsonl", name, *more) == 0
    (files / "texts.jsonl").write_text('{"id": "1", "text": "招制茶师傅，精通炒青，会用萎凋机。"}\n', "utf-8")
    for taxonomy, out in (("tea.jsonl", "a.jsonl"), (name, "b.jsonl")):
        assert main(["skills", "read", "--in", "texts.jsonl", "--taxonomy", taxonomy, "--out", out]) == 0
    assert (files / "a.jsonl").read_bytes() == (files / "b.jsonl").read_bytes()
    assert b"machine" in (files / "a.jsonl").read_bytes()


def test_faults_of_a_package_are_named_with_those_of_other_files(files, capsys):
    (files / "bad.json").write_text('{"CFItems": [{"identifier": "a"}]}')
    assert main(["skills", "read", "--in", "tea.jsonl", "--taxonomy", "bad.json", "--out", "o.jsonl"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "bad.json:1:CFItems.fullStatement: is missing; CASE requires it of every item",
        "1 fault(s); nothing was written.",
    ]
