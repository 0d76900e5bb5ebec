"""The verifier lets nothing pass that was tampered with, and says what is wrong."""

import ast
import inspect

import pytest

import ronghe.engine.proofs
from ronghe.engine import fit, prove, seat, seating_of
from ronghe.engine.proofs import instance, optimal, stable, verdict
from tests.engine.seats import SEED, Instance
from tests.engine.tampering import count_blind, count_tamperings, resealed

COUNT = 200
SQUARE = {  # everybody could have their first choice, and every position its own
    "applicants": [[[0], [1]], [[1], [0]]],
    "positions": [{"capacity": 1, "prefs": [[1], [0]]}, {"capacity": 1, "prefs": [[0], [1]]}],
    "fit": [[5, 4], [3, 1]],
    "round": "",
}


def test_every_tampering_is_caught(tmp_path):
    found = count_tamperings(COUNT, tmp_path)
    assert [way for (way, caught) in found if not caught] == []
    assert {way for way, _ in found} == {"bit of the result", "bit of the input", "forgery"}


def test_without_looking_for_blocking_pairs_forgeries_pass(tmp_path):
    assert count_blind(COUNT, tmp_path) > 0


def test_the_verifier_shares_no_code_with_the_solver():
    for module in (ronghe.engine.proofs, instance, optimal, stable, verdict):
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                name = getattr(node, "module", None) or node.names[0].name
                assert not name.startswith("ronghe") or name.startswith("ronghe.engine.proofs"), (module.__name__, name)


def told(given, result, seed=None):
    found = prove(given, result, seed)
    return found.code, dict(found.facts)


def result(seek=seat, given=SQUARE, **changes):
    return {**seek(seating_of(given, SEED)).document(), **changes}


@pytest.mark.parametrize("seek", [seat, fit])
def test_a_round_may_have_a_name_in_any_script(seek):
    given = {**SQUARE, "round": "2027 春季实习 é 😀", "pseudonyms": ["松-17", "竹-04"]}
    assert prove(given, result(seek, given), SEED).holds


def test_what_holds_is_told_with_its_figures():
    facts = {"matched": 2, "applicants": 2, "total_fit": 8}
    assert told(SQUARE, result()) == ("stable_and_best", facts)
    assert told(SQUARE, result(fit)) == ("largest", facts)
    assert told({**SQUARE, "regions": []}, result())[0] == "stated"  # another input


@pytest.mark.parametrize(
    ("seats", "code", "facts"),
    [
        ([1, 0], "not_the_applicants_best", {"moves": [{"applicant": i, "position": i} for i in (0, 1)]}),
        ([0, -1], "blocking_pair", {"applicant": 1, "position": 1}),
        ([0, 0], "over_capacity", {"position": 0, "load": 2, "cap": 1}),
        ([0, 2], "not_eligible", {"applicant": 1, "position": 2}),
        ([0], "stated", {"field": "assignment"}),
        ([0, True], "stated", {"field": "assignment"}),
    ],
)
def test_what_does_not_hold_is_told_with_its_place(seats, code, facts):
    assert told(SQUARE, result(assignment=seats)) == (code, facts)


@pytest.mark.parametrize("field", ["input", "dropped", "lottery", "cutoffs", "loads", "seal", "version"])
def test_every_field_of_the_certificate_counts(field):
    whole = result()
    other = {**whole, "certificate": {**whole["certificate"], field: "00"}}
    assert told(SQUARE, other) == ("stated", {"field": field})


def test_ties_that_nobody_drew_are_told():
    tied = {"applicants": [[[0]], [[0]]], "positions": [{"capacity": 1, "prefs": [[0, 1]]}]}
    whole = seat(seating_of(tied)).document()
    assert told(tied, whole)[0] == "stable_and_best"
    undrawn = {**whole, "certificate": {**whole["certificate"], "lottery": None}}
    assert told(tied, resealed(tied, undrawn)) == ("stated", {"field": "lottery"})
    alone = {"applicants": [[[0]]], "positions": [{"capacity": 1, "prefs": [[0]]}]}
    assert told(alone, seat(seating_of(alone)).document())[0] == "stable_and_best"


def test_a_total_fit_where_there_are_no_fits_is_told():
    given = {name: value for name, value in SQUARE.items() if name != "fit"}
    assert told(given, resealed(given, {**result(given=given), "total_fit": 8})) == ("fields", {})


def test_a_smaller_total_leaves_a_gap():
    whole = result(fit)
    code, facts = told(SQUARE, resealed(SQUARE, {**whole, "assignment": [1, 0]}))
    assert code == "gap"
    assert facts["gap"] == 3


def test_prices_that_nobody_pays_prove_nothing():
    whole = result(fit)
    whole["certificate"]["prices"] = [900, 900]
    assert told(SQUARE, resealed(SQUARE, whole))[0] == "gap"


def test_a_region_that_is_too_full_is_named():
    given = {**SQUARE, "regions": [{"cap": 1, "positions": [0, 1]}]}
    assert told(given, result(given=given))[0] == "stable"
    facts = {"region": 0, "load": 2, "cap": 1}
    assert told(given, result(given=given, assignment=[0, 1])) == ("over_regional_cap", facts)


def test_the_seed_that_was_drawn_can_be_asked_for():
    assert told(SQUARE, result(), SEED)[0] == "stable_and_best"
    assert told(SQUARE, result(), b"another")[0] == "another_seed"


def test_a_stable_assignment_needs_no_certificate():
    assert told(SQUARE, {"assignment": [0, 1]})[0] == "stable_and_best"
    assert told(SQUARE, {"assignment": [0, 1], "note": ""})[0] == "fields"


def test_of_several_stable_ones_only_the_applicants_best_passes():
    n = 5
    given = {
        "applicants": [[[(i + k) % n] for k in range(n)] for i in range(n)],
        "positions": [{"capacity": 1, "prefs": [[(j + 1 + k) % n] for k in range(n)]} for j in range(n)],
        "round": "",
    }
    ones = Instance(given).stable_ones()
    assert len(ones) == n
    passed = [one for one in ones if prove(given, {"assignment": one}).holds]
    assert passed == [[0, 1, 2, 3, 4]]
