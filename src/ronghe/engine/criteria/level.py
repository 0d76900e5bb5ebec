"""Whether the offer reaches the asked level, on the scale 1 (beginner) … 5 (expert)."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.arrays import Block
from ronghe.engine.problem import Demand, Problem, Supply
from ronghe.engine.result import Reason

NEUTRAL = 0.5
STEP = 0.3  # lost for each level below what is asked


def score(block: Block) -> NDArray[np.floating]:
    """1 at or above the asked level, 0.3 less for each level below; NaN where either gives none."""
    below = block.level_d[:, None] - block.level_s[None, :]
    return 1 - np.clip(below * STEP, 0, 1)


def facts(problem: Problem, demand: Demand, supply: Supply, value: float | None) -> Iterator[Reason]:
    if value is not None and demand.level is not None and supply.level is not None:
        code = "level.meets" if supply.level >= demand.level else "level.below"
        yield Reason(code, {"asked": demand.level, "offered": supply.level})
