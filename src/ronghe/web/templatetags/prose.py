"""What people wrote, as pages show it: `{% load prose %}{{ message.text|prose }}`.

Texts are stored as they were typed and cleaned here, once, where they are shown. Paragraphs and line breaks are the
style sheet's (`.text-pre`, `.quote`).
"""

import re

import nh3
from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

register = template.Library()

# An address ends where Chinese begins: nobody types a space there. Its last sign is no punctuation.
ADDRESS = re.compile(r"(https?://[\w\-.~:/?#@!$&()*+,;=%\[\]]*[\w/#=&~%\-])", re.ASCII | re.IGNORECASE)
RELATION = "noopener nofollow"
TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # they would show letters in another order


@register.filter
def prose(text):
    """The words with addresses as links, and no other markup: what looks like markup is shown as it was typed."""
    pieces = ADDRESS.split(TURNS.sub("", str(text or "")))
    html = "".join(_link(piece) if at % 2 else escape(piece) for at, piece in enumerate(pieces))
    return mark_safe(  # nh3 knows what browsers make of it
        nh3.clean(html, tags={"a"}, attributes={"a": {"href"}}, url_schemes={"http", "https"}, link_rel=RELATION)
    )


def _link(address):
    return format_html('<a href="{}">{}</a>', address, address)
