"""The gap of a curriculum and the ranking of short texts, against oracles in plain Python."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ronghe.engine import BadValue, Demand, SkillUse, Supply, encoder, gap, rank
from ronghe.engine.gap import coverage
from tests.engine.problems import CORNERS, TAXONOMY, problems, skills_of


def oracle(courses, demands):
    """Skill → (heads, best credit, status, courses)."""
    rows = {}
    for demand in demands:
        for use in demand.skills:
            if use.mode != "excluded":
                heads = (demand.quantity or 1) * (1 if use.mode == "required" else 0.5)
                rows[use.skill] = rows.get(use.skill, 0) + heads
    taught = {course.id: skills_of(course, "required", "desired") for course in courses}
    expected = {}
    for skill, heads in rows.items():
        credit = {c: max((TAXONOMY.answers(skill).get(o, 0) for o in has), default=0) for c, has in taught.items()}
        best = max(credit.values(), default=0)
        status = "covered" if best >= 0.7 else "thin" if best >= 0.2 else "missing"
        near = {c for c, value in credit.items() if value == best} if best >= 0.2 else set()
        expected[skill] = (heads, best if best >= 0.2 else 0, status, near)
    for skill in {one for has in taught.values() for one in has}:
        if all(TAXONOMY.answers(asked).get(skill, 0) < 0.2 for asked in rows):
            expected[skill] = (0, 1, "surplus", {c for c, has in taught.items() if skill in has})
    return expected


@given(problems())
def test_the_gap_is_what_the_oracle_says(problem):
    rows = gap(problem.supplies, problem.demands, TAXONOMY)
    found = {row.skill: (row.demanded, row.covered, row.status, set(row.courses)) for row in rows}
    assert len(found) == len(rows)
    assert found == oracle(problem.supplies, problem.demands)


@given(problems())
def test_what_is_missing_most_comes_first_and_order_does_not_depend_on_the_files(problem):
    rows = gap(problem.supplies, problem.demands, TAXONOMY)
    order = ("missing", "thin", "covered", "surplus")
    keys = [(order.index(row.status), -row.demanded, row.skill) for row in rows]
    assert keys == sorted(keys)
    again = gap(problem.supplies[::-1], problem.demands[::-1], TAXONOMY)
    assert [(r.skill, r.status, r.covered) for r in again] == [(r.skill, r.status, r.covered) for r in rows]


def test_a_course_more_never_covers_less():
    demands = [Demand("d", "x", skills=(SkillUse("modelling"), SkillUse("python")), quantity=10)]
    courses = [Supply("a", "x", skills=(SkillUse("maya"),)), Supply("b", "x", skills=(SkillUse("python"),))]
    shares = [coverage(gap(courses[:n], demands, TAXONOMY)) for n in range(3)]
    assert shares == [0, 0.45, 0.95]
    assert coverage(gap(courses, [], TAXONOMY)) is None
    assert gap([], [], TAXONOMY) == []


TITLES = st.lists(st.text("ab三维建模", max_size=5), max_size=8)


@given(TITLES, TITLES, st.integers(1, 10))
def test_ranking_is_the_sum_of_standard_scores(queries, documents, top):
    using = [encoder("chars"), CORNERS]
    found = list(rank(queries, documents, using, top=top))
    assert len(found) == len(queries)
    for query, best in zip(queries, found, strict=True):
        total = np.zeros(len(documents))
        for one in using:
            [q], rows = one.encode([query]).tolist(), one.encode(documents).tolist()
            cosines = [math.fsum(a * b for a, b in zip(q, row, strict=True)) for row in rows]
            mean = sum(cosines) / len(cosines) if cosines else 0
            deviation = math.sqrt(sum((c - mean) ** 2 for c in cosines) / len(cosines)) if cosines else 0
            if deviation > 1e-6:
                total += [(c - mean) / deviation for c in cosines]
        assert len(best) == min(top, len(documents))
        assert [score for _, score in best] == pytest.approx(sorted(total, reverse=True)[: len(best)], abs=1e-3)
        keys = [(-score, place) for place, score in best]
        assert keys == sorted(keys)


def test_many_queries_are_taken_in_chunks_and_counted():
    told = []
    texts = [f"模型 {i}" for i in range(150)]
    found = list(rank(texts, texts, [encoder("chars")], top=1, progress=lambda done, total: told.append((done, total))))
    assert [best[0][0] for best in found] == list(range(150))
    assert told[-1] == (150, 150)


def test_ranking_has_bounds():
    with pytest.raises(BadValue):
        list(rank(["a"], ["b"], [encoder("chars")], top=0))
