"""`{% csrf_token %}`, in every template: the token against forgery and, beside it, the key of this one sending."""

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from ronghe.web.once import FIELD, new_key

register = template.Library()


class TokenAndKey(CsrfTokenNode):
    def render(self, context):
        return super().render(context) + format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_key())


@register.tag
def csrf_token(parser, token):
    """No form can have the one and forget the other."""
    return TokenAndKey()
