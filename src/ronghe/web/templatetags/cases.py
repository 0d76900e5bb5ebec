"""Words of case pages: `{% load cases %}`."""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from ronghe.lib.dates import today
from ronghe.web.cases.words import CHECKS, MILESTONES, SIDES

SOON = 14  # days
register = template.Library()


@register.inclusion_tag("web/parts/tag.html")
def milestone_tag(status, label):
    """The status of a milestone, in a word with its mark."""
    mark, tone = MILESTONES[status]
    return {"mark": mark, "label": label, "tone": tone}


@register.inclusion_tag("web/parts/tag.html")
def check_tag(result, label):
    """What a stage check found, in a word with its mark."""
    mark, tone = CHECKS[result]
    return {"mark": mark, "label": label, "tone": tone}


@register.inclusion_tag("web/cases/due.html")
def due(day):
    """The last day with how long that is: late in red, within 14 days in ochre, always as words."""
    days = (day - today()).days if day else None
    tone = "" if days is None or days > SOON else ("late" if days < 0 else "soon")
    return {"day": day, "days": days, "past": -days if days is not None else None, "tone": tone}


@register.filter
def side_name(seat):
    """The side of the table, in words."""
    return SIDES.get(seat, "")


@register.simple_tag
def lang_of_words(posting):
    """A lang attribute where a posting's own words are not in the language of the page."""
    page = (get_language() or "")[:2]
    return "" if posting.lang[:2] == page else format_html(' lang="{}"', {"zh": "zh-Hans"}.get(posting.lang[:2], "en"))
