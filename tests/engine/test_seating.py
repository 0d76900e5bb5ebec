"""Stable seats and largest fits against the definitions, whatever the order of the input and whoever computes."""

import os
import random
import subprocess
import sys

import numpy as np
import pytest

from ronghe.engine import BadValue, fit, prove, seat, seating_of, tie_groups
from ronghe.engine.fitting import auction
from tests.engine.seatings import wrong, wrong_fit, wrong_stable
from tests.engine.seats import SEED, seating

COUNT = 150


def test_seats_are_those_of_the_definition():
    assert wrong(range(COUNT), wrong_stable) == []


def test_another_draw_is_noticed():
    assert wrong(range(COUNT), lambda number: wrong_stable(number, b"another draw"))


def test_the_total_fit_is_the_largest_cold_and_warm():
    assert wrong(range(COUNT), wrong_fit) == []


def test_an_auction_that_stops_early_is_noticed(monkeypatch):
    run = auction._Auction._auction
    monkeypatch.setattr(
        auction._Auction, "_auction", lambda self, slack, looks: run(self, max(slack, self.scale), looks)
    )
    monkeypatch.setattr(auction._Auction, "_look_at_all", lambda self: None)
    assert wrong(range(COUNT), wrong_fit)


def test_choices_that_were_left_out_are_looked_at_in_the_end(monkeypatch):
    monkeypatch.setattr(auction, "NEAR", 1)
    monkeypatch.setattr(auction, "NEARER", 1)
    assert wrong(range(COUNT), wrong_fit) == []
    monkeypatch.setattr(auction._Auction, "_look_at_all", lambda self: None)
    assert wrong(range(COUNT), wrong_fit)


def shuffled(given, dice):
    """(the same seating in another order with everything named, who each applicant now is, and each position)."""
    n, m = len(given["applicants"]), len(given["positions"])
    people, places = dice.sample(range(n), n), dice.sample(range(m), m)  # new number → old number
    person, place = {old: new for new, old in enumerate(people)}, {old: new for new, old in enumerate(places)}
    names = given.get("pseudonyms") or [str(i) for i in range(n)]
    mixed = {**given, "pseudonyms": [names[i] for i in people], "applicants": [], "positions": [], "fit": []}
    for i in people:
        worth = iter(given.get("fit", {i: [1] * m})[i])
        with_fit = [[(j, next(worth)) for j in group] for group in given["applicants"][i]]
        with_fit = [dice.sample(group, len(group)) for group in with_fit]
        mixed["applicants"].append([[place[j] for j, _ in group] for group in with_fit])
        mixed["fit"].append([one for group in with_fit for _, one in group])
    for j in places:
        one = given["positions"][j]
        prefs = [[person[i] for i in dice.sample(group, len(group))] for group in one["prefs"]]
        pools = [{**pool, "applicants": [person[i] for i in pool["applicants"]]} for pool in one.get("reserved", [])]
        mixed["positions"].append({**one, "id": one.get("id", str(j)), "prefs": prefs, "reserved": pools[::-1]})
    regions = [{**one, "positions": [place[j] for j in one["positions"]]} for one in given.get("regions", [])]
    return {**mixed, "regions": regions[::-1]}, people, places


@pytest.mark.parametrize("seek", [seat, fit])
def test_the_order_of_the_input_decides_nothing(seek):
    for number in range(COUNT):
        given = seating(number, fit=seek is fit, limits=False if seek is fit else None)
        mixed, people, places = shuffled(given, random.Random(number))
        seats = seek(seating_of(given, SEED)).assignment
        again = seek(seating_of(mixed, SEED)).assignment
        assert [seats[i] for i in people] == [places[j] if j >= 0 else -1 for j in again], number


def test_arrays_and_lists_say_the_same():
    for number in range(COUNT):
        problem = seating_of(seating(number, limits=False, fit=True), SEED)
        names = {"indptr": "indptr_n", "idx": "idx_e", "key": "key_e", "cap": "cap_m", "fit": "fit_e"}
        arrays = {name: getattr(problem, held) for name, held in names.items()}
        for seek in (seat, fit):
            assert prove(arrays, seek(seating_of(arrays)).document()).holds
        assert seat(seating_of(arrays)).assignment.tolist() == seat(problem).assignment.tolist()
        assert fit(seating_of(arrays)).total_fit == fit(problem).total_fit


