"""What changed from one version of a posting to the next, for people."""

from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from ronghe.lib import regions
from ronghe.postings.states import SkillMode, Visibility
from ronghe.skills.bridge import label
from ronghe.web.postings.words import level_name

SHOWN = {  # column → (its name, how a value is said)
    "region": (_("Where"), regions.name),
    "quantity": (_("How many"), str),
    "level": (_("Level"), level_name),
    "start": (_("From"), str),
    "end": (_("Until"), str),
    "pay_min": (_("Pay from, yuan a month"), str),
    "pay_max": (_("Pay up to, yuan a month"), str),
    "budget": (_("Budget, yuan"), str),
    "ip_terms": (_("Intellectual property"), str),
    "is_confidential": (_("Confidential"), lambda yes: _("yes") if yes else _("no")),
    "programme_code": (_("Programme code"), str),
    "occupation_code": (_("Occupation code"), str),
    "visibility": (_("Who may see it"), lambda code: dict(Visibility.choices).get(code, code)),
    "valid_until": (_("Valid until"), str),
}
NEAR = 200_000  # letters × letters: beyond it the texts are shown whole, for the comparison is quadratic


def history(posting):
    """Versions, latest first: each with what differs from the one before."""
    versions = list(posting.versions.select_related("by"))
    before = [None, *(version.content for version in versions)]
    return [
        {"version": v, "changes": changes(old, v.content) if old else None}
        for old, v in zip(before, versions, strict=False)
    ][::-1]


def changes(old, new):
    """(name, markup of what was and what is) for each column that differs."""
    rows = [
        (name, _words_changed(old[column], new[column])) for column, name in TEXTS.items() if old[column] != new[column]
    ]
    for column, (name, say) in SHOWN.items():
        was, now = (_said(content.get(column), say) for content in (old, new))
        if was != now:
            rows.append((name, _from_to(was, now)))
    skills = _skills_changed(_skills(old), _skills(new))
    return [*rows, (_("Skills"), skills)] if skills else rows


TEXTS = {"title": _("Title"), "text": _("Text")}


def _said(value, say):
    return say(value) if value not in (None, "") else "—"


def _from_to(old, new):
    return format_html("<del>{}</del> → <ins>{}</ins>", old, new)


def _words_changed(old, new):
    """The new words with what was added and taken away marked in place."""
    if len(old) * len(new) > NEAR:
        return _from_to(old, new)
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    pieces = (piece for tag, a, b, c, d in blocks for piece in _pieces(tag, old[a:b], new[c:d]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _pieces(tag, old, new):
    if tag == "equal":
        yield old if len(old) < 80 else f"{old[:30]} … {old[-30:]}"
        return
    if old:
        yield format_html("<del>{}</del>", old)
    if new:
        yield format_html("<ins>{}</ins>", new)


def _skills(content):
    return {skill["skill"]: (skill["mode"], skill["level"]) for skill in content["skills"]}


def _skills_changed(old, new):
    gone = [format_html("<del>{}</del>", _skill(skill, *old[skill])) for skill in old if old[skill] != new.get(skill)]
    come = [format_html("<ins>{}</ins>", _skill(skill, *new[skill])) for skill in new if new[skill] != old.get(skill)]
    return format_html_join(" ", "{}", ((piece,) for piece in [*gone, *come]))


def _skill(skill, mode, level):
    said = label(skill) if mode == SkillMode.REQUIRED else f"{label(skill)} ({SkillMode(mode).label})"
    return f"{said} · {level_name(level)}" if level else said
