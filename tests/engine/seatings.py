"""Many small seatings against what the definition says: `make seatings`. The last line is the figure.

    python -m tests.engine.seatings --count 20000

A seating goes wrong where deferred acceptance, stability by enumeration, the largest total or the proof says otherwise.
"""

import argparse
import copy
import random
import sys

from ronghe.engine import fit, prove, seat, seating_of
from tests.engine.seats import SEED, Instance, seating

FEW = 4  # applicants, for whom every assignment is looked at


def size(number):
    """Every tenth seating is large enough for heaps of some depth."""
    return {"n": 25, "m": 6} if number % 10 == 9 else {}


def wrong_stable(number, seed=SEED):
    """What is wrong with the stable seats of this seating, in words; empty where nothing is."""
    given = seating(number, **size(number))
    instance, result = Instance(given), seat(seating_of(given, seed)).document()
    found, expected = result["assignment"], instance.deferred_acceptance()
    if found != expected:
        return f"seating {number}: {found}, and not {expected}"
    if not prove(given, result, seed).holds:
        return f"seating {number}: it cannot be proved"
    if instance.n <= FEW:
        others = instance.stable_ones()
        if found not in others or any(instance.is_better_for_some(other, found) for other in others):
            return f"seating {number}: {found} is not the best of {others}"
    return ""


def wrong_fit(number, fit=fit):
    """What is wrong with the largest total fit of this seating, cold and warm; empty where nothing is."""
    given = seating(number, limits=False, fit=True, **size(number))
    changed = copy.deepcopy(given)
    dice = random.Random(number)
    for row in changed["fit"]:
        row[:] = [dice.randint(1, 1000) if dice.random() < 0.1 else one for one in row]
    first = fit(seating_of(given, SEED)).document()
    for what, now, start in (("cold", given, None), ("warm", changed, first)):
        result, best = fit(seating_of(now, SEED), start).document(), Instance(now).best_total()
        if result["total_fit"] != best:
            return f"seating {number}, {what}: {result['total_fit']}, and not {best}"
        if not prove(now, result, SEED).holds:
            return f"seating {number}, {what}: the prices do not prove it"
    return ""


def wrong(numbers, *ways):
    """Everything that is wrong with the seatings of these numbers."""
    return [words for number in numbers for way in ways if (words := way(number))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20_000)
    count = parser.parse_args().count
    found = wrong(range(count), wrong_stable, wrong_fit)
    control = wrong(range(min(count, 500)), lambda number: wrong_stable(number, b"another draw"))
    print("\n".join(found[:20]))
    print(f"control: under another seed {len(control)} of {min(count, 500):,} differ")
    print(f"{count:,} seatings, stable and of the largest fit, cold and warm: {len(found)} wrong")
    return 1 if found or not control else 0


if __name__ == "__main__":
    sys.exit(main())
