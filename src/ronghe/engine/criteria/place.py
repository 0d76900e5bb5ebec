"""How near the two are: same city, same province, bordering provinces, or farther. Unknown: either may be anywhere."""

from collections.abc import Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.arrays import ALL_CITIES, NO_PLACE, Block
from ronghe.engine.problem import Demand, Problem, Supply
from ronghe.engine.regions import city_of, province_of, regions
from ronghe.engine.result import Reason

NEUTRAL = 0.5
SAME_CITY, SAME_PROVINCE, NEIGHBOUR, FAR = 1.0, 0.8, 0.5, 0.2


@cache
def _borders() -> NDArray[np.bool_]:
    """(100, 100): True where the provinces with these first two digits share a border."""
    touch = np.zeros((100, 100), bool)
    for region in regions().values():
        for other in region.neighbours:
            touch[int(region.code[:2]), int(other[:2])] = True
    return touch


def score(block: Block) -> NDArray[np.floating]:
    """1 same city, 0.8 same province, 0.5 neighbouring provinces, 0.2 farther, NaN where either names no region."""
    province_d, province_s = block.province_d[:, None], block.province_s[None, :]
    value = np.where(_borders()[province_d // 10000, province_s // 10000], NEIGHBOUR, FAR)
    value = np.where(province_d == province_s, SAME_PROVINCE, value)
    same_city = (block.city_d[:, None] == block.city_s[None, :]) & (block.city_d[:, None] != ALL_CITIES)
    value = np.where(same_city, SAME_CITY, value)
    return np.where((province_d == NO_PLACE) | (province_s == NO_PLACE), np.nan, value)


def facts(problem: Problem, demand: Demand, supply: Supply, value: float | None) -> Iterator[Reason]:
    if value is None or demand.region is None or supply.region is None:
        yield Reason("place.anywhere", {"side": "demand" if demand.region is None else "supply"})
        return
    codes = {SAME_CITY: "place.same_city", SAME_PROVINCE: "place.same_province", NEIGHBOUR: "place.neighbour"}
    same = value == SAME_CITY
    names = (city_of if same else province_of)(demand.region), province_of(supply.region)
    yield Reason(codes.get(value, "place.far"), {"demand": names[0], "supply": names[1]})
