"""Words and spans that pages of placements show."""

from ronghe.skills import reference
from ronghe.skills.bridge import label


def programmes_of(codes):
    """[(code, name)] of programmes; a class or a sector by its digits."""
    found = []
    for code in codes:
        entry = reference.programme(code)
        found.append((code, entry.label if entry else ""))
    return found


def spans_of(text, mentions):
    """Where the text names skills, as `quote` takes them."""
    states = {"required": "has", "desired": "plain", "excluded": "excluded"}
    return [
        {"start": one.start, "end": one.end, "state": states[one.mode], "label": label(one.skill)} for one in mentions
    ]
