"""The vocabulary for the rest of the house: labels in the reader's language, reading of texts, look-up of skills.

The vocabulary in use is the shipped taxonomy with the rows of the newest edition; whoever needs another one, such as a
round that froze it, names its edition.
"""

import hashlib
import json
from concurrent.futures import Future
from dataclasses import replace
from functools import cache, lru_cache
from threading import Thread

from django.conf import settings
from django.utils.translation import get_language

from ronghe.engine import TAXONOMY, Linker, Reader, Skill, Taxonomy, encoder, read_taxonomy
from ronghe.engine.asides import STOP_WORDS, aside, has_words
from ronghe.engine.linking import MEASURES
from ronghe.engine.ranking import Names
from ronghe.engine.text import compact, fold
from ronghe.engine.unread import names
from ronghe.skills import reference
from ronghe.skills.editions import current, newest, rows_of

__all__ = [
    "as_lines",
    "claims",
    "could_name",
    "current",
    "exists",
    "find_skills",
    "forms_for_search",
    "grown",
    "headings",
    "label",
    "labels",
    "letters",
    "linked",
    "mentions",
    "names",
    "newest",
    "note",
    "occupations_near",
    "programmes_near",
    "read",
    "read_posting",
    "taxonomy",
    "taxonomy_digest",
]

NEAR = 3.5  # deviations from which an entry of a catalogue is suggested
LEAST_PART = 3  # letters of a part of a title that is compared by itself: not 课程, not 专业
KEPT = 4  # vocabularies of which taxonomy and reader are kept: the one in use, those that officers try, a round's


def taxonomy(edition=None):
    """The taxonomy of an edition, by its digest ("" the shipped one alone); of the newest, if None."""
    return grown(rows_of(current() if edition is None else edition))


def taxonomy_digest():
    """SHA-256 of the shipped vocabulary's file: what a result was computed with, beside its edition."""
    return _file_digest()


def letters(form):
    """A written form as texts are searched for it: without case, width, spaces and hyphens."""
    return compact(form)


@lru_cache(maxsize=KEPT)
def grown(rows):
    """The shipped taxonomy with `rows` (JSON) added. Rows that no longer fit the shipped one, which may be newer than
    they are, add nothing: a skill that it has, a form of a skill or a heading that it has not.
    """
    shipped, added = _shipped(), json.loads(rows)
    if not added:
        return shipped
    skills = dict(shipped)
    made = [row for row in added if "id" in row and row["id"] not in skills]
    known = skills.keys() | {row["id"] for row in made}
    for row in made:
        broader = tuple(one for one in row["broader"] if one in known)
        skills[row["id"]] = Skill(row["id"], row["zh"], row["en"], row["kind"], broader)
    for row in (row for row in added if "form" in row and row["skill"] in skills):
        skill = skills[row["skill"]]
        column = "weak" if row["weak"] else "aliases"
        skills[row["skill"]] = replace(skill, **{column: (*getattr(skill, column), row["form"])})
    return Taxonomy(skills.values())


@cache
def _shipped():
    return read_taxonomy()


@cache
def _file_digest():
    return hashlib.sha256(TAXONOMY.read_bytes()).hexdigest()


@lru_cache(maxsize=KEPT)
def _reader(rows):
    return Reader(grown(rows))


@lru_cache(maxsize=1)
def _linker(rows):
    """The linker of these rows as a Future: a thread encodes the names of the vocabulary, which takes a while."""
    return _begun(lambda: Linker(_reader(rows)))


def _begun(make):
    """A Future of what `make` gives in a thread of its own."""
    made = Future()
    Thread(target=lambda: made.set_result(make()), daemon=True).start()
    return made


@lru_cache(maxsize=2)
def _compacted(edition):
    """(skill id, kind, every form as it is looked up), for the search box."""
    return [
        (s.id, s.kind, [compact(form) for form in (*s.forms, *s.weak)])
        for s in taxonomy(edition).values()
        if s.kind != "group"
    ]


@lru_cache(maxsize=KEPT)
def claims(rows):
    """Written form as it is looked up → (the skill that has it, True if it is weak), with `rows` (JSON) added."""
    skills, found = [skill for skill in grown(rows).values() if skill.kind != "group"], {}
    for is_weak in (False, True):
        for skill in skills:
            for form in skill.weak if is_weak else skill.forms:
                found.setdefault(compact(form), (skill.id, is_weak))
    return found


def exists(skill_id, edition=None):
    """True if the taxonomy has this skill and texts may name it."""
    skill = taxonomy(edition).get(skill_id)
    return skill is not None and skill.kind != "group"


