"""The browser's own program for seats and the engine, written apart, come to the same: draws, seats, proofs, faults.

Both follow docs/reference/formats.md and docs/explanation/recomputable-seats.md. `make tampering-seats` asks both
verifiers about 10,000 tamperings; here it is a sample.
"""

import hashlib
import hmac
import json
import random

import pytest

from ronghe.engine import BadInput, draw, fit, pool_digest, prove, seat, seating_of
from ronghe.engine.proofs.instance import compact
from ronghe.engine.tables import as_json, read_seating
from ronghe.web.seats.program import FOLDER
from tests.desk.test_seats import WRONG, changed
from tests.engine.malformed import malformed
from tests.engine.seatings import size
from tests.engine.seats import SEED, Instance, seating
from tests.engine.tampering import HOLDS, resealed, tamperings, told
from tests.journeys.browser_seats import BrowserSeats, blinded, coded, codes_of

COUNT = 300
TAMPERINGS = 200


@pytest.fixture(scope="module")
def seats(chromium):
    made = BrowserSeats(chromium)
    yield made
    made.close()


def cases(count=COUNT, seek=seat):
    """(input, result) of so many small seatings: ties, one-sided pairs, reserved seats, nested regions."""
    for number in range(count):
        limits = {"fit": True, "limits": False} if seek is fit else {}
        given = seating(number, **limits, **size(number))
        yield given, seek(seating_of(given, SEED)).document()


# Digests and the draw


def test_digests_and_codes_are_those_of_the_standard(seats):
    dice = random.Random(1)
    texts = [dice.randbytes(n) for n in [*range(260), 1000, 70_001]]
    assert seats.ask("sha256", map(coded, texts)) == [hashlib.sha256(text).hexdigest() for text in texts]
    pairs = [(dice.randbytes(n % 140), text) for n, text in enumerate(texts)]
    found = seats.ask("hmac", [[coded(key), coded(text)] for key, text in pairs])
    assert found == [hmac.digest(key, text, "sha256").hex() for key, text in pairs]


LETTERS = 'aZ09 -_·"\\\x00\x7f\t林李é́𠮷😀\u2028\ufeff\uffff\ue000'


def pools(count):
    """(seed, round, pseudonyms) of letters of all kinds."""
    dice = random.Random(2)
    for _ in range(count):
        names = {"".join(dice.choices(LETTERS, k=dice.randint(1, 4))) for _ in range(dice.randint(0, 40))}
        names |= {chr(dice.randrange(*dice.choice([(32, 0xD800), (0xE000, 0x110000)]))) for _ in range(5)}
        yield dice.randbytes(dice.choice([0, 1, 16, 64, 65, 100])), dice.choice(["", "2027-1", "二〇二七"]), [*names]


def test_the_draw_is_the_same_over_any_pool(seats):
    made = list(pools(COUNT))
    asked = [[seed.hex(), round_, names] for seed, round_, names in made]
    assert seats.ask("draw", asked) == [draw(*one).tolist() for one in made]
    assert seats.ask("pool", [one[1:] for one in asked]) == [pool_digest(*one[1:]) for one in made]


# JSON, and what is wrong with an input

NUMBERS = (
    "0 -0 1 -1 1.0 1e0 -0.0 0.1 1e-5 0.0001 1e15 1e16 1e21 1.5e300 5e-324 1e999 -1e999 123456789012345678.0".split()
)
NUMBERS += ["9007199254740991", "9007199254740993", "-18446744073709551617", "1" + "0" * 4299]
KEPT = [
    *NUMBERS, "[[], {}, [null, true, false]]", '{"a": 1, "a": 2}', '{"__proto__": 1, "constructor": 2}',
    '"\\u0000\\b\\t\\u001f\\u007f\\u2028"', '"\\/\\"\\\\"', '"\\ud83d\\ude00 林 é"',
    '{"\\uffff": 1, "\\ud83d\\ude00": 2, "Z": 3, "": 4}',
]  # fmt: skip
REFUSED = [
    "NaN", "Infinity", "-Infinity", "01", "+1", ".5", "1.", "1e", "0x1", "--1", "1" + "0" * 4300, "nul", "True",
    "'a'", '"\t"', '"\\x41"', '"\\u12g4"', '"a', "[1,]", "[1 2]", "[1]]", "[", '{"a" 1}', '{"a": 1,}', "{a: 1}", "",
    "undefined", "\u00a01", "\ufeff1", "\x0b1", "/**/1",
]  # fmt: skip


