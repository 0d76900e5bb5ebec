"""Which demands of a round nobody meets, and why: from what it froze and what it found, and nothing else."""

from collections import Counter

from ronghe.docking.states import COVERED


def unmet_of(inputs, result):
    """Demand (key) → (code, facts) of each that nobody meets, in the order of the round.

    kind {kinds}: nobody offers what docks with it; apart {count}: all who do are kept away by another rule; skills
    {share}: the best offer covers too little of what is asked. Where no skill was read, nothing is said of skills.
    """
    offered = Counter(record["kind"] for record in inputs["supplies"])
    found = {}
    for record in inputs["demands"]:
        kinds = inputs["compatible"].get(record["kind"], [])
        why = _why(result.of(record["id"]), kinds, sum(offered[kind] for kind in kinds))
        if why:
            found[int(record["id"])] = why
    return found


def _why(pairs, kinds, there):
    if not pairs:
        return ("apart", {"count": there}) if there else ("kind", {"kinds": kinds})
    known = [pair.parts["skills"] for pair in pairs if pair.parts.get("skills") is not None]
    best = max(known, default=None)
    return ("skills", {"share": best}) if best is not None and best < COVERED else None
