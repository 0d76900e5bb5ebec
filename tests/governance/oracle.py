"""A second count of a published roll, written from docs/reference/roll.md alone: it shares no line with counting.py.

Everything is a whole number here: weights are scaled until no fraction is left, shares are compared crosswise.
"""

from math import lcm


def recount(roll):
    """(outcome, for, against, abstain, silent, present, entitled) with the weights as (whole number, scale)."""
    rule, voters = roll["rule"], roll["voters"]
    holders = {}
    for voter in voters:
        for code in dict.fromkeys(voter["titles"]):
            holders[code] = holders.get(code, 0) + 1
    scale = lcm(1, *holders.values())
    weigh = {}
    for voter in voters:
        if rule["basis"] == "unit":
            weigh[voter["unit"]] = scale
            continue
        best = 0
        for code in voter["titles"]:
            points = roll["titles"][code]["weight"] * scale
            if roll["titles"][code]["joint"] and rule["joint"] == "shared":
                points //= holders[code]
            best = max(best, points)
        weigh[voter["unit"]] = best

    there, load = set(), {}
    for voter in voters:
        if voter["attends"]:
            there.add(voter["unit"])
    represented = set()
    for voter in voters:
        friend = voter["proxy"]
        if voter["unit"] in there or friend is None or friend not in there:
            continue
        if load.get(friend, 0) >= rule["proxy_limit"]:
            continue
        load[friend] = load.get(friend, 0) + 1
        represented.add(voter["unit"])

    sums = {"for": 0, "against": 0, "abstain": 0, None: 0}
    entitled = present = 0
    for voter in voters:
        entitled += weigh[voter["unit"]]
        if voter["unit"] in there or voter["unit"] in represented:
            present += weigh[voter["unit"]]
            sums[voter["choice"]] += weigh[voter["unit"]]

    above, below = map(int, (rule["quorum"] + "/1").split("/")[:2])
    quorate = entitled > 0 and present * below >= entitled * above
    whole = {"present": present, "cast": sums["for"] + sums["against"], "entitled": entitled}[rule["base"]]
    yes = sums["for"]
    enough = {
        "simple": 2 * yes > whole,
        "two_thirds": 3 * yes >= 2 * whole,
        "three_quarters": 4 * yes >= 3 * whole,
        "unanimous": yes == whole,
    }[rule["majority"]]
    outcome = "no_quorum" if not quorate else "carried" if enough and yes else "lost"
    counts = (yes, sums["against"], sums["abstain"], sums[None], present, entitled)
    return outcome, [(number, scale) for number in counts]
