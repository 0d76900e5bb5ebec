"""What would change a rank, computed and not guessed: each change is made to the supply's values and scored anew."""

from collections.abc import Iterator, Mapping, Sequence

from ronghe.engine.arrays import Arrays
from ronghe.engine.problem import Demand, Supply
from ronghe.engine.result import Reason
from ronghe.engine.scoring import DIGITS, weigh

__all__ = ["changes", "fewest_skills"]

SKILLS = 3  # a change that needs more than this many new skills is no advice
WORTH = 0.005  # a change that adds less is not worth saying

Parts = Mapping[str, float | None]


def changes(
    arrays: Arrays, demand: Demand, supply: Supply, value: Parts, rank: int, ranked: Sequence[float]
) -> Iterator[Reason]:
    """The changes that would lift a supply, each alone, with the score and the rank it would then have.

    Skills: the fewest that reach the next better rank, or the one that adds most where it is first already or three are
    not enough. Then quantity, start and stated level, where those fall short or are not given.
    """
    shares = arrays.problem.weights.shares()
    before = ranked[rank - 1]

    def told(code: str, part: str, to: float, facts: dict[str, object]) -> Iterator[Reason]:
        score = weigh({**value, part: to}, shares)
        if score - before >= WORTH:
            others = [*ranked[: rank - 1], *ranked[rank:]]
            yield Reason(code, {**facts, "score": score, "rank": 1 + sum(other >= score for other in others)})

    skills, covered = fewest_skills(arrays, demand, supply, value, ranked[rank - 2] if rank > 1 else None)
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
    """The fewest asked skills (at most three) that lift the score over `above`, largest gain first; the new coverage.

    Where no three do, or `above` is None, the one skill that adds most. Nothing where all is covered already.
    """
    shares = arrays.problem.weights.shares()
    have = arrays.have(supply)
    asked = arrays.ask(demand)
    gains = {skill: share * (1 - float(have[arrays.place_c[skill]])) for skill, share in asked.items()}
    lifting = [skill for skill, gain in gains.items() if gain > 0]
    order = sorted(lifting, key=lambda skill: (-gains[skill], skill))[:SKILLS]
    covered = sum(share * float(have[arrays.place_c[skill]]) for skill, share in asked.items())
    first = round(min(covered + gains[order[0]], 1.0), DIGITS) if order else 0.0
    for count, skill in enumerate(order, 1):
        covered = min(covered + gains[skill], 1.0)
        if above is not None and weigh({**value, "skills": round(covered, DIGITS)}, shares) > above:
            return order[:count], round(covered, DIGITS)
    return order[:1], first
