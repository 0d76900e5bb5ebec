"""How alike the two texts are: the cosine of their vectors, on the encoder's own scale from unrelated to the same."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.arrays import Block
from ronghe.engine.problem import Demand, Problem, Supply
from ronghe.engine.result import Reason

NEUTRAL = 0.0  # never used: every posting has words


def score(block: Block) -> NDArray[np.floating]:
    """0 at or below the cosine of unrelated texts, 1 at or above that of texts that say the same."""
    unrelated, same = block.marks
    return np.clip((block.text_dv @ block.text_sv.T - unrelated) / (same - unrelated), 0, 1)


def facts(problem: Problem, demand: Demand, supply: Supply, value: float | None) -> Iterator[Reason]:
    if value is not None:
        yield Reason("text.similar", {"value": round(value, 4)})
