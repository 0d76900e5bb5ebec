"""Counting an open vote: a published roll and its rule in, the result out.

Plain values and exact fractions; no database, no clock. Whoever has the roll can count it again, with this file or
with ten lines of their own: docs/reference/roll.md says what the roll holds and how it is counted.

1. What a unit weighs: 1 by units; by titles, the greatest of what its titles weigh. What joint holders share is
   divided by how many of them are on the roll.
2. Who is present: units that attend; and those whose proxy is carried by another unit that attends, as far as that
   unit carries no more than the rule allows (in the order of the roll). A unit that attends needs no proxy.
3. Quorum: what is present weighs at least its share of all that may vote.
4. Ballots of units that are not present are left out, with the reason.
5. Carried: quorum, and `for` reaches the majority of the base. Nothing is carried without a vote for it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

CHOICES = ("for", "against", "abstain")
FORMAT = "ronghe-roll/1"
SHARES = {  # majority → (share of the base, must it be exceeded?)
    "simple": (Fraction(1, 2), True),
    "two_thirds": (Fraction(2, 3), False),
    "three_quarters": (Fraction(3, 4), False),
    "unanimous": (Fraction(1), False),
}


@dataclass(frozen=True)
class Rule:
    """How a motion is decided. `basis` unit | title, `joint` each | shared, `base` present | cast | entitled."""

    basis: str = "unit"
    joint: str = "each"
    quorum: Fraction = Fraction(2, 3)
    majority: str = "simple"
    base: str = "present"
    proxy_limit: int = 2


@dataclass(frozen=True)
class Voter:
    """One unit on the roll: its titles, whether it attends, who carries its proxy, what it chose."""

    unit: int
    titles: tuple[str, ...] = ()
    attends: bool = False
    proxy: int | None = None
    choice: str | None = None


@dataclass(frozen=True)
class Roll:
    """Everyone who may vote, in order; and of each title what it weighs and whether it is held jointly."""

    voters: tuple[Voter, ...]
    titles: Mapping[str, tuple[int, bool]]


@dataclass(frozen=True)
class Result:
    """The count. All weights are exact; `presence` has "attends", "proxy" or "absent" for each unit."""

    weights: dict[int, Fraction]
    presence: dict[int, str]
    left_out: dict[int, str]  # unit → "absent" | "proxy": it chose, but is not there
    entitled: Fraction
    present: Fraction
    quorum_needed: Fraction
    has_quorum: bool
    votes: dict[str, Fraction]
    heads: dict[str, int]
    silent: Fraction
    base: Fraction
    needed: Fraction
    must_exceed: bool
    outcome: str  # carried | lost | no_quorum


def count(roll: Roll, rule: Rule) -> Result:
    """The result of the vote. ValueError where the roll names a unit twice or a choice that there is not."""
    _check(roll)
    weights = weights_of(roll, rule)
    presence = presence_of(roll, rule)
    entitled = sum(weights.values(), Fraction(0))
    present = sum((weights[unit] for unit, how in presence.items() if how != "absent"), Fraction(0))
    counted = [voter for voter in roll.voters if voter.choice and presence[voter.unit] != "absent"]
    votes = {c: sum((weights[v.unit] for v in counted if v.choice == c), Fraction(0)) for c in CHOICES}
    base = {"present": present, "cast": votes["for"] + votes["against"], "entitled": entitled}[rule.base]
    share, must_exceed = SHARES[rule.majority]
    needed = base * share
    has_quorum = entitled > 0 and present >= entitled * rule.quorum
    return Result(
        weights=weights,
        presence=presence,
        left_out=_left_out(roll, presence),
        entitled=entitled,
        present=present,
        quorum_needed=entitled * rule.quorum,
        has_quorum=has_quorum,
        votes=votes,
        heads={choice: sum(voter.choice == choice for voter in counted) for choice in CHOICES},
        silent=present - sum(votes.values()),
        base=base,
        needed=needed,
        must_exceed=must_exceed,
        outcome=_outcome(votes["for"], needed, must_exceed, has_quorum),
    )


def weights_of(roll: Roll, rule: Rule) -> dict[int, Fraction]:
    """What each unit weighs, exactly."""
    if rule.basis == "unit":
        return {voter.unit: Fraction(1) for voter in roll.voters}
    holders = Counter(title for voter in roll.voters for title in set(voter.titles))

    def weight(title: str) -> Fraction:
        whole, is_joint = roll.titles[title]
        return Fraction(whole, holders[title] if is_joint and rule.joint == "shared" else 1)

    return {voter.unit: max(map(weight, voter.titles), default=Fraction(0)) for voter in roll.voters}


def presence_of(roll: Roll, rule: Rule) -> dict[int, str]:
    """How each unit is present: "attends", "proxy" or "absent"."""
    attending = {voter.unit for voter in roll.voters if voter.attends}
    carried: Counter[int] = Counter()
    found = {}
    for voter in roll.voters:
        if voter.attends:
            found[voter.unit] = "attends"
        elif voter.proxy in attending and carried[voter.proxy] < rule.proxy_limit:
            carried[voter.proxy] += 1
            found[voter.unit] = "proxy"
        else:
            found[voter.unit] = "absent"
    return found


def _left_out(roll, presence):
    absent = [voter for voter in roll.voters if voter.choice and presence[voter.unit] == "absent"]
    return {voter.unit: "proxy" if voter.proxy is not None else "absent" for voter in absent}


def _outcome(votes_for, needed, must_exceed, has_quorum):
    if not has_quorum:
        return "no_quorum"
    reached = votes_for > needed if must_exceed else votes_for >= needed
    return "carried" if reached and votes_for > 0 else "lost"


def _check(roll):
    units = [voter.unit for voter in roll.voters]
    if len(units) != len(set(units)):
        raise ValueError("a unit stands on the roll twice")
    strange = {voter.choice for voter in roll.voters} - {None, *CHOICES}
    if strange:
        raise ValueError(f"there is no choice {sorted(strange)}")


# The published JSON


def read(published: Mapping) -> tuple[Roll, Rule]:
    """The roll and the rule that a published roll holds."""
    if published.get("format") != FORMAT:
        raise ValueError(f"this is not a roll of the format {FORMAT}")
    voters = tuple(
        Voter(row["unit"], tuple(row["titles"]), row["attends"], row["proxy"], row["choice"])
        for row in published["voters"]
    )
    titles = {code: (title["weight"], title["joint"]) for code, title in published["titles"].items()}
    return Roll(voters, titles), read_rule(published["rule"])


def read_rule(values: Mapping) -> Rule:
    """The rule that these plain values hold."""
    return Rule(**{**values, "quorum": Fraction(values["quorum"])})


def plain_rule(rule: Rule) -> dict:
    """The rule as plain values; the quorum is a fraction in words: "2/3"."""
    return {**vars(rule), "quorum": str(rule.quorum)}


def plain_result(result: Result) -> dict:
    """The result as plain values, weights as exact text ("5/2")."""
    whole = ("entitled", "present", "quorum_needed", "silent", "base", "needed")
    return {
        **{name: str(getattr(result, name)) for name in whole},
        "has_quorum": result.has_quorum,
        "votes": {choice: str(weight) for choice, weight in result.votes.items()},
        "heads": result.heads,
        "must_exceed": result.must_exceed,
        "outcome": result.outcome,
        "weights": {str(unit): str(weight) for unit, weight in result.weights.items()},
        "presence": {str(unit): how for unit, how in result.presence.items()},
        "left_out": {str(unit): why for unit, why in result.left_out.items()},
    }
