"""Why the two were put together: what a case keeps of it, as sentences, chips and a bar that adds up."""

from dataclasses import dataclass
from typing import Any

from ronghe.skills.bridge import label
from ronghe.web.docking.sentences import clause, sentence
from ronghe.web.words import CRITERIA


@dataclass(frozen=True)
class Basis:
    """The score with its parts, and the sentences of each criterion."""

    score: float
    bar: list[tuple[str, float]]
    chips: list[tuple[str, str, str]]  # (label, state, note)
    said: list[tuple[Any, list[str]]]  # (criterion, sentences)
    changes: list[str]


def basis_of(case):
    """The basis of the case as it was known when it was proposed; None where it has none."""
    kept = case.basis
    if not kept or "score" not in kept:
        return None
    reasons = kept.get("reasons", [])
    changes = [sentence(change) for change in kept.get("changes", []) if clause(change)]
    return Basis(kept["score"], _bar(kept), _chips(kept, reasons), _said(reasons), changes)


def _bar(kept):
    """[(criterion, what it adds)]; what is not known is in it as it was counted."""
    weights = kept.get("weights", {})
    bar = [(code, weights.get(code, 0) * value) for code, value in kept.get("parts", {}).items() if value is not None]
    unknown = kept["score"] - sum(value for _code, value in bar)
    return [*bar, ("unknown", unknown)] if unknown > 1e-6 else bar


def _chips(kept, reasons):
    through = {r["facts"]["skill"]: label(r["facts"]["through"]) for r in reasons if r["code"] == "skills.partial"}
    missing = [skill for skill in kept.get("missing", []) if skill not in kept.get("partial", [])]
    states = (("has", kept.get("matched", [])), ("part", kept.get("partial", [])), ("lack", missing))
    return [(label(skill), state, through.get(skill, "")) for state, skills in states for skill in skills]


def _said(reasons):
    """Sentences by criterion: a reason's code begins with its criterion."""
    said: dict[str, list[str]] = {}
    for reason in reasons:
        if clause(reason) and reason["code"] != "skills.partial":  # the chips say that
            said.setdefault(reason["code"].split(".")[0], []).append(sentence(reason))
    return [(CRITERIA.get(code, code), lines) for code, lines in said.items()]
