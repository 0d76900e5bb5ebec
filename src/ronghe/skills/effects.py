"""What the reader would read in texts if the vocabulary had other rows."""

from dataclasses import dataclass

from ronghe.skills import bridge
from ronghe.skills.phrases import quoted

EXAMPLES = 5


@dataclass(frozen=True)
class Example:
    """One text that would be read differently: its words around the form, and ids of the skills that come and go."""

    quote: dict
    comes: tuple[str, ...]
    goes: tuple[str, ...]


@dataclass(frozen=True)
class Effect:
    """In how many texts the forms stand, how many would be read differently, of how many looked at; some of them."""

    standing: int
    changed: int
    looked: int
    examples: tuple[Example, ...]


def effect_of(texts, *, forms, before, after):
    """The Effect of vocabularies with the rows `after` instead of `before` (JSON) on `texts` (`Text`s).

    Only texts with one of the `forms` that came or went are read twice: the others cannot change, but for weak forms
    that need the company of those.
    """
    letters = {bridge.letters(form) for form in forms}
    standing = [one for one in texts if any(form in bridge.letters(one.text) for form in letters)]
    examples = [found for one in standing if (found := _example(one, letters, before, after))]
    return Effect(len(standing), len(examples), len(texts), tuple(examples[:EXAMPLES]))


def _example(text, letters, before, after):
    """How the text would be read differently; None where it would not."""
    old, new = bridge.mentions(text.text, before), bridge.mentions(text.text, after)
    was, becomes = dict.fromkeys(one.skill for one in old), dict.fromkeys(one.skill for one in new)
    comes = tuple(one for one in becomes if one not in was)
    goes = tuple(one for one in was if one not in becomes)
    if not (comes or goes):
        return None
    changed = [one for one in (*new, *old) if one.skill in (*comes, *goes)]
    place = next((one for one in changed if bridge.letters(one.quote) in letters), changed[0])
    return Example(quoted(text, place.start, place.end), comes, goes)


def forms_in(rows):
    """Every written form that rows of an edition bring."""
    return [form for row in rows for form in ((row["form"],) if "form" in row else (row["zh"], row["en"])) if form]
