"""Skills as people write them in one cell — “扩散模型图像生成；ComfyUI（优先，3）” — and back."""

import re
from functools import lru_cache

from ronghe.intake.values import Wrong
from ronghe.lib.text import fold
from ronghe.postings.states import SkillMode, SkillOrigin
from ronghe.skills import bridge

PARTS = re.compile(r"[;；\n]+")
MARKED = re.compile(r"(.*?)[(（]([^()（）]*)[)）]\s*$", re.DOTALL)
MODES = {
    SkillMode.REQUIRED: ("必需", "必备", "required", "must"),
    SkillMode.DESIRED: ("优先", "加分", "preferred", "desired", "a plus"),
    SkillMode.EXCLUDED: ("不要求", "无需", "not required", "excluded"),
}
MODE_OF = {word: mode for mode, words in MODES.items() for word in words}
LEVEL = re.compile(r"(?:l|level|等级|水平)?\s*([1-5])\s*级?")


def read_skills(cell):
    """The skills that the cell names, as (skill, mode, level), each once. Raises Wrong for the first unknown one."""
    found = {}
    for part in PARTS.split(cell):
        if part.strip():
            skill, mode, level = _read_one(part.strip())
            found.setdefault(skill, (skill, mode, level))
    return list(found.values())


def write_skills(skills, language):
    """The cell that names these rows or dicts of skills, so that it is read as the same."""
    return ("；" if language.startswith("zh") else "; ").join(_write_one(*skill, language) for skill in skills)


def given(skills):
    """(skill, mode, level) → what `postings.actions` take."""
    return [
        {"skill": skill, "mode": mode, "level": level, "origin": SkillOrigin.OWNER, "confidence": 1.0}
        for skill, mode, level in skills
    ]


def read_from(text):
    """What a text says of skills, as `postings.actions` take it."""
    return [
        {
            "skill": mention.skill, "mode": mention.mode, "level": mention.level, "origin": SkillOrigin.READ,
            "span_start": mention.start, "span_end": mention.end, "confidence": mention.confidence,
        }
        for mention in bridge.read(text)
    ]  # fmt: skip


def _known():
    """{a written form, compared without case and spaces: skill}, labels before aliases."""
    return _known_in(bridge.current())


@lru_cache(maxsize=2)
def _known_in(edition):
    skills = [skill for skill in bridge.taxonomy(edition).values() if skill.kind != "group"]
    known = {}
    for skill in skills:
        for form in filter(None, (skill.id, skill.zh, skill.en)):
            known.setdefault(_compact(form), skill.id)
    for skill in skills:
        for form in skill.forms:
            known.setdefault(_compact(form), skill.id)
    return known


def _compact(form):
    return re.sub(r"[\s\-]+", "", fold(form))


def _read_one(part):
    known = _known()
    if _compact(part) in known:  # also a label that has brackets itself
        return known[_compact(part)], SkillMode.REQUIRED, None
    name, marks = MARKED.match(part).groups() if MARKED.match(part) else (part, "")
    skill = known.get(_compact(name))
    if skill is None:
        close = bridge.find_skills(name, limit=1)
        raise Wrong("skill.unknown", f"{name.strip()} → {close[0][1]}" if close else "")
    return skill, *_read_marks(marks, part)


def _read_marks(marks, part):
    mode, level = SkillMode.REQUIRED, None
    for mark in filter(None, map(fold, re.split(r"[,，、/]", marks))):
        if mark in MODE_OF:
            mode = MODE_OF[mark]
        elif LEVEL.fullmatch(mark):
            level = int(LEVEL.fullmatch(mark)[1])
        else:
            raise Wrong("skill.mark", part)
    return mode, level


def _write_one(skill, mode, level, language):
    is_zh = language.startswith("zh")
    name = bridge.label(skill, language)
    name = name if _known().get(_compact(name)) == skill and not PARTS.search(name) else skill
    marks = [] if mode == SkillMode.REQUIRED else [MODES[mode][0 if is_zh else 2]]
    marks += [str(level)] if level else []
    if not marks:
        return name
    return f"{name}（{'，'.join(marks)}）" if is_zh else f"{name} ({', '.join(marks)})"
