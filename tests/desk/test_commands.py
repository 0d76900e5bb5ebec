"""The commands on files: what they write, and that bad input writes nothing and is named."""

import argparse
import csv
import json
import os
import re
import subprocess
import sys

import openpyxl
import pytest

from ronghe.desk.main import main, parser
from ronghe.desk.progress import progress
from ronghe.engine import SUPPLY_KINDS, read_taxonomy
from tests.engine.conftest import CASES

DEMANDS = [
    {
        "id": "d1",
        "text": "招 60 名会用 ComfyUI 做电商海报的 AIGC 设计师，懂版权优先",
        "kind": "talent_order",
        "quantity": 60,
        "region": "杭州",
    },
    {
        "id": "d2",
        "text": "Game company needs Unreal Engine artists. Houdini is a plus.",
        "start": "2027-09-01",
    },
]
SUPPLIES = [
    {
        "id": "s1",
        "text": "数字媒体专业，开设 ComfyUI 与 Stable Diffusion、海报设计课程",
        "kind": "programme",
        "region": "浙江",
    },
    {"id": "s2", "text": "虚幻引擎场景制作，Houdini 特效", "kind": "course", "quantity": 30},
    {"id": "s3", "text": "会计与审计"},
]
COMMANDS = {
    "read": ["skills", "read", "--in", "texts.jsonl"],
    "rank": ["skills", "rank", "--in", "texts.jsonl", "--corpus", "supplies.jsonl", "--encoder", "chars"],
    "dock": ["dock", "--demands", "demands.jsonl", "--supplies", "supplies.jsonl", "--encoder", "chars"],
    "gap": ["gap", "--programme", "supplies.jsonl", "--demands", "demands.jsonl"],
}
SUFFIX = {"read": ".jsonl", "rank": ".tsv", "dock": ".jsonl", "gap": ".jsonl"}


def put(path, rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


@pytest.fixture(autouse=True)
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "demands.jsonl", DEMANDS)
    put(tmp_path / "supplies.jsonl", SUPPLIES)
    put(tmp_path / "texts.jsonl", [{"id": d["id"], "text": d["text"]} for d in DEMANDS])
    return tmp_path


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_read_links_clauses_only_when_asked_and_marks_what_it_linked(tmp_path):
    put(tmp_path / "texts.jsonl", [{"id": "a", "text": "熟练 Maya，能把视频剪接成片的同学"}])
    asked = [*COMMANDS["read"], "--taxonomy", str(CASES / "taxonomy.jsonl"), "--out", "o.jsonl"]
    assert main(asked) == 0
    [plain] = json.loads((tmp_path / "o.jsonl").read_text("utf-8"))["skills"]
    assert main([*asked, "--link"]) == 0
    read, linked = json.loads((tmp_path / "o.jsonl").read_text("utf-8"))["skills"]
    assert read == plain
    assert "linked" not in read
    assert (linked["id"], linked["quote"], linked["linked"]) == ("editing", "能把视频剪接成片的同学", True)
    assert 0.5 <= linked["confidence"] < 1


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_writes_its_output_the_same_bytes_twice(files, capsys, command):
    outputs = [files / f"{n}{SUFFIX[command]}" for n in (1, 2)]
    for out in outputs:
        assert main([*COMMANDS[command], "--out", str(out)]) == 0
    assert outputs[0].read_bytes() == outputs[1].read_bytes() != b""
    assert capsys.readouterr() == ("", "")


def test_dock_explains_every_pair(files):
    assert main([*COMMANDS["dock"], "--out", "o.jsonl", "--top", "2"]) == 0
    rows = lines(files / "o.jsonl")
    assert [(row["demand"], row["rank"]) for row in rows] == [("d1", 1), ("d1", 2), ("d2", 1), ("d2", 2)]
    assert [row["supply"] for row in rows if row["rank"] == 1] == ["s1", "s2"]
    wanted = {"demand", "rank", "supply", "score", "parts", "matched", "missing", "reasons"}
    assert all(wanted <= set(row) and row["reasons"] for row in rows)
    taxonomy = read_taxonomy()
    assert all(skill in taxonomy for row in rows for skill in (*row["matched"], *row["partial"], *row["missing"]))
    assert all(set(reason) == {"code", "facts"} for row in rows for reason in (*row["reasons"], *row["changes"]))


