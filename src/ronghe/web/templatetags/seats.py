"""The words of the part on which a browser checks seats: `{% load seats %}`."""

from django import template

from ronghe.web.seats import sentences

register = template.Library()


@register.simple_tag
def seat_steps():
    """(step, its sentence), in the order in which they are shown."""
    return list(sentences.STEPS.items())


@register.simple_tag
def seat_says():
    """(code, its sentence) of everything else."""
    return list(sentences.SAYS.items())
