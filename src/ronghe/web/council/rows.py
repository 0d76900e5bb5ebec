"""A motion as rows for a table: its roll after closing, its ballots while it is open, its payload in a form."""

from dataclasses import dataclass

from ronghe.governance import proof
from ronghe.governance.content import day
from ronghe.governance.models import Title
from ronghe.governance.states import Choice, MotionKind
from ronghe.members.models import Unit, in_language


@dataclass(frozen=True)
class Row:
    """One unit on the roll."""

    unit: int
    name: str
    titles: str
    how: str  # attends | proxy | absent
    presence: str
    weight: str
    choice: str
    ballot: str
    is_recorded: bool
    is_left_out: bool


def roll_of(motion):
    """The published roll for readers, in its order."""
    words = proof.presence_words(motion.roll, motion.result)
    return [_row(row, motion, words) for row in motion.roll["voters"]]


def _row(row, motion, words):
    result, key = motion.result, str(row["unit"])
    titles = motion.roll["titles"]
    return Row(
        unit=row["unit"],
        name=in_language(row["zh"], row["en"]),
        titles=proof.listed(in_language(titles[code]["zh"], titles[code]["en"]) for code in row["titles"]),
        how=result["presence"][key],
        presence=words[row["unit"]],
        weight=proof.amount(result["weights"][key]),
        choice=row["choice"] or "",
        ballot=Choice(row["choice"]).label if row["choice"] else "",
        is_recorded=row["recorded"],
        is_left_out=key in result["left_out"],
    )


def ballots_of(motion):
    """The ballots cast so far, in the order in which they came."""
    return motion.ballots.select_related("unit", "proxy__holder").order_by("at", "id")


def payload_of(motion):
    """(start of the form, rows of the formset) of a motion that is edited."""
    words = ("title_zh", "title_en", "text_zh", "text_en", "item")
    start = {name: getattr(motion, name) for name in words}
    start |= {name: motion.rule[name] for name in ("basis", "joint", "majority", "base")}
    if motion.kind == MotionKind.ADMIT_UNITS:
        return start | {"applications": [str(pk) for pk in motion.payload["applications"]]}, []
    if motion.kind != MotionKind.ELECT_TITLES:
        return start, []
    ends = motion.payload["ends"]
    start |= {"ends": [str(row["holding"]) for row in ends], "ends_on": day(ends[0]["end"]) if ends else None}
    return start, [_grant(row) for row in motion.payload["grants"]]


def _grant(row):
    return {
        "title": Title.objects.filter(code=row["title"]).first(),
        "unit": Unit.objects.filter(pk=row["unit"]).first(),
        "start": day(row["start"]),
        "end": day(row["end"]),
        "delegate": row["delegate"],
    }
