"""Inputs and results in which one thing does not belong there: two readers written apart must agree about each."""

import copy
import json
import random

from ronghe.engine import fit, seat, seating_of
from ronghe.engine.tables import as_json
from tests.engine.seats import SEED, seating

ODD = r"""
    null true false 0 -0 1 -1 1.0 1e0 0.5 -0.0 1e999 -1e999 2147483647 2147483648 9007199254740993
    18446744073709551616 NaN Infinity 01 +1 .5 1. 0x1 nul True 'a' "" "a" "1" "\u0000" "\n" "\ud83d\ude00" "\x41" "é"
    [] [[]] {} [0] [[0]] [[0],[0]] [[0.0]] [1,] {"a":1,} {"a":1,"a":2} {"__proto__":1}
    {"seats":1,"applicants":[0]} {"cap":1,"positions":[0]}
""".split()
ODD += [" 1", "\u00a01", "1 2", '"\t"', '"\u2028"', "1" + "0" * 4299, "1" + "0" * 4300]
NAMES = "note __proto__ constructor length id reserved target fit round pseudonyms regions total_fit lottery \ue000 😀"
MARK = "@@"


def malformed(count):
    """So many, always the same ones: ("malformed", bytes of the input, bytes of the result)."""
    dice = random.Random(11)
    for number in range(count):
        seek = dice.choice([seat, fit])
        given = seating(number, fit=seek is fit, limits=False if seek is fit else None)
        result = seek(seating_of(given, dice.choice([SEED, None]))).document()
        pair = [given, result]
        at = dice.randrange(2)
        texts = [as_json(one) for one in pair]
        texts[at] = spoilt(dice, pair[at])
        yield "malformed", *(text.encode() for text in texts)


def spoilt(dice, document):
    """The text of the document, with something odd in a random place, or with a field too many."""
    document = copy.deepcopy(document)
    inside, key = dice.choice(list(places(document)))
    if isinstance(inside, dict) and dice.random() < 0.3:
        key = dice.choice(NAMES.split())
    inside[key] = MARK
    return json.dumps(document, ensure_ascii=False).replace(f'"{MARK}"', dice.choice(ODD))


def places(value):
    """(list or object, place in it) of everything inside."""
    for key in value if isinstance(value, dict) else range(len(value) if isinstance(value, list) else 0):
        yield value, key
        yield from places(value[key])
