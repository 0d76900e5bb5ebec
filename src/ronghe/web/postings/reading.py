"""What is read from a text while its owner writes it, and what the owner corrected: both survive further typing.

The page sends the corrections back with the text: `skill` is each skill shown, `mode-ID` and `level-ID` what stands
there now, `was-ID` what the reading had said (nothing for a skill that the owner added), `gone` what was taken away.
Whatever differs from its `was` is the owner's word and stays; the rest follows the text.
"""

from dataclasses import dataclass, field
from typing import Any

from ronghe.postings.states import SkillMode, SkillOrigin
from ronghe.skills.bridge import exists, label, linked, note, read_posting
from ronghe.web.postings.words import LEVELS, level_name, mode_of

MOST_PERHAPS = 6  # suggestions at a time: more would be a task of its own
MOST = 60  # skills of one posting: more is not a posting but an attack


@dataclass(frozen=True)
class Line:
    """One skill as the form shows it. `was` is what the reading said, such as "required/3"; empty if added by hand."""

    row: dict[str, Any]
    was: str

    @property
    def id(self):
        return self.row["skill"]

    @property
    def mode(self):
        return self.row["mode"]

    @property
    def level(self):
        return self.row["level"]

    @property
    def label(self):
        return label(self.id)

    @property
    def level_name(self):
        return level_name(self.level)

    @property
    def broader(self):
        return note(self.id)[1]

    @property
    def is_added(self):
        return not self.was

    @property
    def is_corrected(self):
        return bool(self.was) and self.was != _word(self.mode, self.level)


@dataclass(frozen=True)
class Perhaps:
    """A skill that is likely meant by a clause, with the words of the clause and how they ask for it."""

    id: str
    mode: str
    said: str
    quote: str
    place: dict[str, int]

    @property
    def label(self):
        return label(self.id)


@dataclass(frozen=True)
class Reading:
    """The lines in the order of the text; the ids of what the owner took away although the text says it; and what
    clauses without a known word may mean, which counts only once the owner has added it.
    """

    lines: list[Line]
    gone: list[str]
    perhaps: list[Perhaps] = field(default_factory=list)

    @property
    def rows(self):
        """The skills as `postings.actions` takes them."""
        return [line.row for line in self.lines]


def read(data, side):
    """The reading of the title and text in `data` (a QueryDict), with the corrections that it carries."""
    title, text = text_in(data)
    found, perhaps = _found(side, title, text), _perhaps(side, text)
    places = {one.id: one.place for one in perhaps}
    gone = (
        (set(data.getlist("gone")) | set(data.getlist("remove"))) - set(data.getlist("back")) - set(data.getlist("add"))
    )
    lines = {}
    for skill in dict.fromkeys([*data.getlist("skill"), *data.getlist("add")]):
        line = exists(skill) and skill not in gone and _kept(skill, found.get(skill), data, places)
        if line and len(lines) < MOST:
            lines[skill] = line
    for skill, row in found.items():
        if skill not in gone:
            lines.setdefault(skill, Line(row, _word(row["mode"], row["level"])))
    left = [one for one in perhaps if one.id not in lines and one.id not in gone]
    return Reading(sorted(lines.values(), key=_place), sorted(gone & set(found)), left[:MOST_PERHAPS])


def text_in(data):
    """The title and the text of `data`, as they will be kept: places in the text count from there."""
    return data.get("title", "").strip(), one_kind_of_line_end(data.get("text", "").strip())


def one_kind_of_line_end(text):
    """Browsers send two letters for the end of a line; a place in the text counts it as one."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def of_posting(posting):
    """The reading of a posting as it stands: what its owner changed against its text is a correction."""
    found = _found(posting.side, posting.title, posting.text)
    lines, kept = [], set()
    for skill in posting.skills.all():
        row, said = _row(skill), found.get(skill.skill)
        row["mode"] = mode_of(row["mode"], posting.side)[0]
        kept.add(skill.skill)
        lines.append(Line(row, _word(said["mode"], said["level"]) if said else ""))
    left = [one for one in _perhaps(posting.side, posting.text) if one.id not in kept]
    return Reading(lines, [skill for skill in found if skill not in kept], left[:MOST_PERHAPS])


def with_origins(rows, posting):
    """The rows, in which what a model named and the owner confirmed before stays so, unless the owner changed it."""
    said = {(one.skill, one.mode, one.level): one for one in posting.skills.all()} if posting else {}
    before = {key for key, one in said.items() if one.origin == SkillOrigin.MODEL}
    return [
        {**row, "origin": SkillOrigin.MODEL.value} if (row["skill"], row["mode"], row["level"]) in before else row
        for row in rows
    ]


def _found(side, title, text):
    """Skill → what the words say of it. An offer has a skill or not: what it has gladly, it has."""
    rows = read_posting(title, text)
    return {row["skill"]: {**row, "mode": mode_of(row["mode"], side)[0]} for row in rows}


def _perhaps(side, text):
    return [
        Perhaps(
            row["skill"],
            *mode_of(row["mode"], side),
            text[row["span_start"] : row["span_end"]],
            {name: row[name] for name in ("span_start", "span_end")},
        )
        for row in linked(text)
    ]


def of_rows(skills):
    """The same values as rows of the database carry, for `spans`."""
    return [_row(skill) for skill in skills]


def spans(rows):
    """The places in the text, as `{% quote %}` takes them: the state is the mode."""
    return [_span(row) for row in rows if row["span_start"] is not None]


def _span(row):
    place = {"start": row["span_start"], "end": row["span_end"], "label": label(row["skill"])}
    return {**place, "skill": row["skill"], "mode": row["mode"], "state": row["mode"]}


def _row(skill):
    names = ("skill", "mode", "level", "origin", "span_start", "span_end", "confidence")
    return {name: getattr(skill, name) for name in names}


def _kept(skill, said, data, places):
    """The line of a skill that the page showed, if it is the owner's word; None where the reading decides.

    `places` are those of clauses that may mean a skill: what the owner confirmed stands there.
    """
    was = data.get(f"was-{skill}", "")
    mode, level = _mode(data.get(f"mode-{skill}")), _level(data.get(f"level-{skill}"))
    if was and was == _word(mode, level):
        return None
    if not was and said and skill in data.getlist("add"):
        return None
    place = {name: (said or places.get(skill, {})).get(name) for name in ("span_start", "span_end")}
    row = {"skill": skill, "mode": mode, "level": level, "origin": SkillOrigin.OWNER.value, "confidence": 1.0, **place}
    return Line(row, _word(said["mode"], said["level"]) if said else was)


def _mode(given):
    return given if given in SkillMode.values else SkillMode.REQUIRED.value


def _level(given):
    return int(given) if given in {str(level) for level in LEVELS} else None


def _word(mode, level):
    return f"{mode}/{level or ''}"


def _place(line):
    start = line.row["span_start"]
    return (start is None, start or 0)
