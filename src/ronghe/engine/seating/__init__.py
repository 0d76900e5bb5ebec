"""Applicants and seats: the problem as frozen values, and the stable allocation that applicants like best."""

from ronghe.engine.seating.building import seating_of, tie_groups
from ronghe.engine.seating.deferred import seat
from ronghe.engine.seating.problem import Allocation, Seating

__all__ = ["Allocation", "Seating", "seat", "seating_of", "tie_groups"]
