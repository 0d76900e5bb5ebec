"""Rows of editions, effects and evidence as pages show them."""

from dataclasses import dataclass, field

from django.utils.translation import get_language

from ronghe.skills.bridge import grown
from ronghe.skills.editions import as_json
from ronghe.skills.states import SkillKind


@dataclass(frozen=True)
class Row:
    """A row of an edition in the reader's language. `form` is empty for a new skill; `skill` names whose form it is."""

    word: int
    form: str
    skill: str
    needs_company: bool = False
    labels: list = field(default_factory=list)
    kind: str = ""
    broader: list = field(default_factory=list)


def rows_in_words(rows, all_rows):
    """The rows as `Row`s; `all_rows` are those of the edition that knows every skill they name."""
    known = grown(as_json(all_rows))
    return [_row(row, known) for row in rows]


def _row(row, known):
    if "form" in row:
        return Row(row["word"], row["form"], name_in(known, row["skill"]), row["weak"])
    broader = [name_in(known, one) for one in row["broader"]]
    labels = [label for label in (row["zh"], row["en"]) if label]
    return Row(row["word"], "", "", labels=labels, kind=SkillKind(row["kind"]).label, broader=broader)


def name_in(known, skill):
    """The skill's name in a taxonomy, in the reader's language; its id where it has none."""
    return known[skill].label(get_language() or "zh") if skill in known else skill


def quotes_of(evidence):
    """(quote, spans, source, posting) of each piece of evidence, as `{% quote %}` takes them."""
    return [(one["quote"], [_span(one)], one["source"], one["posting"]) for one in evidence]


def examples_of(effect, rows):
    """(quote, spans, source, posting, names that come, names that go) of each example of an effect."""
    known, found = grown(as_json(rows)), []
    for one in effect.examples:
        names = [[name_in(known, skill) for skill in skills] for skills in (one.comes, one.goes)]
        found.append((*quotes_of([one.quote])[0], *names))
    return found


def _span(one):
    return {"start": one["start"], "end": one["end"], "state": "has"}
