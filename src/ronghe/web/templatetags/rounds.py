"""Words of round pages: `{% load rounds %}`."""

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from ronghe.postings.states import Kind
from ronghe.web.postings import words
from ronghe.web.rounds import sentences
from ronghe.web.words import CRITERIA

register = template.Library()
register.filter("why_unmet", sentences.why_unmet)


@register.filter
def kind_label(code):
    """The kind of posting in the reader's language."""
    return Kind(code).label if code in Kind.values else code


@register.filter
def criterion(code):
    """The criterion in the reader's language."""
    return CRITERIA.get(code, code)


@register.filter
def amount(posting):
    """The quantity as its kind counts it: 60 people, 24 seats."""
    return words.amount(posting.kind, posting.quantity)


@register.simple_tag
def lang_of(posting):
    """A lang attribute where a posting's own words are not in the language of the page."""
    page = (get_language() or "")[:2]
    return "" if posting.lang[:2] == page else format_html(' lang="{}"', {"zh": "zh-Hans"}.get(posting.lang[:2], "en"))
