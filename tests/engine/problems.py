"""Generated problems, and an oracle for docking written apart from the engine: plain Python, one pair at a time."""

import math
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from ronghe.engine import Demand, Problem, SkillUse, Supply, Weights, read_taxonomy
from ronghe.engine.regions import regions

TAXONOMY = read_taxonomy(Path(__file__).parent / "cases" / "taxonomy.jsonl")
SKILLS = ["modelling", "character-modelling", "scene-modelling", "maya", "blender", "zbrush", "python", "copyright"]
REGIONS = [None, "370000", "371100", "370100", "320100", "440100", "110000", "429004", "429005", "999999"]
DAY = date(2027, 3, 1)
NEUTRAL = {"skills": 0.2, "text": 0.0, "place": 0.5, "calendar": 0.5, "capacity": 0.5, "level": 0.5, "record": 0.5}


class Corners:
    """An encoder whose vectors have the corners of a cube for ends: every cosine is an exact number."""

    name, dimension, unrelated, same = "corners", 4, 0.0, 0.75

    def encode(self, texts):
        signs = [[0.5 if (len(text) >> bit) & 1 else -0.5 for bit in range(4)] for text in texts]
        return np.array(signs, np.float32).reshape(len(texts), 4)


CORNERS = Corners()
USES = st.builds(
    SkillUse,
    st.sampled_from(SKILLS),
    st.sampled_from(["required", "required", "desired", "excluded"]),
    st.none() | st.integers(1, 5),
)
DATES = st.none() | st.integers(0, 300).map(lambda days: DAY + timedelta(days))


@st.composite
def postings(draw, make, kinds, number):
    start, end = draw(DATES), draw(DATES)
    if start and end and end < start:
        start, end = end, start
    return make(
        id=f"{make.__name__[0]}{number}",
        text="x" * draw(st.integers(1, 16)),
        kind=draw(st.sampled_from(kinds)),
        region=draw(st.sampled_from(REGIONS)),
        skills=tuple({use.skill: use for use in draw(st.lists(USES, max_size=5))}.values()),
        level=draw(st.none() | st.integers(1, 5)),
        start=start,
        end=end,
        quantity=draw(st.none() | st.integers(1, 60)),
        owner=draw(st.sampled_from([None, None, "", "u1", "u2"])),
        record=draw(st.sampled_from([None, (0, 0), (0, 3), (2, 3), (40, 40)])),
    )


@st.composite
def problems(draw, demands=4, supplies=12):
    n_d, n_s = draw(st.integers(0, demands)), draw(st.integers(0, supplies))
    weights = draw(st.just(Weights()) | st.builds(Weights, *[st.sampled_from([0.0, 0.5, 1.0, 3.0])] * 6, st.just(1.0)))
    return Problem(
        tuple(draw(postings(Demand, [None, "vacancy", "mentor_needed"], i)) for i in range(n_d)),
        tuple(draw(postings(Supply, [None, "programme", "teacher", "expert"], i)) for i in range(n_s)),
        TAXONOMY,
        weights,
    )


def skills_of(posting, *modes):
    return [use.skill for use in posting.skills if use.mode in modes]


def asks(problem, demand):
    """Skill → share."""
    n = len(problem.demands)
    rarity = {}
    for skill in SKILLS:
        times = sum(skill in skills_of(d, "required", "desired") for d in problem.demands)
        rarity[skill] = math.log((1 + n) / (1 + times)) + 1
    required, desired = skills_of(demand, "required"), skills_of(demand, "desired")
    shares = {}
    for skills, part in ((required, 0.85 if desired else 1.0), (desired, 0.15 if required else 1.0)):
        whole = sum(rarity[skill] for skill in skills)
        for skill in skills:
            shares[skill] = part * rarity[skill] / whole
    return shares


def oracle_parts(problem, d, s):
    wanted, offered = asks(problem, d), skills_of(s, "required", "desired")
    covered = sum(
        share * max(TAXONOMY.answers(a).get(o, 0.0) for o in offered) for a, share in wanted.items() if offered
    )
    a, b = CORNERS.encode([d.words, s.words])
    cosine = sum(float(x) * float(y) for x, y in zip(a, b, strict=True))
    late = (s.start - d.start).days if s.start and d.start else None
    return {
        "skills": covered if wanted and offered else None,
        "text": min(max(cosine / 0.75, 0.0), 1.0),
        "place": oracle_place(d.region, s.region),
        "calendar": None if late is None else 1 - min(max(late / 180, 0.0), 1.0),
        "capacity": min(s.quantity / d.quantity, 1.0) if s.quantity and d.quantity else None,
        "level": 1 - 0.3 * max(d.level - s.level, 0)
        if s.level and d.level and d.level - s.level < 4
        else 0.0
        if s.level and d.level
        else None,
        "record": (s.record[0] + 2) / (s.record[1] + 4) if s.record and s.record[1] else None,
    }


def oracle_place(a, b):
    known = regions()
    if a not in known or b not in known:
        return None
    if a == b and (a[2:] != "0000" or a[:2] in ("11", "12", "31", "50", "81", "82")):
        return 1.0
    if a[:2] == b[:2]:
        return 0.8
    return 0.5 if b[:2] + "0000" in known[a[:2] + "0000"].neighbours else 0.2


def oracle_allows(d, s):
    table = {"vacancy": ("programme", "cohort", "course"), "mentor_needed": ("enterprise_mentor", "expert", "teacher")}
    if d.owner and d.owner == s.owner:
        return False
    if d.kind and s.kind and s.kind not in table[d.kind]:
        return False
    return not (d.start and s.end and s.end < d.start)


def oracle_ranking(problem, demand):
    """[(supply id, score, parts)] of every supply that may dock, best first, ties in order; parts that weigh."""
    weights = {name: getattr(problem.weights, name) for name in NEUTRAL if getattr(problem.weights, name)}
    rows = []
    for supply in problem.supplies:
        if oracle_allows(demand, supply):
            parts = oracle_parts(problem, demand, supply)
            parts = {
                name: None if value is None else round(value, 6) for name, value in parts.items() if name in weights
            }
            score = sum(w * (NEUTRAL[n] if parts[n] is None else parts[n]) for n, w in weights.items()) / sum(
                weights.values()
            )
            rows.append((supply.id, round(score, 6), parts))
    return sorted(rows, key=lambda row: -row[1])
