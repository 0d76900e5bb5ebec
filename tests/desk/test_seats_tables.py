"""`ronghe seat` and `ronghe prove` on two tables with ids: what they write, and what of bad rows they name."""

import json

import numpy as np
import pytest

from ronghe.desk.main import main
from ronghe.engine.tables.seats.named import checked_choices
from ronghe.engine.tables.seats.plain import plain_choices

HEAD = "applicant,position,rank,key,fit\n"
CHOICES = [
    "ann,p2,1,30,5", "ann,p1,2,7,3", "bo,p2,1,10,1", "bo,p1,2,9,1", "cy,p2,1,20,4", "dee,p1,1,,2", "dee,p2,,40,2"
]  # fmt: skip
POSITIONS = "position,capacity\np1,1\np2,1\n"
SEATS = "applicant,position\r\nann,p2\r\nbo,p1\r\ncy,\r\ndee,\r\n"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "i").mkdir()
    put(HEAD + "\n".join(CHOICES) + "\n")
    return tmp_path


def put(choices, positions=POSITIONS):
    for name, text in (("choices", choices), ("positions", positions)):
        with open(f"i/{name}.csv", "w", encoding="utf-8", newline="") as file:
            file.write(text)


def seat(*options, out="o.csv"):
    return main(["seat", "--in", "i", "--out", out, *options])


def prove(*options, result="o.csv"):
    return main(["prove", "--in", "i", "--result", result, *options])


def test_seats_are_written_by_id_with_the_certificate_beside(folder, capsys):
    assert seat() == prove() == 0
    assert capsys.readouterr().out.startswith("o.csv: holds: 2 of 4 seated; stable, and for each applicant the best")
    assert (folder / "o.csv").read_bytes() == b"\xef\xbb\xbf" + SEATS.encode()
    beside = json.loads((folder / "o.json").read_text("utf-8"))
    assert list(beside) == ["matched", "total_fit", "certificate"]
    assert (beside["total_fit"], beside["certificate"]["dropped"]) == (6, 2)
    assert seat(out="n.json") == prove(result="n.json") == 0
    whole = json.loads((folder / "n.json").read_text("utf-8"))
    assert whole == {"assignment": [1, 0, -1, -1], **beside}


def test_the_largest_fit_is_found_and_may_start_from_a_table(capsys):
    assert seat("--objective", "fit", "--seed", "0a") == prove("--seed", "0a") == 0
    assert "no total fit is larger than 7" in capsys.readouterr().out
    assert seat("--objective", "fit", "--start", "o.csv", out="again.csv") == prove(result="again.csv") == 0
    assert prove("--seed", "0b") == 1


def test_what_was_changed_is_told_by_id(folder, capsys):
    seat()
    (folder / "o.csv").write_text(SEATS.replace("ann,p2", "ann,").replace("cy,", "cy,p2"), "utf-8")
    assert prove() == 1
    assert capsys.readouterr().out == (
        "o.csv: does not hold: applicant ann and position p2 block it: both would rather have each other\n"
    )
    (folder / "o.csv").write_text(SEATS, "utf-8")
    assert prove() == 0
    put((HEAD + "\n".join(CHOICES) + "\n").replace("cy,", "cyd,"))
    (folder / "o.csv").write_text(SEATS.replace("cy,", "cyd,"), "utf-8")
    assert prove() == 1  # other ids are another input


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ann,p2,1,30,5": "ann,p3,1,30,5"}, "choices.csv:2:position: 'p3' is not in positions.csv"),
        ({"ann,p2,1,30,5": ",p2,1,30,5"}, "choices.csv:2:applicant: is missing"),
        ({"ann,p2,1,30,5": "=ann,p2,1,30,5"}, "choices.csv:2:applicant: '=ann' begins as a formula does"),
        ({"ann,p2,1,30,5": "ann,p2,0,30,5"}, "choices.csv:2:rank: is '0'; give a whole number from 1 to"),
        ({"ann,p2,1,30,5": "ann,p2,1,-3,5"}, "choices.csv:2:key: is '-3'"),
        ({"ann,p2,1,30,5": "ann,p2,1,4294967296,5"}, "choices.csv:2:key: is '4294967296'"),
        ({"ann,p2,1,30,5": "ann,p2,1,30,1001"}, "choices.csv:2:fit: is '1001'"),
        ({"ann,p2,1,30,5": "ann,p2,1,30,"}, "choices.csv:2:fit: is missing"),
        ({"ann,p2,1,30,5": "ann,p2,,,5"}, "choices.csv:2:rank: is missing, and so is the key"),
        ({"ann,p2,1,30,5": "ann,p2,1,30,5,6"}, "choices.csv:2:line: has 6 cells for 5 columns"),
        ({"ann,p1,2,7,3": "ann,p1,1,7,3"}, "choices.csv:3:rank: is a rank that the applicant has twice"),
        ({"ann,p1,2,7,3": "ann,p2,2,7,3"}, "choices.csv:3:position: is a position that the applicant has twice"),
        ({"bo,p2,1,10,1": "bo,p2,1,30,1"}, "choices.csv:4:key: is a key that the position has twice"),
        ({"applicant,position,rank,key": "applicant,position,rang,key"}, "choices.csv:1:rank: is missing"),
    ],
)
def test_bad_rows_are_named_with_file_row_and_field(changes, said, folder, capsys):
    text = HEAD + "\n".join(CHOICES) + "\n"
    for old, new in changes.items():
        text = text.replace(old, new)
    put(text)
    assert seat() == 2
    assert any(line.startswith(f"i/{said}") for line in capsys.readouterr().err.splitlines())
    assert not (folder / "o.csv").exists()