def label(skill_id, language=None):
    """The skill's name in the reader's language (or the one given); its id where the taxonomy no longer has it."""
    skill = taxonomy().get(skill_id)
    return skill.label(language or get_language() or "zh") if skill else skill_id


def labels(skill_ids):
    """Names in the reader's language, in the same order."""
    return [label(skill_id) for skill_id in skill_ids]


def mentions(text, rows=None):
    """Every place where the text names a skill, in its order; with `rows` (JSON) instead of the newest edition's."""
    return _reader(rows_of(current()) if rows is None else rows).mentions(text)


def read(text):
    """The skills that a text names: one `Mention` each, quoting the text, in its order."""
    return _reader(rows_of(current())).read(text)


def linked(text):
    """What clauses without a known form may mean, as `read_posting` has it, each to be confirmed by the owner.

    Nothing while the names of the vocabulary are being encoded, or where RONGHE_LINKING is off.
    """
    ready = _linker(rows_of(current())) if settings.LINKING else None
    if ready is None or not ready.done():
        return []
    return [_column(mention, in_text=True) for mention in ready.result().read(text) if mention.linked]


def occupations_near(title):
    """The occupations with a code whose names are nearest to a posting's title, nearest first."""
    return _near("occupations", title)


def programmes_near(title):
    """The programmes whose names are nearest to a posting's title, nearest first."""
    return _near("programmes", title)


def _near(which, title):
    """Entries that are near enough; none while their names are being encoded, a few seconds once for each process."""
    ready = _catalogue(which, settings.ENCODER == "chars")
    if not ready.done() or not title.strip():
        return ()
    entries, known = ready.result()
    folded = fold(title)
    parts = (folded[start:end] for start, end in names(folded))
    scores = known.nearness([folded, *(part for part in parts if len(part) >= LEAST_PART)])
    order = sorted(range(len(entries)), key=lambda place: -scores[place])
    return tuple(entries[place] for place in order if scores[place] >= NEAR)


@cache
def _catalogue(which, by_spelling):
    """A Future of (entries with a code, their names), by spelling alone where the site encodes nothing else."""

    def make():
        entries = [entry for entry in getattr(reference, which)() if entry.code]
        using = {"chars": 1.0} if by_spelling else MEASURES
        known = [list(map(fold, (one.zh, one.en, *one.aliases))) for one in entries]
        return entries, Names(known, list(map(encoder, using)), weights=list(using.values()), every=True)

    if not by_spelling:
        return _begun(make)
    made = Future()
    made.set_result(make())
    return made


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


def could_name(phrase):
    """True if a phrase could name a skill: it says something, and is no heading, pay, place, hours or degree."""
    return has_words(phrase) and aside(phrase) is None and not STOP_WORDS.issuperset(phrase.lower().split())


def find_skills(query, limit=20):
    """(id, label) of the skills with a form that has `query` in it, best first: whole form, beginning, inside."""
    wanted = compact(query)
    found = []
    for skill_id, _kind, forms in _compacted(current()) if wanted else ():
        fits = [(form != wanted, not form.startswith(wanted), len(form)) for form in forms if wanted in form]
        if fits:
            found.append((min(fits), skill_id))
    return [(skill_id, label(skill_id)) for _fit, skill_id in sorted(found)[:limit]]


def forms_for_search(skill_ids):
    """The names of skills in both languages, so that a search in either finds them."""
    known = taxonomy()
    return [name for one in skill_ids if one in known for name in (known[one].zh, known[one].en) if name]


def note(skill_id):
    """(kind, names of what is broader) of a skill: what a tooltip says of it."""
    skill = taxonomy().get(skill_id)
    return (skill.kind, labels(skill.broader)) if skill else ("", [])


def headings():
    """(id, name in the reader's language) of the headings, in the order of the taxonomy."""
    return [(skill.id, label(skill.id)) for skill in taxonomy().values() if skill.kind == "group"]


def as_lines(edition):
    """The vocabulary of an edition as a taxonomy file, one skill a line: what `ronghe --taxonomy` reads."""
    return "".join(json.dumps(_line(skill), ensure_ascii=False) + "\n" for skill in taxonomy(edition).values())


def _line(skill):
    lists = {name: list(getattr(skill, name)) for name in ("broader", "aliases", "weak")}
    more = {"transversal": True} if skill.transversal else {}
    return {"id": skill.id, "kind": skill.kind, "zh": skill.zh, "en": skill.en, **lists, "uri": skill.uri, **more}
