"""What would change a rank, computed and not guessed: each change is made to the supply's values and scored anew."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from ronghe.engine.arrays import Arrays, offered
from ronghe.engine.problem import Demand, Supply
from ronghe.engine.result import Reason
from ronghe.engine.scoring import rounded, weigh

__all__ = ["changes", "fewest_skills"]

SKILLS = 3  # a change that needs more than this many new skills is no advice
WORTH = 0.005  # a change that adds less is not worth saying

Parts = Mapping[str, float | None]


def changes(
    arrays: Arrays, demand: Demand, supply: Supply, value: Parts, rank: int, ranked: Sequence[tuple[float, int]]
) -> Iterator[Reason]:
    """The changes that would lift a supply, each alone, with the score and the rank it would then have.

    `ranked` is what the supplies are sorted by: minus the score, then the place. Skills: the fewest that reach the next
    better rank, or the one that adds most where it is first already or three are not enough. Then quantity, start and
    stated level, where those fall short or are not given.
    """
    shares = arrays.problem.weights.shares()
    before, place = ranked[rank - 1]

    def told(code: str, part: str, to: float, facts: dict[str, object]) -> Iterator[Reason]:
        score = weigh({**value, part: to}, shares)
        if score + before >= WORTH:
            ahead = sum(other < (-score, place) for other in ranked[: rank - 1])
            yield Reason(code, {**facts, "score": score, "rank": 1 + ahead})

    skills, covered = fewest_skills(arrays, demand, supply, value, -ranked[rank - 2][0] if rank > 1 else None)
    if skills:
        yield from told("change.add_skills", "skills", covered, {"skills": skills})
    if demand.quantity and (supply.quantity or 0) < demand.quantity:
        yield from told("change.quantity", "capacity", 1.0, {"to": demand.quantity})
    if demand.start and (supply.start is None or supply.start > demand.start):
        yield from told("change.start_by", "calendar", 1.0, {"to": demand.start.isoformat()})
    if demand.level and (supply.level or 0) < demand.level:
        yield from told("change.level", "level", 1.0, {"to": demand.level})


def fewest_skills(
    arrays: Arrays, demand: Demand, supply: Supply, value: Parts, above: float | None
) -> tuple[list[str], float]:
    """The fewest asked skills (at most three) that lift the score over `above`, and the coverage they bring.

    Each is the one that adds most to those before it. Where no three do, or `above` is None, the first alone. Nothing
    where all is covered already.
    """
    shares = arrays.problem.weights.shares()
    ask, have, chosen = arrays.ask_row(demand), arrays.have_row(offered(supply)), list[str]()
    first = 0.0
    for _ in range(SKILLS):
        with_one = {skill: np.maximum(have, arrays.have_row([skill])) for skill in arrays.ask(demand)}
        covered = {skill: rounded(min(float(ask @ row), 1.0)) for skill, row in with_one.items()}
        best = min(covered, key=lambda skill: (-covered[skill], skill), default=None)
        if best is None or covered[best] <= rounded(float(ask @ have)):
            break
        chosen, have, first = [*chosen, best], with_one[best], first or covered[best]
        if above is not None and weigh({**value, "skills": covered[best]}, shares) > above:
            return chosen, covered[best]
    return chosen[:1], first
