"""Numbers of import pages: `{% load imports %}`."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

register = template.Library()

OUTCOMES = {
    "created": pgettext_lazy("what becomes of a row", "new"),
    "updated": pgettext_lazy("what becomes of a row", "changed"),
    "unchanged": pgettext_lazy("what becomes of a row", "unchanged"),
}


@register.filter
def refused_count(import_):
    """How many rows of the file were refused."""
    return len({fault["row"] for fault in import_.refused if fault["row"]})


@register.simple_tag
def import_steps():
    """The stages of a file, from the template to the receipt."""
    return [_("Fill in the template"), _("Upload"), _("Look at the check"), _("Receipt")]


@register.filter
def outcome_label(what):
    """What becomes of a row, in the reader's language."""
    return OUTCOMES.get(what, what)
