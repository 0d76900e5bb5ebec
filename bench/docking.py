"""Quality of docking on our own pairs, and speed of the sweep beside a plain peer, from one run. See README.md."""

import argparse
import math
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

from ronghe.desk.demonstration import rows
from ronghe.engine import Demand, Problem, Reader, SkillUse, Supply, dock, read_taxonomy
from ronghe.engine.pairing import top_k

PAIRS = Path(__file__).parent / "demonstration-pairs.tsv"


def community():
    """The demonstration postings as a problem, skills read from their texts."""
    taxonomy = read_taxonomy()
    reader = Reader(taxonomy)

    def value(make, row):
        mentions = reader.read(f"{row['title']}\n{row['text']}")
        skills = tuple(SkillUse(m.skill, m.mode, m.level) for m in mentions)
        plain = {name: row[name] for name in ("text", "title", "kind", "region", "level", "quantity", "owner")}
        return make(id=row["key"], skills=skills, **plain)

    postings = rows("postings")
    sides = {"demand": [], "supply": []}
    for row in postings:
        sides[row["side"]].append(value(Demand if row["side"] == "demand" else Supply, row))
    return Problem(tuple(sides["demand"]), tuple(sides["supply"]), taxonomy), {
        row["key"]: row["lang"] for row in postings
    }


def gain(grades):
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:10]))


def judged(name):
    """nDCG@10 of each judged demand, and its language."""
    problem, language = community()
    gold = defaultdict(dict)
    for line in PAIRS.read_text("utf-8").splitlines():
        demand, supply, grade = line.split("\t")[:3]
        gold[demand][supply] = int(grade)
    result = dock(problem, using=name, explain=False)
    scores = {
        demand: gain([grades.get(pair.supply, 0) for pair in result.of(demand)])
        / gain(sorted(grades.values(), reverse=True))
        for demand, grades in gold.items()
    }
    return [(score, language[demand]) for demand, score in scores.items()]


def quality(name):
    """nDCG@10 over the judged demands, all and by language."""
    scores = judged(name)
    for label, wanted in (("all", None), ("Chinese", "zh"), ("English", "en")):
        some = [score for score, language in scores if wanted in (None, language)]
        half = 1.96 * np.std(some) / len(some) ** 0.5
        print(f"nDCG@10  {name:6} {label:8} {np.mean(some):.3f} ± {half:.3f}  ({len(some)} demands)")


def plain_peer(left, right, k):
    """The obvious way: whole rows, argpartition, sort."""
    found = []
    for a in range(0, len(left), 256):
        block = left[a : a + 256] @ right.T
        part = np.argpartition(-block, k, axis=1)[:, :k]
        order = np.take_along_axis(block, part, 1).argsort(axis=1)[:, ::-1]
        found += list(np.take_along_axis(part, order, 1))
    return found


def speed(n_rows=2_000, n_columns=100_000, features=64, k=50):
    """Scores per second and core of the sweep and of the peer, on the same numbers, with the answers compared."""
    chance = np.random.default_rng(7)
    left, right = (chance.standard_normal((n, features), np.float32) for n in (n_rows, n_columns))
    began = time.process_time()
    ours = list(top_k(lambda rows, columns: left[rows] @ right[columns].T, n_rows, n_columns, k))
    middle = time.process_time()
    theirs = plain_peer(left, right, k)
    ended = time.process_time()
    same = sum(set(a) == set(b) for a, b in zip(ours, theirs, strict=True))
    million = n_rows * n_columns / 1e6
    ours_s, theirs_s = middle - began, ended - middle
    print(f"sweep    {million / ours_s:.0f} M scores/s/core; argpartition over whole rows {million / theirs_s:.0f}")
    print(f"         ratio {theirs_s / ours_s:.2f}; same answer for {same} of {n_rows} rows")


def main():
    argparse.ArgumentParser(description=__doc__).parse_args()
    for name in ("use", "chars"):
        quality(name)
    speed()


if __name__ == "__main__":
    main()
