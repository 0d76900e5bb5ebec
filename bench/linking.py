"""How often what is linked by likeness is right, and how sure it says it is: the numbers of engine/linking.py, again.

    python bench/linking.py [--judged FILE] [--fit]

Three kinds of clauses: **judged** ones (`demonstration-links.tsv`: a clause in which no form is found, and the skills
that it names, or none; --judged takes other such files); **left out**: a tenth of the further forms of the vocabulary
are taken away, and clauses are made of them; **nothing**: clauses about the house, hours and the like that no cue sets
aside. --fit prints the four numbers of `Likeness.confidence`, fitted on the judged clauses, and how right they are when
cross-validated.
"""

import argparse
import zlib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from quality import Cached

from ronghe.engine import Linker, Reader, Taxonomy, encoder, read_taxonomy
from ronghe.engine.asides import aside
from ronghe.engine.linking import MEASURES, SURE_ENOUGH

JUDGED = Path(__file__).parent / "demonstration-links.tsv"
RIDGE = 10.0  # of the fit, on standardised features: few clauses are judged
BINS = (0, 0.1, 0.2, 0.3, 0.5, 0.7, 1)
TENTH = 10
MADE = {True: ("负责{}相关工作", "能独立完成{}"), False: ("experience with {}", "you will do {} every day")}
NOTHING = """节假日轮流值守
入职即签合同
每月一次生日会
办公室有健身角
离学校两站路
团队平均二十六岁
客户遍布三个省
老板人很好
有停车位
午休一个半小时
每周五下午分享会
公司去年搬了新址
合同一年一签
试用期两个月
可以带宠物
Our kitchen is well stocked
The team is twelve people strong
We grew by half last year
You report to the head of studio
Interviews take place in March
Parking is free
We ship on Thursdays
The building has a garden
Contracts run for a year
Two rounds of talks and a tour""".splitlines()


def judged(path):
    """[(clause, ids of the skills that it names)]."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return [(clause, set(skills.split())) for clause, skills in rows]


def left_out(taxonomy):
    """(the taxonomy without a tenth of its further forms, [(a clause made of one of them, {its skill})])."""
    skills, made = [], []
    for skill in taxonomy.values():
        out = {form for form in skill.aliases if zlib.crc32(form.encode()) % TENTH == 0 and skill.kind != "group"}
        skills.append(replace(skill, aliases=tuple(form for form in skill.aliases if form not in out)))
        for form in sorted(out):
            patterns = MADE[any("\u4e00" <= letter <= "\u9fff" for letter in form)]
            made += [(pattern.format(form), {skill.id}) for pattern in patterns]
    return Taxonomy(skills), made


def asked(linker, clauses):
    """[(likeness, True if it is right)] of the clauses in which no form is found and no cue sets aside."""
    unread = [one for one in clauses if not linker.reader.mentions(one[0]) and aside(one[0]) is None]
    return [(near, near.skill in right) for clause, right in unread if (near := linker.nearest(clause))]


def fitted(rows):
    """Constant, per margin, lead and length: ridge logistic regression of what is right, by Newton's method."""
    x = np.array([[near.margin, near.lead, near.length] for near, _ in rows])
    y = np.array([right for _, right in rows], float)
    mean, deviation = x.mean(axis=0), x.std(axis=0)
    x = np.column_stack([np.ones(len(x)), (x - mean) / deviation])
    held, weights = np.diag([1e-9, RIDGE, RIDGE, RIDGE]), np.zeros(4)
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        weights += np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + held, x.T @ (y - p) - held @ weights)
    return np.array([weights[0] - (weights[1:] * mean / deviation).sum(), *weights[1:] / deviation])


def crossed(rows, n_repeats=20, n_parts=10):
    """[(the confidence that a fit on nine tenths gives, True if right)] of all rows, so many times over."""
    found = []
    for repeat in range(n_repeats):
        part = np.random.default_rng(repeat).integers(0, n_parts, len(rows))
        for k in range(n_parts):
            weights = fitted([row for row, of in zip(rows, part, strict=True) if of != k])
            for (near, right), of in zip(rows, part, strict=True):
                if of == k:
                    weight = weights @ [1, near.margin, near.lead, near.length]
                    found.append((1 / (1 + np.exp(-weight)), right))
    return found


def shown(name, rows):
    """One line: how much is answered, how much of that is right, and what the answers said of themselves."""
    answers = [(near.confidence, right) for near, right in rows if near.confidence >= SURE_ENOUGH]
    best = np.mean([right for _, right in rows]) if rows else 0
    right, sure = (np.mean([one[i] for one in answers]) if answers else float("nan") for i in (1, 0))
    print(f"{name:12}{len(rows):8}{best:12.3f}{len(answers):10}{right:9.3f}{sure:9.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--judged", type=Path, nargs="*", default=[JUDGED])
    parser.add_argument("--fit", action="store_true")
    given = parser.parse_args()
    using = [(Cached(encoder(name)), weight) for name, weight in MEASURES.items()]
    taxonomy = read_taxonomy()
    linker = Linker(Reader(taxonomy), using)
    less, made = left_out(taxonomy)
    rows = asked(linker, [one for path in given.judged for one in judged(path)])
    print(f"{'clauses':12}{'unread':>8}{'best right':>12}{'answers':>10}{'right':>9}{'said':>9}")
    shown("judged", rows)
    shown("left out", asked(Linker(Reader(less), using), made))
    shown("nothing", asked(linker, [(clause, set()) for clause in NOTHING]))
    if given.fit:
        print("CONSTANT, PER_MARGIN, PER_LEAD, PER_LENGTH =", *np.round(fitted(rows), 2))
        sure, right = np.array(crossed(rows)).T
        for low, high in (*pairwise(BINS), (SURE_ENOUGH, 1)):
            some = right[(sure >= low) & (sure < high)]
            share = some.mean() if len(some) else float("nan")
            print(f"cross-validated, said {low:.1f} – {high:.1f}: {share:.2f} right of {len(some) / 20:.0f}")


if __name__ == "__main__":
    main()
