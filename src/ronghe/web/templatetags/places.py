"""Words of placement pages: `{% load places %}`."""

from django import template
from django.utils.translation import gettext_lazy as _

from ronghe.placements.law import plain as as_plain

WISHES = {
    "got": ("check2-circle", "good", _("your place")),
    "short": ("x-lg", "stop", _("not enough")),
    "later": ("dash-lg", "", _("was not needed")),
}
register = template.Library()


@register.inclusion_tag("web/parts/tag.html")
def wish_tag(state):
    """What came of one choice of a ranking, in a word with its mark."""
    mark, tone, label = WISHES[state]
    return {"mark": mark, "label": label, "tone": tone}


@register.filter
def plain(number):
    """A number without needless zeros."""
    return as_plain(number)


@register.filter
def pay_share(place):
    """The pay as a share of what the post pays, in per cent."""
    return round(100 * place.pay / place.post_pay)
