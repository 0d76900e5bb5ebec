"""The count: equal to a second one written apart, on random rolls; and each rule by an example."""

import random
from collections import Counter
from fractions import Fraction

import pytest

from ronghe.governance import counting
from ronghe.governance.counting import Roll, Rule, Voter, count
from tests.governance.oracle import recount
from tests.governance.rolls import random_roll

BALLOTS = 10_000
TITLES = {"chair": (5, False), "co_chair": (6, True), "vice": (3, False), "plain": (1, False)}


def counted(roll):
    result = count(*counting.read(roll))
    sums = [*(result.votes[choice] for choice in counting.CHOICES), result.silent, result.present, result.entitled]
    return result, sums


@pytest.mark.parametrize("seed", range(10))
def test_ten_thousand_random_votes_are_counted_equally(seed):
    dice, outcomes = random.Random(seed), Counter()
    for _ in range(BALLOTS // 10):
        roll = random_roll(dice)
        result, sums = counted(roll)
        outcome, expected = recount(roll)
        assert result.outcome == outcome, roll
        assert sums == [Fraction(number, scale) for number, scale in expected], roll
        outcomes[outcome] += 1
    assert min(outcomes[outcome] for outcome in ("carried", "lost", "no_quorum")) > 50  # all three are tried


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("quorum", lambda roll: roll["rule"].update(quorum="1/100")),
        ("abstentions", lambda roll: roll["rule"].update(base="cast")),
        ("proxies", lambda roll: roll["rule"].update(proxy_limit=99)),
        ("joint holders", lambda roll: roll["rule"].update(joint="each")),
    ],
)
def test_the_comparison_bites(name, broken):
    """A count that forgets one rule is noticed within a few hundred votes."""
    dice = random.Random(7)
    for _ in range(500):
        roll = random_roll(dice)
        outcome, expected = recount(roll)
        broken(roll)
        result, sums = counted(roll)
        if (result.outcome, sums) != (outcome, [Fraction(number, scale) for number, scale in expected]):
            return
    pytest.fail(f"a count that forgets the {name} was not noticed")


def voter(unit, titles="plain", attends=True, proxy=None, choice=None):
    return Voter(unit, tuple(titles.split()), attends, proxy, choice)


def votes(*choices, **more):
    return tuple(voter(number, choice=choice, **more) for number, choice in enumerate(choices, 1))


def outcome(voters, **rule):
    return count(Roll(tuple(voters), TITLES), Rule(**rule)).outcome


F, A, ABS, N = "for", "against", "abstain", None


@pytest.mark.parametrize(
    ("choices", "rule", "expected"),
    [
        ((F, F, A, ABS), {}, "lost"),  # half of those present is not more than half
        ((F, F, F, A, ABS), {}, "carried"),
        ((F, F, A, ABS), {"base": "cast"}, "carried"),  # an abstention is not cast for or against
        ((F, F, A), {"majority": "two_thirds"}, "carried"),  # two thirds or more
        ((F, F, A, N), {"majority": "two_thirds"}, "lost"),  # silence counts among those present
        ((F, F, F, N), {"majority": "three_quarters"}, "carried"),
        ((F, F, F), {"majority": "unanimous"}, "carried"),
        ((F, F, N), {"majority": "unanimous"}, "lost"),
        ((N, N, N), {"base": "cast", "majority": "unanimous"}, "lost"),  # nothing is carried without a vote for it
        ((ABS, ABS, ABS), {"base": "cast"}, "lost"),
    ],
)
def test_majorities(choices, rule, expected):
    assert outcome(votes(*choices), **rule) == expected


def test_quorum_is_a_share_of_all_who_may_vote():
    absent = tuple(voter(unit, attends=False) for unit in (11, 12))
    assert outcome((*votes(F, F, F, F), *absent)) == "carried"  # 4 of 6 are two thirds
    assert outcome((*votes(F, F, F), *absent)) == "no_quorum"  # 3 of 5 are less
    assert outcome(()) == "no_quorum"


def test_a_unit_weighs_its_highest_title():
    roll = Roll((voter(1, "vice chair plain"), voter(2, "plain")), TITLES)
    assert count(roll, Rule(basis="title")).weights == {1: 5, 2: 1}
    assert count(roll, Rule(basis="unit")).weights == {1: 1, 2: 1}


def test_joint_holders_share_or_not():
    roll = Roll(
        (voter(1, "co_chair"), voter(2, "co_chair plain"), voter(3, "co_chair"), voter(4, "co_chair vice")), TITLES
    )
    assert count(roll, Rule(basis="title", joint="each")).weights == dict.fromkeys((1, 2, 3, 4), 6)
    shared = count(roll, Rule(basis="title", joint="shared"))
    assert shared.weights == {1: Fraction(3, 2), 2: Fraction(3, 2), 3: Fraction(3, 2), 4: 3}
    assert shared.entitled == Fraction(15, 2)


def test_proxies_count_as_far_as_they_may():
    carrier = voter(1, choice=F)
    given = tuple(voter(unit, attends=False, proxy=1, choice=F) for unit in (2, 3, 4))
    result = count(Roll((carrier, *given), TITLES), Rule(proxy_limit=2))
    assert result.presence == {1: "attends", 2: "proxy", 3: "proxy", 4: "absent"}
    assert result.left_out == {4: "proxy"}
    assert result.votes["for"] == 3


def test_a_proxy_is_nothing_without_its_carrier_and_needless_where_the_giver_came():
    roll = Roll(
        (voter(1, attends=False), voter(2, attends=False, proxy=1, choice=F), voter(3, proxy=4, choice=F), voter(4)),
        TITLES,
    )
    result = count(roll, Rule())
    assert result.presence == {1: "absent", 2: "absent", 3: "attends", 4: "attends"}
    assert result.left_out == {2: "proxy"}


def test_a_proxy_is_not_passed_on():
    roll = Roll((voter(1), voter(2, attends=False, proxy=1), voter(3, attends=False, proxy=2)), TITLES)
    assert count(roll, Rule()).presence[3] == "absent"


def test_a_roll_that_is_none_is_refused():
    with pytest.raises(ValueError, match="twice"):
        outcome((voter(1), voter(1)))
    with pytest.raises(ValueError, match="choice"):
        outcome((voter(1, choice="maybe"),))
    with pytest.raises(ValueError, match="format"):
        counting.read({"format": "something else"})


def test_plain_values_come_back():
    rule = Rule(basis="title", quorum=Fraction(4, 7), majority="unanimous")
    assert counting.read_rule(counting.plain_rule(rule)) == rule
