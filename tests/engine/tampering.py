"""Results and inputs that somebody tampered with, bit by bit or with care: `make tampering-seats`.

    python -m tests.engine.tampering --count 10000 --browser

Careful forgeries change who sits where and put every figure that depends on it right again, seal and all. With
`--browser` the verifier of the pages is asked about the same ones, in Chromium.
"""

import argparse
import copy
import hashlib
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from ronghe.engine import BadInput, Verdict, fit, prove, seat, seating_of
from ronghe.engine.proofs import instance, stable, verdict
from ronghe.engine.tables import as_json, read_allocation, read_seating
from tests.engine.malformed import malformed
from tests.engine.seats import SEED, Instance, seating

HOLDS = ("stable", "stable_and_best", "largest")


def told(folder, given, result):
    """The verdict of `ronghe prove` on the bytes of an input and of a result."""
    for name, content in (("i.json", given), ("o.json", result)):
        (Path(folder) / name).write_bytes(content)
    try:
        problem, stated = read_seating(folder / "i.json"), read_allocation(folder / "o.json")
    except BadInput:
        return Verdict(False, "unreadable")
    return prove(problem, stated)


def flipped(dice, content):
    """The bytes with one bit changed."""
    at = dice.randrange(len(content))
    return content[:at] + bytes([content[at] ^ 1 << dice.randrange(8)]) + content[at + 1 :]


def resealed(given, result):
    """The result with every figure that follows from its assignment, and a seal over all of it."""
    result, seats = copy.deepcopy(result), result["assignment"]
    certificate = result["certificate"]
    problem = instance.instance_of(given, SEED.hex())
    got, _, _ = stable.walk(problem, stable.np.array(seats))
    loads = [seats.count(j) for j in range(len(problem.caps))]
    certificate["loads"] = loads
    result["matched"] = sum(j >= 0 for j in seats)
    if problem.fit is not None:
        result["total_fit"] = int(problem.fit[got[got >= 0]].sum())
    if certificate["kind"] == "stable":
        cutoffs, reserved = stable.cutoffs_of(problem, got, stable.np.array(loads, dtype=int))
        certificate["cutoffs"] = cutoffs.tolist()
        if "reserved" in certificate:
            certificate["reserved"] = reserved.tolist()
    del certificate["seal"]
    certificate["seal"] = hashlib.sha256(instance.compact(result).encode()).hexdigest()
    return result


def forged(dice, given, result):
    """The result with other seats for one or two people, resealed; None where that is as good a result."""
    model, seats = Instance(given), list(result["assignment"])
    if not seats:
        return None
    i, k = dice.randrange(model.n), dice.randrange(model.n)
    if dice.random() < 0.5:
        seats[i], seats[k] = seats[k], seats[i]
    else:
        seats[i] = dice.choice([-1, *range(model.m)])
    if seats == result["assignment"]:
        return None
    is_allowed = all(j < 0 or j in model.wishes[i] for i, j in enumerate(seats))
    if is_allowed and result["certificate"]["kind"] == "fit":
        fits = model.fits()
        within = all(seats.count(j) <= one["capacity"] for j, one in enumerate(given["positions"]))
        if within and sum(fits[i, j] for i, j in enumerate(seats) if j >= 0) == result["total_fit"]:
            return None
    if is_allowed and has_limits(given) and model.is_stable(seats):
        return None  # without limits the best stable allocation is one alone
    return resealed(given, {**result, "assignment": seats})


def has_limits(given):
    return bool(given.get("regions")) or any(one.get("reserved") for one in given["positions"])


def tampered(dice, number):
    """(way, bytes of the input, bytes of the result), or None where nothing was changed."""
    kind = dice.choice(["stable", "fit"])
    given = seating(number, fit=kind == "fit", limits=False if kind == "fit" else None)
    result = (seat if kind == "stable" else fit)(seating_of(given, SEED)).document()
    whole, there = as_json(given).encode(), (as_json(result) + "\n").encode()
    way = dice.choice(["bit of the result", "bit of the input", "forgery"])
    if way == "bit of the result":
        return way, whole, flipped(dice, there)
    if way == "bit of the input":
        return way, flipped(dice, whole), there
    other = forged(dice, given, result)
    return other and (way, whole, as_json(other).encode())


def tamperings(count):
    """So many tamperings, always the same ones: (way, bytes of the input, bytes of the result)."""
    dice, number = random.Random(7), 0
    while count:
        number += 1
        made = tampered(dice, number)
        if made:
            count -= 1
            yield made


def count_tamperings(count, folder):
    """(way, caught or not) → how many."""
    return Counter((way, not told(folder, *made).holds) for way, *made in tamperings(count))


def count_blind(count, folder):
    """How many of these are missed by a verifier that looks for no blocking pair."""
    kept, verdict.first_block = verdict.first_block, lambda *_: None
    try:
        return sum(n for (_, caught), n in count_tamperings(count, folder).items() if not caught)
    finally:
        verdict.first_block = kept


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--browser", action="store_true", help="ask the verifier of the pages as well")
    given = parser.parse_args()
    made, odd = list(tamperings(given.count)), list(malformed(given.count if given.browser else 0))
    few = made[:500]
    with tempfile.TemporaryDirectory() as folder:
        found = {"python": [told(Path(folder), *one).code for _, *one in made + odd]}
        blind = {"python": count_blind(len(few), Path(folder))}
    if given.browser:
        from tests.journeys.browser_seats import blinded, chromium, codes_of

        with chromium() as browser:
            found["browser"] = codes_of(browser, made + odd)
            blind["browser"] = sum(code in HOLDS for code in codes_of(browser, few, blinded))
    missed = [missed_by(who, made, codes[: len(made)]) for who, codes in found.items()]
    for who, n in blind.items():
        print(f"control, {who}: without looking for blocking pairs {n} of {len(few):,} are missed")
    apart = sum(len(set(codes)) > 1 for codes in zip(*found.values(), strict=True))
    print(f"{len(made):,} tamperings and {len(odd):,} malformed ones: {apart} told by different codes")
    return 1 if any(missed) or apart or not all(blind.values()) else 0


def missed_by(who, made, codes):
    """How many tamperings a verifier let pass, after a line for each way."""
    for way in sorted({way for way, *_ in made}):
        asked = [code in HOLDS for (one, *_), code in zip(made, codes, strict=True) if one == way]
        print(f"{who}, {way}: {len(asked) - sum(asked):,} of {len(asked):,} caught")
    missed = sum(code in HOLDS for code in codes)
    print(f"{who}: {len(made):,} tamperings, {len(made) - missed:,} caught")
    return missed


if __name__ == "__main__":
    sys.exit(main())