def test_what_json_says_is_read_alike_to_the_last_digit(seats):
    texts = [f'{{"x": {one}}}' for one in KEPT]
    assert seats.ask("compact", [coded(text.encode()) for text in texts]) == [
        compact(json.loads(text)) for text in texts
    ]


def refused_in_python(folder, content):
    """The (row, field) of every fault of an input."""
    (folder / "i.json").write_bytes(content)
    try:
        read_seating(folder / "i.json")
    except BadInput as error:
        return [(fault.row, fault.field) for fault in error.faults]
    return []


@pytest.mark.parametrize(
    "content",
    [
        *(f'{{"x":\n{one}}}'.encode() for one in REFUSED),
        b"[]",
        b"\xff{}",
        b"\xed\xa0\x80",
        b"{}{}",
        b"\xef\xbb\xbf\xef\xbb\xbf{}",
    ],
    ids=ascii,
)
def test_what_is_no_json_is_refused_alike(content, seats, tmp_path):
    [found] = seats.ask("input", [coded(content)])
    expected = refused_in_python(tmp_path, content)
    assert len(expected) == len(found) == 1
    assert found[0]["field"] == expected[0][1]


def test_a_byte_order_mark_is_dropped_alike(seats, tmp_path):
    content = b'\xef\xbb\xbf{"applicants": [], "positions": []}'
    assert seats.ask("input", [coded(content)]) == [[]]
    assert refused_in_python(tmp_path, content) == []


PLACED = [
    one for one in WRONG if "ud800" not in one[1] and "surrogate" not in one[1]
]  # those of half characters differ


def test_what_is_wrong_with_an_input_is_named_at_the_same_place(seats, tmp_path):
    inputs = [json.dumps(changed(changes)).encode() for changes, _ in PLACED]
    found = [[(one["row"], one["field"]) for one in faults] for faults in seats.ask("input", map(coded, inputs))]
    for content, faults in zip(inputs, found, strict=True):
        expected = refused_in_python(tmp_path, content)
        assert faults
        assert set(faults) <= set(expected), content
        assert len(faults) == len(expected) or b'"applicants": [[' not in content, content


# Where the two differ, and that it harms nobody: docs/reference/formats.md#the-same-in-a-browser


def test_half_a_character_is_refused_wherever_it_stands(seats, tmp_path):
    """The engine names the field where it knows it, and tells a result with one by its code."""
    halves = [
        '{"applicants": [], "positions": [], "x": "\\ud800"}',
        '{"applicants": [], "positions": [], "round": "\\udfff"}',
    ]
    for content in halves:
        [found] = seats.ask("input", [coded(content.encode())])
        assert [one["code"] for one in found] == ["not_json"]
        assert refused_in_python(tmp_path, content.encode())


def test_the_browser_gives_up_on_deep_lists_first(seats, tmp_path):
    for depth, refused in ((490, False), (700, True)):
        content = ('{"applicants": [], "positions": [], "x": ' + "[" * depth + "]" * depth + "}").encode()
        assert bool(seats.ask("input", [coded(content)])[0]) == refused
        assert not refused_in_python(tmp_path, content)


# Seats and proofs


def test_the_same_people_are_seated_and_every_figure_is_the_same(seats):
    made = list(cases())
    found = seats.ask("allocate", [[coded(given), SEED.hex()] for given, _ in made])
    assert found == [result for _, result in made]
    assert any(len(result["certificate"].get("reserved", ())) for _, result in made)
    assert any(given.get("regions") for given, _ in made)


def test_without_a_seed_the_same_is_said_of_the_lottery(seats):
    given = [seating(number, **size(number)) for number in range(COUNT)]
    given.append({"applicants": [[[0]]], "positions": [{"capacity": 1, "prefs": [[0]]}]})
    found = seats.ask("allocate", [[coded(one), None] for one in given])
    assert found == [seat(seating_of(one)).document() for one in given]
    assert found[-1]["certificate"]["lottery"] is None


