"""Whether there is enough of it: the share of the wanted quantity that the offer could meet."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.arrays import Block
from ronghe.engine.problem import Demand, Problem, Supply
from ronghe.engine.result import Reason

NEUTRAL = 0.5


def score(block: Block) -> NDArray[np.floating]:
    """Offered over wanted, at most 1; NaN where either gives no quantity."""
    return np.minimum(block.quantity_s[None, :] / block.quantity_d[:, None], 1)


def facts(problem: Problem, demand: Demand, supply: Supply, value: float | None) -> Iterator[Reason]:
    if value is None or demand.quantity is None or supply.quantity is None:
        yield Reason("capacity.unknown", {})
        return
    code = "capacity.enough" if supply.quantity >= demand.quantity else "capacity.short"
    yield Reason(code, {"offered": supply.quantity, "wanted": demand.quantity})
