"""A curriculum against live demand: what is asked, by how many, and what the courses cover of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from ronghe.engine.problem import Demand, Supply
from ronghe.engine.taxonomy import MATCHED, PARTIAL, Taxonomy

__all__ = ["Gap", "coverage", "gap"]

DESIRED = 0.5  # of a head-count, where a skill is preferred and not required
ORDER = ("missing", "thin", "covered", "surplus")


@dataclass(frozen=True, slots=True)
class Gap:
    """One skill of a programme or of the demand for it.

    `demanded`: people asked for who need it (half a head where it is only preferred). `covered`: best credit in [0, 1]
    that the courses earn. `status`: missing (nothing), thin (only in part), covered, or surplus (asked by nobody).
    `courses`: ids of the courses that teach it, or what comes nearest.
    """

    skill: str
    demanded: float
    covered: float
    status: str
    courses: tuple[str, ...]


def gap(courses: Sequence[Supply], demands: Sequence[Demand], taxonomy: Taxonomy) -> list[Gap]:
    """Every skill asked or taught, what is missing first, most demanded first. O((demands + courses) × skills)."""
    asked = _asked(demands)
    taught = {course.id: [use.skill for use in course.used("required", "desired")] for course in courses}
    rows = [_asked_row(skill, heads, taught, taxonomy) for skill, heads in asked.items()]
    rows += _surplus(asked, taught, taxonomy)
    return sorted(rows, key=lambda row: (ORDER.index(row.status), -row.demanded, row.skill))


def coverage(rows: Sequence[Gap]) -> float | None:
    """Share of the demanded heads × skills that the courses cover, in [0, 1]; None where nothing is demanded."""
    total = sum(row.demanded for row in rows)
    return sum(row.demanded * row.covered for row in rows) / total if total else None


def _asked(demands: Sequence[Demand]) -> dict[str, float]:
    asked: dict[str, float] = {}
    for demand in demands:
        for use in demand.used("required", "desired"):
            heads = (demand.quantity or 1) * (1.0 if use.mode == "required" else DESIRED)
            asked[use.skill] = asked.get(use.skill, 0.0) + heads
    return asked


def _asked_row(skill: str, heads: float, taught: dict[str, list[str]], taxonomy: Taxonomy) -> Gap:
    credits = {course: taxonomy.credit(skill, skills)[0] for course, skills in taught.items()}
    best = max(credits.values(), default=0.0)
    status = "covered" if best >= MATCHED else "thin" if best >= PARTIAL else "missing"
    near = tuple(course for course, credit in credits.items() if credit == best and best >= PARTIAL)
    return Gap(skill, heads, best if best >= PARTIAL else 0.0, status, near)


def _surplus(asked: dict[str, float], taught: dict[str, list[str]], taxonomy: Taxonomy) -> list[Gap]:
    """Skills that are taught and answer nothing that anybody asks."""
    useful = {offered for skill in asked for offered, credit in taxonomy.answers(skill).items() if credit >= PARTIAL}
    idle = dict.fromkeys(skill for skills in taught.values() for skill in skills if skill not in useful)
    return [
        Gap(skill, 0.0, 1.0, "surplus", tuple(course for course, skills in taught.items() if skill in skills))
        for skill in idle
    ]
