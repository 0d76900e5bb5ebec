"""Words of postings in templates: `{% load postings %}`."""

from django import template

from ronghe.postings.states import SkillMode
from ronghe.skills.bridge import label
from ronghe.web.postings import words

register = template.Library()


@register.filter
def amount(posting):
    """The quantity as its kind counts it: 60 people."""
    return words.amount(posting.kind, posting.quantity)


@register.filter
def level_name(level):
    """The level as number and word."""
    return words.level_name(level)


@register.filter
def skill_label(skill):
    """The skill's name in the reader's language."""
    return label(skill)


@register.inclusion_tag("web/postings/skill.html")
def skill_chip(skill, side):
    """A skill of a posting as a chip: required or offered solid, preferred dashed, the others struck."""
    mode, said = words.mode_of(skill.mode, side)
    return {"label": label(skill.skill), "mode": mode, "said": said, "level": words.level_name(skill.level)}


@register.filter
def wanted(skills):
    """The skills that a posting asks for or has, without those it says it does not need."""
    return [skill for skill in skills if skill.mode != SkillMode.EXCLUDED]


@register.filter
def kind_note(kind):
    """One line on what this kind of posting is."""
    return words.NOTES[kind]