def test_read_quotes_the_text(files):
    assert main([*COMMANDS["read"], "--out", "o.jsonl"]) == 0
    for row, source in zip(lines(files / "o.jsonl"), DEMANDS, strict=True):
        assert row["id"] == source["id"]
        assert row["skills"]
        assert all(source["text"][skill["start"] : skill["end"]] == skill["quote"] for skill in row["skills"])
        assert {skill["mode"] for skill in row["skills"]} == {"required", "desired"}


def test_rank_writes_three_columns_best_first(files):
    assert main([*COMMANDS["rank"], "--out", "o.tsv", "--top", "2"]) == 0
    rows = [line.split("\t") for line in (files / "o.tsv").read_text("utf-8").splitlines()]
    assert [row[0] for row in rows] == ["d1", "d1", "d2", "d2"]
    assert rows[0][1] == "s1"
    assert all(float(a[2]) >= float(b[2]) for a, b in zip(rows[::2], rows[1::2], strict=True))


def test_gap_names_status_and_courses(files):
    assert main([*COMMANDS["gap"], "--out", "o.jsonl"]) == 0
    rows = {row["skill"]: row for row in lines(files / "o.jsonl")}
    assert rows["comfyui"] == {
        "skill": "comfyui",
        "demanded": 60,
        "covered": 1.0,
        "status": "covered",
        "courses": ["s1"],
    }
    assert {row["status"] for row in rows.values()} >= {"covered", "surplus"}


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_tables_go_in_and_out(files, suffix):
    fields = ["id", "text", "kind", "quantity", "region"]
    with (files / "demands.csv").open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.DictWriter(file, fields, extrasaction="ignore")
        table.writeheader()
        table.writerows(DEMANDS)
    assert main(["dock", "--demands", "demands.csv", *COMMANDS["dock"][3:], "--out", f"o{suffix}"]) == 0
    assert main([*COMMANDS["dock"], "--out", "o.jsonl"]) == 0
    if suffix == ".csv":
        with (files / "o.csv").open(encoding="utf-8-sig", newline="") as file:
            found = [(row["demand"], row["supply"]) for row in csv.DictReader(file)]
    else:
        sheet = openpyxl.load_workbook(files / "o.xlsx").active
        found = [(row[0], row[2]) for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert found == [(row["demand"], row["supply"]) for row in lines(files / "o.jsonl")]


@pytest.mark.parametrize("command", COMMANDS)
def test_bad_rows_of_every_file_are_named_and_nothing_is_written(files, capsys, command):
    inputs = sorted({word for word in COMMANDS[command] if word.endswith(".jsonl")})
    for name in inputs:
        with (files / name).open("a", encoding="utf-8") as file:
            file.write(
                '{"id": "d1"}\n{"text": 5}\nno json\n' if name != "demands.jsonl" else '{"id": "d9", "text": ""}\n'
            )
    before = {path.name: path.read_bytes() for path in files.iterdir()}
    assert main([*COMMANDS[command], "--out", f"o{SUFFIX[command]}"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    *faults, last = err.splitlines()
    assert all(re.fullmatch(r"[^:]+\.jsonl:\d+:\w+: .+; .+", fault) for fault in faults)
    assert {fault.split(":")[0] for fault in faults} == set(inputs)
    assert last == f"{len(faults)} fault(s); nothing was written."
    assert {path.name: path.read_bytes() for path in files.iterdir()} == before


@pytest.mark.parametrize("command", COMMANDS)
def test_an_output_that_is_there_stays_when_the_input_is_bad(files, command):
    out = files / f"o{SUFFIX[command]}"
    out.write_text("before")
    (files / COMMANDS[command][3 if command in ("read", "rank") else 2]).write_text("[]")
    assert main([*COMMANDS[command], "--out", str(out)]) == 2
    assert out.read_text() == "before"


@pytest.mark.parametrize("command", COMMANDS)
def test_empty_inputs_give_an_empty_output(files, command):
    for name in ("texts.jsonl", "demands.jsonl", "supplies.jsonl"):
        (files / name).write_bytes(b"")
    assert main([*COMMANDS[command], "--out", f"o{SUFFIX[command]}"]) == 0
    assert (files / f"o{SUFFIX[command]}").read_bytes() == b""


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("out", ["none/o.jsonl", "demands.jsonl/o.jsonl", "."])
def test_an_output_that_cannot_be_written_is_bad_input(files, capsys, command, out):
    assert main([*COMMANDS[command], "--out", out]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_too_many_asked_for_is_refused_by_name(files, capsys):
    assert main([*COMMANDS["dock"], "--out", "o.jsonl", "--top", "201"]) == 2
    assert "200" in capsys.readouterr().err
    assert not (files / "o.jsonl").exists()
    assert main([*COMMANDS["dock"], "--out", "o.jsonl", "--top", "200"]) == 0


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["dance"],
        ["skills"],
        ["dock"],
        [*COMMANDS["dock"], "--out", "o.jsonl", "--top", "0"],
        [*COMMANDS["dock"], "--out", "o.jsonl", "--top", "many"],
        [*COMMANDS["dock"], "--out", "o.jsonl", "--encoder", "none"],
        [*COMMANDS["dock"], "--out", "o.jsonl", "--encoder", "hybrid"],
    ],
)
def test_a_wrong_command_line_exits_with_2(files, capsys, words):
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2
    assert "usage" in capsys.readouterr().err
    assert not (files / "o.jsonl").exists()


def commands(of, words=()):
    """Every command and group of commands, as the words one types."""
    yield list(words)
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, inner in action.choices.items():
                yield from commands(inner, (*words, word))


@pytest.mark.parametrize("words", list(commands(parser())), ids=" ".join)
def test_every_command_has_help(capsys, words):
    with pytest.raises(SystemExit) as left:
        main([*words, "--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith(f"usage: {' '.join(['ronghe', *words])}")
    assert len(said.splitlines()) > 3


def test_the_kinds_of_the_other_side_are_named_as_wrong(files, capsys):
    put(files / "demands.jsonl", [{"id": "d", "text": "x", "kind": SUPPLY_KINDS[0]}])
    assert main([*COMMANDS["dock"], "--out", "o.jsonl"]) == 2
    assert capsys.readouterr().err.startswith("demands.jsonl:1:kind: ")


def test_progress_is_silent_in_a_pipe_and_counts_on_a_terminal(monkeypatch, capsys):
    progress("texts")(1, 2)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    show = progress("texts")
    for done in range(1, 4):
        show(done, 3)
    said = capsys.readouterr().err
    assert said.endswith("\n")
    assert "texts 3/3 (100 %" in said


def test_the_real_command_on_its_own(files):
    words = [sys.executable, "-m", "ronghe.desk.main", *COMMANDS["dock"], "--out", "o.jsonl"]
    environment = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LANG") if name in os.environ}
    good = subprocess.run(words, capture_output=True, text=True, env=environment, check=False)
    assert (good.returncode, good.stdout, good.stderr) == (0, "", "")
    assert main([*COMMANDS["dock"], "--out", "in_process.jsonl"]) == 0
    assert (files / "o.jsonl").read_bytes() == (files / "in_process.jsonl").read_bytes()
    put(files / "demands.jsonl", [{"id": "d"}])
    bad = subprocess.run(words, capture_output=True, text=True, env=environment, check=False)
    assert bad.returncode == 2
    assert bad.stderr.startswith("demands.jsonl:1:text: ")
