"""Skills as concepts: labels and aliases in two languages, what is broader, and how far one skill answers for another.

Model: a capability apart from the tool ("image generation by diffusion models" / ComfyUI), ADR 0005.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from ronghe.engine.errors import BadValue

__all__ = ["KINDS", "MATCHED", "PARTIAL", "Skill", "Taxonomy"]

KINDS = ("skill", "knowledge", "tool", "group")
MATCHED = 0.7  # credit from which a skill counts as covered
PARTIAL = 0.2  # … and from which it counts as covered in part
NARROWER = (1.0, 0.9, 0.8, 0.7)  # the offer is a kind of what is asked, this many steps down
SIDELINE = 0.4  # the offer is a tool that serves what is asked, but is not mainly for it: Maya for character rigging
BROADER = (1.0, 0.5, 0.3)  # the offer is more general than what is asked, this many steps up
SIBLING_TOOL, SIBLING_SKILL = 0.4, 0.2  # both serve the same capability: Maya and Blender; two kinds of modelling


@dataclass(frozen=True, slots=True)
class Skill:
    """One concept. `kind` is skill, knowledge, tool, or group (a heading, never read from a text)."""

    id: str
    zh: str = ""
    en: str = ""
    kind: str = "skill"
    broader: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()  # forms that count only beside another skill of the same group: "PS", "AE"
    uri: str | None = None
    transversal: bool = False  # of a heading: what every job asks for and no course is named after, such as teamwork
    description: str = ""  # what it means, in a sentence or two; not looked for in texts

    def label(self, language: str = "zh") -> str:
        """The label in a language ("zh…" or any other for English), or in the other one where it has none."""
        first, second = (self.zh, self.en) if language.startswith("zh") else (self.en, self.zh)
        return first or second

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form that means this skill wherever it stands."""
        return tuple(form for form in (self.zh, self.en, *self.aliases) if form) if self.kind != "group" else ()


class Taxonomy(Mapping[str, Skill]):
    """Skills by id. Refuses an unknown broader skill and a circle."""

    def __init__(self, skills: Iterable[Skill]) -> None:
        self._skills = {skill.id: skill for skill in skills}
        for skill in self._skills.values():
            for broader in skill.broader:
                if broader not in self._skills:
                    raise BadValue(f"skill {skill.id!r} is narrower than {broader!r}, which the taxonomy does not have")
        for skill_id in self._skills:
            self.steps_up(skill_id)

    def __getitem__(self, skill_id: str) -> Skill:
        return self._skills[skill_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._skills)

    def __len__(self) -> int:
        return len(self._skills)

    def steps_up(self, skill_id: str) -> dict[str, int]:
        """Every broader concept with its distance, nearest first; the skill itself at 0. O(ancestors)."""
        if skill_id in self._up:
            return self._up[skill_id]
        found, frontier, steps = {skill_id: 0}, [skill_id], 0
        while frontier:
            steps += 1
            frontier = [b for one in frontier for b in self._skills[one].broader]
            if skill_id in frontier:
                raise BadValue(f"skill {skill_id!r} is broader than itself")
            frontier = [b for b in dict.fromkeys(frontier) if b not in found]
            found.update(dict.fromkeys(frontier, steps))
        self._up[skill_id] = found
        return found

    @cached_property
    def _up(self) -> dict[str, dict[str, int]]:
        return {}

    def groups_of(self, skill_id: str) -> frozenset[str]:
        """The headings a skill stands under; its topmost concepts where the taxonomy has no headings."""
        up = self.steps_up(skill_id)
        groups = frozenset(a for a in up if self._skills[a].kind == "group")
        return groups or frozenset(a for a in up if not self._skills[a].broader)

    def is_transversal(self, skill_id: str) -> bool:
        """True if a skill stands under nothing but transversal headings (ESCO: transversal competences)."""
        return all(self._skills[group].transversal for group in self.groups_of(skill_id))

    @cached_property
    def _narrower(self) -> dict[str, list[str]]:
        """Concept → the skills directly below it; headings are left out."""
        below: dict[str, list[str]] = {}
        for skill in self._skills.values():
            for broader in skill.broader:
                if "group" not in (skill.kind, self._skills[broader].kind):
                    below.setdefault(broader, []).append(skill.id)
        return below

    def answers(self, asked: str) -> Mapping[str, float]:
        """Skill → credit in (0, 1] that having it earns towards `asked`; skills that earn nothing are left out.

        Worked out once for each asked skill: a docking asks the same few hundred over and over.
        """
        if asked not in self._credits:
            self._credits[asked] = MappingProxyType(self._work_out(asked))
        return self._credits[asked]

    @cached_property
    def _credits(self) -> dict[str, Mapping[str, float]]:
        return {}

    def __getstate__(self) -> dict[str, object]:
        """What travels to another process: the skills alone; what was worked out is worked out again."""
        return {"_skills": self._skills}

    def _work_out(self, asked: str) -> dict[str, float]:
        credits: dict[str, float] = {}
        for ancestor, steps in self.steps_up(asked).items():
            if self._skills[ancestor].kind != "group" and steps < len(BROADER):
                credits[ancestor] = BROADER[steps]
        for parent in self._skills[asked].broader:
            for sibling in self._narrower.get(parent, ()):
                tools = self._skills[asked].kind == self._skills[sibling].kind == "tool"
                credits[sibling] = max(credits.get(sibling, 0), SIBLING_TOOL if tools else SIBLING_SKILL)
        for skill, steps in self._steps_down(asked).items():
            earns = NARROWER[min(steps, len(NARROWER) - 1)] if steps else SIDELINE
            credits[skill] = max(credits.get(skill, 0), earns)
        credits[asked] = 1.0
        return credits

    def _steps_down(self, skill_id: str) -> dict[str, int]:
        """Every narrower skill with its distance; 0 for what hangs only on a tool that is mainly for something else."""
        found, aside, frontier, steps = {skill_id: 0}, dict[str, int](), [skill_id], 0
        while frontier:
            steps += 1
            below = dict.fromkeys((n, one) for one in frontier for n in self._narrower.get(one, ()))
            mainly = dict.fromkeys(n for n, one in below if self._is_mainly(n, one))
            aside.update({n: 0 for n, _ in below if n not in mainly})
            frontier = [n for n in mainly if n not in found]
            found.update(dict.fromkeys(frontier, steps))
        return {**aside, **found}

    def _is_mainly(self, skill_id: str, capability: str) -> bool:
        """True unless a tool serves the capability only among others: its first broader is what it is for."""
        skill = self._skills[skill_id]
        return skill.kind != "tool" or skill.broader[0] == capability

    def credit(self, asked: str, offered: Iterable[str]) -> tuple[float, str | None]:
        """The best credit that any of `offered` earns towards `asked`, and the skill that earns it."""
        answers = self.answers(asked)
        best = max(offered, key=lambda skill: answers.get(skill, 0.0), default=None)
        if best is None or best not in answers:
            return 0.0, None
        return answers[best], best
