"""How much of what is asked is covered: credits of the taxonomy, weighted by how rare each asked skill is."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.arrays import Block
from ronghe.engine.problem import Demand, Problem, Supply
from ronghe.engine.result import Reason
from ronghe.engine.taxonomy import PARTIAL

NEUTRAL = 0.2  # what an offer whose text names no skill is likely to cover; measured on the demonstration pairs


def score(block: Block) -> NDArray[np.floating]:
    """Covered share of the asked skills. NaN where the demand asks for no skill or the supply names none."""
    covered = np.minimum(block.ask_dc @ block.have_sc.T, 1)
    covered[block.ask_dc.sum(axis=1) == 0, :] = np.nan
    covered[:, block.reads_s == 0] = np.nan
    return covered


def coverage(
    problem: Problem, demand: Demand, supply: Supply
) -> tuple[list[str], dict[str, tuple[str, float]], list[str]]:
    """Asked skills that the supply names itself, that something related answers for ({skill: (through, credit)}), and
    required ones that it does not name; so what is answered in part is missing too.
    """
    offered = [use.skill for use in supply.used("required", "desired")]
    matched, partial, missing = [], {}, []
    for use in demand.used("required", "desired"):
        credit, through = problem.taxonomy.credit(use.skill, offered)
        if through == use.skill:
            matched.append(use.skill)
            continue
        if through and credit >= PARTIAL:
            partial[use.skill] = (through, credit)
        if use.mode == "required":
            missing.append(use.skill)
    return matched, partial, missing


def facts(problem: Problem, demand: Demand, supply: Supply, value: float | None) -> Iterator[Reason]:
    if value is None:
        yield Reason("skills.unread", {"side": "supply" if demand.used("required", "desired") else "demand"})
        return
    matched, partial, missing = coverage(problem, demand, supply)
    asked = demand.used("required", "desired")
    yield Reason("skills.covered", {"have": matched, "asked": len(asked), "share": round(value, 4)})
    for skill, (through, credit) in partial.items():
        yield Reason("skills.partial", {"skill": skill, "through": through, "credit": credit})
    lacking = [skill for skill in missing if skill not in partial]
    if lacking:
        yield Reason("skills.missing", {"skills": lacking})
    wished = [use.skill for use in demand.used("desired") if use.skill in matched]
    if wished:
        yield Reason("skills.desired", {"have": wished})
