"""What came of the owner's earlier dockings: the share that was accepted, drawn to one half while there are few."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.arrays import Block
from ronghe.engine.problem import Demand, Problem, Supply
from ronghe.engine.result import Reason

NEUTRAL = 0.5
DRAWN = 4  # as many imagined outcomes, half of them kept, stand beside the real ones


def score(block: Block) -> NDArray[np.floating]:
    """(kept + 2) / (ended + 4); NaN for an owner without outcomes, which is no fault."""
    shrunk = (block.kept_s + DRAWN * NEUTRAL) / (block.ended_s + DRAWN)
    return np.broadcast_to(shrunk, (len(block.kind_d), len(shrunk)))


def facts(problem: Problem, demand: Demand, supply: Supply, value: float | None) -> Iterator[Reason]:
    if value is None or supply.record is None:
        yield Reason("record.unknown", {})
        return
    yield Reason("record.kept", {"kept": supply.record[0], "ended": supply.record[1]})