@pytest.mark.parametrize(
    ("positions", "said"),
    [
        ("position,capacity\np1,1\np1,1\n", "positions.csv:3:position: 'p1' stands in a row above"),
        ("position,capacity\np1,-1\np2,1\n", "positions.csv:2:capacity: is '-1'"),
        ("position,capacity\np1,\np2,1\n", "positions.csv:2:capacity: is missing"),
        ("position,seats\np1,1\n", "positions.csv:1:capacity: is missing"),
    ],
)
def test_bad_positions_are_named(positions, said, capsys):
    put(HEAD + "\n".join(CHOICES) + "\n", positions)
    assert seat() == 2
    assert any(line.startswith(f"i/{said}") for line in capsys.readouterr().err.splitlines())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("cy,", "zoe,"), "o.csv:4:applicant: 'zoe' is no applicant of the input"),
        (("cy,", "bo,"), "o.csv:4:applicant: 'bo' stands in a row above"),
        (("bo,p1", "bo,p9"), "o.csv:3:position: 'p9' is not in positions.csv"),
        (("dee,\r\n", ""), "o.csv:0:applicant: 'dee' has no row"),
    ],
)
def test_a_table_of_seats_that_cannot_be_read_is_named(change, said, folder, capsys):
    seat()
    (folder / "o.csv").write_text(SEATS.replace(*change), "utf-8")
    assert prove() == 2
    assert capsys.readouterr().err.startswith(said)


def written(rows, quoted):
    cell = '"{}"'.format if quoted else str
    return HEAD + "".join(",".join(map(cell, row)) + "\r\n" for row in rows)


def rows_of(dice, n, m):
    """Random choices, not in order, some named by one side alone."""
    rows = []
    for i in range(n):
        for rank, j in enumerate(dice.permutation(m)[:4], 1):
            one_sided = dice.random() < 0.1
            rows.append((f"s{i * 7 % n}", f"p{j}", "" if one_sided else rank, i, dice.integers(1, 9)))
    return [rows[at] for at in dice.permutation(len(rows))] if dice.random() < 0.5 else rows


def test_plain_tables_and_quoted_ones_are_read_alike(folder):
    pytest.importorskip("numba")
    dice = np.random.default_rng(5)
    positions = [f"p{j}" for j in range(20)]
    for _ in range(10):
        rows = rows_of(dice, 50, 20)
        plain, quoted = written(rows, quoted=False), written(rows, quoted=True)
        fast = plain_choices(plain.encode(), positions)
        assert fast is not None
        assert plain_choices(quoted.encode(), positions) is None
        put(quoted)
        slow = checked_choices(folder / "i" / "choices.csv", positions)
        assert fast.names == slow.names
        for one, other in zip(fast[1:], slow[1:], strict=True):
            assert (one == other).all()


def test_order_of_rows_decides_nothing_but_the_numbers(folder):
    seat(out="one.csv")
    put(HEAD + "\n".join(sorted(CHOICES, key=lambda row: row[::-1])) + "\n")
    seat(out="other.csv")
    one, other = (sorted((folder / f"{name}.csv").read_text("utf-8-sig").splitlines()) for name in ("one", "other"))
    assert one == other
