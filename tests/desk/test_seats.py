"""`ronghe seat` and `ronghe prove` on files: what they write and say, and what of bad files they name."""

import json

import numpy as np
import pytest

from ronghe.desk.main import main

GIVEN = {
    "applicants": [[[0], [1]], [[0, 1]], [[1], [0]], [[0]]],
    "positions": [{"capacity": 1, "prefs": [[1, 0], [2]]}, {"capacity": 2, "prefs": [[0, 1, 2, 3]]}],
    "fit": [[3, 2], [1, 1], [4, 4], [2]],
    "note": "carried past",
}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def changed(changes):
    """SMALL with these changes; None takes a field away."""
    return {name: value for name, value in {**SMALL, **changes}.items() if value is not None}


def put(given, name="i.json"):
    with open(name, "w", encoding="utf-8") as file:
        json.dump(given, file)


def result():
    with open("o.json", encoding="utf-8") as file:
        return json.load(file)


def seat(*options, name="i.json"):
    return main(["seat", "--in", name, "--out", "o.json", *options])


def prove(*options, name="i.json"):
    return main(["prove", "--in", name, "--result", "o.json", *options])


@pytest.mark.parametrize("objective", ["stable", "fit"])
def test_an_allocation_is_written_and_proved(objective, folder, capsys):
    put(GIVEN)
    assert seat("--objective", objective, "--seed", "0A") == 0
    first = (folder / "o.json").read_bytes()
    assert seat("--objective", objective, "--seed", "0a") == 0
    assert (folder / "o.json").read_bytes() == first
    found = result()
    assert list(found) == ["assignment", "matched", "total_fit", "certificate"]
    assert (found["matched"], found["total_fit"], found["certificate"]["dropped"]) == (3, 8, 2)
    assert found["certificate"]["lottery"]["seed"] == "0a"
    assert prove("--seed", "0a") == 0
    said = capsys.readouterr().out
    assert said.startswith("o.json: holds: 3 of 4 seated; ")
    assert said.count("\n") == 1


def test_a_result_that_was_changed_is_told(folder, capsys):
    put(GIVEN)
    seat("--seed", "0a")
    found = result()
    put({**found, "assignment": [-1, *found["assignment"][1:]]}, "o.json")
    assert prove() == 1
    assert capsys.readouterr().out.startswith("o.json: does not hold: applicant 0 and position 0 block it")
    put(found, "o.json")
    assert prove("--seed", "0b") == 1
    (folder / "o.json").write_bytes(b"[]")
    assert prove() == 2


def test_a_fit_can_start_from_an_earlier_one():
    put(GIVEN)
    assert seat("--objective", "fit") == 0
    put(result(), "r.json")
    put({**GIVEN, "fit": [[3, 2], [1, 9], [4, 4], [2]]})
    assert seat("--objective", "fit", "--start", "r.json") == 0
    assert result()["total_fit"] == 16
    assert prove() == 0


def test_arrays_are_read(capsys):
    arrays = {
        "indptr": np.array([0, 2, 3]), "idx": np.array([0, 1, 0]), "key": np.array([7, 1, 9]), "cap": np.array([1, 1])
    }  # fmt: skip
    np.savez("i.npz", **arrays)
    assert seat(name="i.npz") == prove(name="i.npz") == 0
    assert result()["assignment"] == [1, 0]
    for name, bad, said in [
        ("key", [7, 1, 7], "i.npz:3:key: is a key that the position has twice; give each key once there"),
        ("idx", [0, 0, 0], "i.npz:2:idx: is a position that the applicant has twice; give each idx once there"),
        ("idx", [0, 2, 0], "i.npz:2:idx: is no position; give numbers from 0 to 1"),
        ("cap", [1, -1], "i.npz:2:cap: is below 0; give whole numbers from 0 up"),
        ("indptr", [0, 4, 3], "i.npz:0:indptr: does not rise from 0 to the length of idx; give n + 1 numbers"),
        ("key", [1.5, 1, 7], "i.npz:0:key: is 1-dimensional float64; give a flat array of uint32"),
        ("cap", [2**31, 1], "i.npz:1:cap: does not fit int32; give an array of int32"),
        ("fit", [1, 2, 0], "i.npz:3:fit: is no fit; give numbers from 1 to 1,000"),
    ]:
        np.savez("i.npz", **{**arrays, name: np.array(bad)})
        capsys.readouterr()
        assert seat(name="i.npz") == 2
        assert capsys.readouterr().err.splitlines()[0] == said


EMPTY = {"applicants": [], "positions": []}
SMALL = {"applicants": [[[0]], [[0]]], "positions": [{"capacity": 1, "prefs": [[0, 1]]}]}
SEAT = SMALL["positions"][0]
POOLS = [{"seats": 1, "applicants": [0]}, {"seats": 1, "applicants": [0]}]
REGIONS = [{"cap": 1, "positions": [0, 1]}, {"cap": 1, "positions": [1, 2]}]