def test_another_draw_is_noticed(seats):
    made = list(cases())
    found = seats.ask("allocate", [[coded(given), b"another".hex()] for given, _ in made])
    assert any(one["assignment"] != result["assignment"] for one, (_, result) in zip(found, made, strict=True))


@pytest.mark.parametrize("seek", [seat, fit])
def test_every_true_result_is_proved_with_the_same_words(seats, seek):
    made = list(cases(seek=seek))
    asked = [[coded(given), coded(result), SEED.hex()] for given, result in made]
    for found, (given, result) in zip(seats.ask("prove", asked), made, strict=True):
        verdict = prove(given, result, SEED)
        assert (found["holds"], found["code"], found["facts"]) == (True, verdict.code, dict(verdict.facts))


def test_every_tampering_is_caught_and_told_by_the_same_code(chromium, tmp_path):
    made = list(tamperings(TAMPERINGS))
    codes = codes_of(chromium, made)
    assert [code for code in codes if code in HOLDS] == []
    assert codes == [told(tmp_path, given, result).code for _, given, result in made]


def test_what_is_malformed_is_told_by_the_same_code(chromium, tmp_path):
    made = list(malformed(COUNT))
    codes = codes_of(chromium, made)
    assert codes == [told(tmp_path, given, result).code for _, given, result in made]
    assert any(code in HOLDS for code in codes)  # a field that no one knows is passed over by both


def test_without_looking_for_blocking_pairs_forgeries_pass(chromium):
    assert [code for code in codes_of(chromium, tamperings(TAMPERINGS), blinded) if code in HOLDS]


def test_the_verifier_uses_nothing_that_looks_for_seats():
    for path in FOLDER.glob("*.js"):
        if path.name not in ("allocate.js", "checking.js"):
            assert "allocate" not in path.read_text("utf-8"), path.name


RING = {  # everybody could have their first choice, and every position its own
    "applicants": [[[0], [1]], [[1], [0]]],
    "positions": [{"capacity": 1, "prefs": [[1], [0]]}, {"capacity": 1, "prefs": [[0], [1]]}],
    "round": "",
}


def test_a_ring_is_found_and_all_in_it_would_move_up(seats):
    whole = seat(seating_of(RING, SEED)).document()
    other = resealed(RING, {**whole, "assignment": [1, 0]})
    [found] = seats.ask("prove", [[coded(RING), coded(other), None]])
    assert found["code"] == "not_the_applicants_best"
    moves = {move["applicant"]: move["position"] for move in found["facts"]["moves"]}
    assert moves == {0: 0, 1: 1}
    model = Instance(RING)
    assert all(model.wishes[i].index(j) < model.wishes[i].index(other["assignment"][i]) for i, j in moves.items())


def test_what_states_no_draw_or_a_fit_of_nobody_is_told(seats):
    tied = {"applicants": [[[0]], [[0]]], "positions": [{"capacity": 1, "prefs": [[0, 1]]}]}
    whole = seat(seating_of(tied)).document()
    undrawn = resealed(tied, {**whole, "certificate": {**whole["certificate"], "lottery": None}})
    unfit = resealed(tied, {**whole, "total_fit": 8})
    found = seats.ask("prove", [[coded(tied), coded(one), None] for one in (whole, undrawn, unfit)])
    assert [one["code"] for one in found] == ["stable_and_best", "stated", "fields"]


def test_large_capacities_are_added_up_exactly(seats):
    """Seats × prices exceed what a floating-point number holds; the gap does not."""
    m = 40
    given = {
        "applicants": [[list(range(m))]], "fit": [[1000] * m],
        "positions": [{"capacity": 2**31 - 1, "prefs": [[0]]} for _ in range(m)],
    }  # fmt: skip
    whole = fit(seating_of(given)).document()
    assert seats.ask("prove", [[coded(given), coded(whole), None]])[0]["holds"]
    whole["certificate"]["prices"] = [1000] * m
    [found] = seats.ask("prove", [[coded(given), coded(as_json(whole).encode()), None]])
    verdict = prove(given, whole)
    assert found["code"] == verdict.code == "gap"
    assert found["facts"]["gap"] == pytest.approx(verdict.facts["gap"])
