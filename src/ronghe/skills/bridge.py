"""The vocabulary for the rest of the house: labels in the reader's language, reading of texts, look-up of skills."""

import hashlib
from functools import cache

from django.utils.translation import get_language

from ronghe.engine import TAXONOMY, Reader, read_taxonomy
from ronghe.engine.text import compact

__all__ = [
    "exists",
    "find_skills",
    "forms_for_search",
    "label",
    "labels",
    "note",
    "read",
    "read_posting",
    "taxonomy",
    "taxonomy_digest",
]


@cache
def taxonomy():
    """The shipped taxonomy, read once."""
    return read_taxonomy()


@cache
def taxonomy_digest():
    """SHA-256 of the vocabulary's file: which one a result was computed with."""
    return hashlib.sha256(TAXONOMY.read_bytes()).hexdigest()


@cache
def _reader():
    return Reader(taxonomy())


@cache
def _compacted():
    """(skill id, kind, every form as it is looked up), for the search box."""
    return [
        (s.id, s.kind, [compact(form) for form in (*s.forms, *s.weak)])
        for s in taxonomy().values()
        if s.kind != "group"
    ]


def exists(skill_id):
    """True if the taxonomy has this skill and texts may name it."""
    return skill_id in taxonomy() and taxonomy()[skill_id].kind != "group"


def label(skill_id, language=None):
    """The skill's name in the reader's language (or the one given); its id where the taxonomy no longer has it."""
    skill = taxonomy().get(skill_id)
    return skill.label(language or get_language() or "zh") if skill else skill_id


def labels(skill_ids):
    """Names in the reader's language, in the same order."""
    return [label(skill_id) for skill_id in skill_ids]


def read(text):
    """The skills that a text names: one `Mention` each, quoting the text, in its order."""
    return _reader().read(text)


def read_posting(title, text):
    """The skills of a posting, as `postings.actions` takes them: those its text names, then those of its title."""
    found = {mention.skill: _column(mention, in_text=True) for mention in read(text)}
    for mention in read(title):
        found.setdefault(mention.skill, _column(mention, in_text=False))
    return list(found.values())


def _column(mention, *, in_text):
    return {
        "skill": mention.skill,
        "mode": mention.mode,
        "level": mention.level,
        "origin": "read",
        "span_start": mention.start if in_text else None,
        "span_end": mention.end if in_text else None,
        "confidence": mention.confidence,
    }


def find_skills(query, limit=20):
    """(id, label) of the skills with a form that has `query` in it, best first: whole form, beginning, inside."""
    wanted = compact(query)
    found = []
    for skill_id, _kind, forms in _compacted() if wanted else ():
        fits = [(form != wanted, not form.startswith(wanted), len(form)) for form in forms if wanted in form]
        if fits:
            found.append((min(fits), skill_id))
    return [(skill_id, label(skill_id)) for _fit, skill_id in sorted(found)[:limit]]


def forms_for_search(skill_ids):
    """The names of skills in both languages, so that a search in either finds them."""
    return [name for one in skill_ids if one in taxonomy() for name in (taxonomy()[one].zh, taxonomy()[one].en) if name]


def note(skill_id):
    """(kind, names of what is broader) of a skill: what a tooltip says of it."""
    skill = taxonomy().get(skill_id)
    return (skill.kind, labels(skill.broader)) if skill else ("", [])
