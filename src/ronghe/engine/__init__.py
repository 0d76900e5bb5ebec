"""Ronghe's engine: values in, values out. Docking of demands and supplies, reading of texts, gap of curricula,
seats for applicants.

    from ronghe.engine import Demand, Problem, Reader, Supply, dock, read_taxonomy

Every result is frozen, explained, and the same bytes for the same input. Nothing here knows of a database or a page.
"""

from ronghe.engine.arrays import Arrays
from ronghe.engine.coverage import Coverage, Share, Unexplained, coverage_of
from ronghe.engine.docking import demands_for, dock, stopped_for
from ronghe.engine.encoders import ENCODERS, encoder
from ronghe.engine.errors import BadInput, BadValue, EngineError, Fault, NotAvailable
from ronghe.engine.facts import Fact, facts
from ronghe.engine.fitting import fit
from ronghe.engine.gap import Gap, gap
from ronghe.engine.linking import Linker
from ronghe.engine.lottery import draw, pool_digest
from ronghe.engine.problem import COMPATIBLE, DEMAND_KINDS, SUPPLY_KINDS, Demand, Problem, SkillUse, Supply, Weights
from ronghe.engine.proofs import Verdict, prove
from ronghe.engine.ranking import rank
from ronghe.engine.reading import Mention, Reader
from ronghe.engine.result import Pair, Reason, Result, Stop
from ronghe.engine.seating import Allocation, Seating, seat, seating_of, tie_groups
from ronghe.engine.tables import TAXONOMY, read_taxonomy
from ronghe.engine.taxonomy import Skill, Taxonomy

__all__ = [
    "COMPATIBLE",
    "DEMAND_KINDS",
    "ENCODERS",
    "SUPPLY_KINDS",
    "TAXONOMY",
    "Allocation",
    "Arrays",
    "BadInput",
    "BadValue",
    "Coverage",
    "Demand",
    "EngineError",
    "Fact",
    "Fault",
    "Gap",
    "Linker",
    "Mention",
    "NotAvailable",
    "Pair",
    "Problem",
    "Reader",
    "Reason",
    "Result",
    "Seating",
    "Share",
    "Skill",
    "SkillUse",
    "Stop",
    "Supply",
    "Taxonomy",
    "Unexplained",
    "Verdict",
    "Weights",
    "coverage_of",
    "demands_for",
    "dock",
    "draw",
    "encoder",
    "facts",
    "fit",
    "gap",
    "pool_digest",
    "prove",
    "rank",
    "read_taxonomy",
    "seat",
    "seating_of",
    "stopped_for",
    "tie_groups",
]
