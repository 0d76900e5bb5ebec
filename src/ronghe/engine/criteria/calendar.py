"""Whether the offer is there in time: full marks up to the day it is needed, falling to nothing half a year later."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.arrays import Block
from ronghe.engine.problem import Demand, Problem, Supply
from ronghe.engine.result import Reason

NEUTRAL = 0.5
TOO_LATE = 180  # days


def score(block: Block) -> NDArray[np.floating]:
    """1 when the supply starts by the demand's start, 0 from 180 days after it; NaN where either names no start."""
    late = block.start_s[None, :] - block.start_d[:, None]
    return 1 - np.clip(late / TOO_LATE, 0, 1)


def facts(problem: Problem, demand: Demand, supply: Supply, value: float | None) -> Iterator[Reason]:
    if value is None or demand.start is None or supply.start is None:
        yield Reason("calendar.unknown", {})
    elif supply.start <= demand.start:
        yield Reason("calendar.fits", {"start": supply.start.isoformat()})
    else:
        yield Reason("calendar.late", {"days": (supply.start - demand.start).days, "start": supply.start.isoformat()})