RUN = """
import hashlib, json
from ronghe.engine import fit, seat, seating_of, tie_groups
from tests.engine.seats import SEED, seating
code = hashlib.sha256()
for number in range(40):
    for seek, given in ((seat, seating(number)), (fit, seating(number, limits=False, fit=True))):
        code.update(json.dumps(seek(seating_of(given, SEED)).document()).encode())
print(code.hexdigest())
"""


def test_without_the_compiler_the_bytes_are_the_same():
    pytest.importorskip("numba")
    one, other = (
        subprocess.run([sys.executable, "-c", RUN], env={**os.environ, **way}, capture_output=True, check=True).stdout
        for way in ({"NUMBA_DISABLE_JIT": "0"}, {"NUMBA_DISABLE_JIT": "1"})
    )
    assert one == other != b""


def test_a_larger_one_is_the_same_each_time_and_proved():
    dice = np.random.default_rng(3)
    n, m, choices = 3_000, 200, 8
    idx = np.argsort(dice.random((n, m)), axis=1)[:, :choices].astype(np.int32).ravel()
    given = {
        "indptr": np.arange(0, n * choices + 1, choices),
        "idx": idx,
        "key": dice.permutation(n * choices).astype(np.uint32),
        "cap": dice.integers(0, 30, m).astype(np.int32),
        "fit": dice.integers(1, 11, n * choices).astype(np.int32),
    }
    for seek in (seat, fit):
        first, again = (seek(seating_of(given)).document() for _ in range(2))
        assert first == again
        assert prove(given, first).holds


def test_class_goes_before_score_and_equals_are_tied():
    assert tie_groups([(0, 2, 99.0), (1, 1, 60.5), (3, 1, 80.0), (2, 1, 60.5)]) == [[3], [1, 2], [0]]


def test_the_arrays_that_are_given_stay_as_they_were():
    arrays = {"indptr": np.array([0, 1]), "idx": np.zeros(1, np.int32), "key": np.ones(1, np.uint32)}
    seat(seating_of({**arrays, "cap": np.ones(1, np.int32)}))
    assert all(array.flags.writeable for array in arrays.values())


@pytest.mark.parametrize("wrong", [{"idx": [1]}, {"cap": [-1]}, {"fit": [1001]}, {"indptr": [0, 2]}, {"key": [1, 2]}])
def test_arrays_that_do_not_fit_together_are_refused(wrong):
    arrays = {"indptr": [0, 1], "idx": [0], "key": [1], "cap": [1], "fit": [1]}
    with pytest.raises(BadValue):
        seating_of({**arrays, **wrong})


def test_a_fit_is_not_sought_where_it_cannot_be():
    with pytest.raises(BadValue, match="a fit for each choice"):
        fit(seating_of(seating(1, limits=False)))
    limited = {"applicants": [], "positions": [], "regions": [{"cap": 1, "positions": []}], "fit": []}
    with pytest.raises(BadValue, match="regional caps"):
        fit(seating_of(limited))


HALVES = {"assignment": [0], "certificate": {"prices": [1.5]}}


@pytest.mark.parametrize("start", [{}, {"assignment": []}, HALVES])
def test_what_is_no_earlier_result_is_refused(start):
    given = {"applicants": [[[0]]], "positions": [{"capacity": 1, "prefs": [[0]]}], "fit": [[3]]}
    with pytest.raises(BadValue, match="the earlier result"):
        fit(seating_of(given), start=start)


def test_a_start_that_would_bid_without_end_is_done_as_a_cold_one():
    n = 60
    given = {
        "applicants": [[[0, 1, 2]]] * n,
        "positions": [{"capacity": n, "prefs": [list(range(n))]}] * 3,
        "fit": [[7, 7, 7]] * n,
    }
    given["positions"] = [{**one, "id": str(j)} for j, one in enumerate(given["positions"])]
    first = fit(seating_of(given, SEED)).document()
    given["positions"] = [{**one, "capacity": 1} for one in given["positions"]]
    again = fit(seating_of(given, SEED), start=first).document()
    assert (again["total_fit"], again["certificate"]["prices"]) == (21, [7, 7, 7])
    assert prove(given, again, SEED).holds
