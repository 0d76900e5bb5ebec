"""What makes a pair good: one small file a criterion, each with the same three names.

NEUTRAL                                  what an unknown value counts as: silence is neither praised nor punished
score(block) → (n_demands, n_supplies)   in [0, 1], higher is better, NaN where nothing is known
facts(problem, demand, supply, value)    the reasons for one pair, as codes with facts
"""

from types import ModuleType

from ronghe.engine.criteria import calendar, capacity, level, place, record, skills, text

__all__ = ["CRITERIA"]

CRITERIA: dict[str, ModuleType] = {
    "skills": skills,
    "text": text,
    "place": place,
    "calendar": calendar,
    "capacity": capacity,
    "level": level,
    "record": record,
}
