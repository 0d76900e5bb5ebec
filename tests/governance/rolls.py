"""Random published rolls: every kind of rule, proxies that count and that do not, units that turn up after all."""

TITLES = {
    "chair_unit": {"weight": 5, "joint": False},
    "co_chair": {"weight": 5, "joint": True},
    "vice_chair": {"weight": 3, "joint": False},
    "executive_council": {"weight": 2, "joint": False},
    "lead_unit": {"weight": 7, "joint": True},
    "council_unit": {"weight": 1, "joint": False},
    "guiding_unit": {"weight": 0, "joint": False},
}


def random_roll(random):
    """A roll as close_motion publishes it, or as a careless secretary might have written it."""
    units = random.sample(range(1, 400), random.choice((0, 1, 2, 3, 5, 8, 13, 40)))
    present, choosing = random.random(), random.random()
    return {
        "format": "ronghe-roll/1",
        "rule": {
            "basis": random.choice(("unit", "title")),
            "joint": random.choice(("each", "shared")),
            "quorum": random.choice(("1/2", "2/3", "3/4", "1", "1/3", "4/7")),
            "majority": random.choice(("simple", "two_thirds", "three_quarters", "unanimous")),
            "base": random.choice(("present", "cast", "entitled")),
            "proxy_limit": random.choice((0, 1, 2, 3)),
        },
        "titles": TITLES,
        "voters": [_voter(random, unit, units, present, choosing) for unit in units],
    }


def _voter(random, unit, units, present, choosing):
    attends = random.random() < present
    others = [one for one in units[: 1 + len(units) // 4] if one != unit]
    carried = others and random.random() < 0.5
    lean = random.choice((("for", "for", "for", "against", "abstain"), ("for", "against", "abstain")))
    return {
        "unit": unit,
        "titles": random.sample(sorted(TITLES), random.choice((1, 1, 1, 2, 3))),
        "attends": attends,
        "proxy": random.choice(others) if carried and not (attends and random.random() < 0.8) else None,
        "choice": random.choice(lean) if random.random() < choosing else None,
    }
