"""Parts of docking pages: `{% load docking %}`."""

from django import template
from django.utils.translation import gettext as _

from ronghe.lib import regions
from ronghe.web.words import CRITERIA

register = template.Library()


@register.inclusion_tag("web/docking/score.html")
def parts_of_score(value, bar):
    """The score and the parts that add up to it; what is not known is one of them, as it was counted."""
    parts, x = [], 0.0
    for code, share in bar:
        width = max(0.0, 100 * share)
        name = _("not known") if code == "unknown" else CRITERIA.get(code, code)
        parts.append({"code": code, "name": name, "value": share, "x": f"{x:.2f}", "width": f"{width:.2f}"})
        x += width
    return {"value": value, "parts": parts}


@register.filter
def province(code):
    """The province that a region lies in, in one word."""
    return regions.short(regions.province_of(code))
