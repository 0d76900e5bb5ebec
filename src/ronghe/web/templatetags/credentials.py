"""Credentials on other areas' pages: `{% load credentials %}`."""

from django import template

from ronghe.credentials import queries

register = template.Library()


@register.simple_tag
def credentials_of(unit):
    """The unit's credentials that hold today."""
    return queries.credentials_of(unit)