def test_nobody_and_nothing_is_no_fault():
    put(EMPTY)
    assert seat() == prove() == seat("--objective", "stable", "--seed", "") == 0
    assert result()["assignment"] == []


WRONG = [  # changes of SMALL, and what is said of them
    ({"applicants": None}, "1:applicants: is missing; give a list, which may be empty"),
    ({"applicants": [[0], [[0]]]},
     "1:applicants: is [0]; give a list of tie groups of positions, such as [[0], [2, 1]]"),
    ({"applicants": [[[0]], [[1]]]}, "2:applicants: names 1, which is no position; use whole numbers from 0 to 0"),
    ({"applicants": [[[0]], [[0], [0]]]}, "2:applicants: names position 0 twice; name each position once"),
    ({"applicants": [[[0]], [[True]]]},
     "2:applicants: names True, which is no position; use whole numbers from 0 to 0"),
    ({"positions": [{**SEAT, "capacity": -1}]},
     "1:positions.capacity: is -1; give a whole number from 0 to 2,147,483,647"),
    ({"positions": [{"capacity": 1}]},
     "1:positions.prefs: is missing; give a list of tie groups of applicants, such as [[0], [2, 1]]"),
    ({"positions": [7]}, '1:positions: is 7; write {"capacity": …, "prefs": …}'),
    ({"pseudonyms": ["a", "a"]}, "2:pseudonyms: 'a' was used in row 1; give each one of its own"),
    ({"pseudonyms": ["a"]}, "1:pseudonyms: is ['a']; give a list of 2 strings, one for each applicant"),
    ({"pseudonyms": ["a", "\ud800"]},
     r"2:pseudonyms: is '\ud800'; write it as a string with something in it, on one line"),
    ({"round": 3}, "1:round: is 3; write it as a string"),
    ({"fit": [[1], [1, 2]]}, "2:fit: is [1, 2]; give a list of 1 numbers, one for each choice"),
    ({"fit": [[1], [1001]]}, "2:fit: has 1001; give whole numbers from 1 to 1,000"),
    ({"positions": [{**SEAT, "capacity": 2, "reserved": POOLS}]},
     "1:positions.reserved: names an applicant in two pools; let each applicant be in one pool of a position"),
    ({"positions": [{**SEAT, "reserved": [{"seats": 2, "applicants": [0]}]}]},
     "1:positions.reserved: has more seats than the position; reserve 1 seats at most"),
    ({"positions": [SEAT] * 3, "regions": REGIONS},
     "2:regions.positions: lies partly in the region of row 1; let two regions be nested or apart"),
    ({"positions": [{**SEAT, "target": 1}], "regions": [{"cap": 0, "positions": [0]}]},
     "1:regions.cap: is 0, below its targets; give 1 or more"),
    ({"positions": [{**SEAT, "reserved": POOLS[:1]}], "regions": [{"cap": 1, "positions": [0]}]},
     "1:positions.target: is 0, below its reserved seats; give 1 or more: a region must leave them free"),
    ({"regions": [{"cap": 1, "positions": [], "name": "\ud800"}]},
     "1:text: has half a character (a lone surrogate); write the whole character or leave it out"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "said"), WRONG)
def test_what_cannot_be_used_is_named_with_its_place(changes, said, folder, capsys):
    put(changed(changes))
    assert seat() == prove() == 2
    assert f"i.json:{said}" in capsys.readouterr().err.splitlines()
    assert not (folder / "o.json").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "i.json:1:file: is not JSON (Expecting value)"),
        (b"[]", "i.json:1:file: is a list, not an object"),
        (b'{"applicants": NaN}', "i.json:1:file: is not JSON (NaN is not a JSON number)"),
        (b"\xff{}", "i.json:1:text: is not UTF-8"),
    ],
)
def test_what_is_no_json_object_is_named(content, said, folder, capsys):
    (folder / "i.json").write_bytes(content)
    assert seat() == 2
    assert capsys.readouterr().err.startswith(said)


@pytest.mark.parametrize(("name", "out"), [("i.csv", "o.json"), ("i.json", "o.csv"), ("none.json", "o.json")])
def test_other_suffixes_and_missing_files_are_refused(name, out, folder):
    put(EMPTY)
    put(EMPTY, "i.csv")
    assert main(["seat", "--in", name, "--out", out]) == 2
    assert not (folder / out).exists()


def test_a_fit_without_fits_and_a_seed_that_is_none_are_refused(capsys):
    put(SMALL)
    assert seat("--objective", "fit") == 2
    assert capsys.readouterr().err == "ronghe: a total fit needs a fit for each choice\n"
    assert seat("--start", "r.json") == 2
    with pytest.raises(SystemExit):
        seat("--seed", "xyz")
