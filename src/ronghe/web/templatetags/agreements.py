"""Words of agreements in templates: `{% load agreements %}`."""

from django import template

from ronghe.agreements.content import quantity as as_quantity
from ronghe.members.models import in_language
from ronghe.web.agreements.words import SEATS, TONES

register = template.Library()


@register.inclusion_tag("web/parts/tag.html")
def agreement_tag(status, label):
    """A status of an agreement, a consent or an obligation, in a word with its mark."""
    mark, tone = TONES.get(str(status), ("circle", ""))
    return {"mark": mark, "label": label, "tone": tone}


@register.inclusion_tag("web/parts/tag.html")
def seat_tag(state):
    """The state of a party on the signing panel."""
    mark, tone, label = SEATS[state]
    return {"mark": mark, "label": label, "tone": tone}


@register.filter
def quantity(number):
    """A number without needless zeros."""
    return as_quantity(number)


@register.filter
def own(words):
    """Of {zh, en}, the one in the reader's language."""
    return in_language(words.get("zh", ""), words.get("en", ""))


@register.filter
def grouped(digest):
    """A digest in groups of eight, so that an eye can compare."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest or ""), 8))


@register.simple_tag
def article_number(number, language):
    """第三条 / Article 3."""
    return f"第{_chinese(number)}条" if language == "zh" else f"Article {number}"


def _chinese(number):
    """A number up to 99 in Chinese."""
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if not tens:
        return digits[ones]
    return f"{digits[tens] if tens > 1 else ''}十{digits[ones] if ones else ''}"


@register.filter
def party_name(party):
    """The name of a party, as a version of the text has it, in the reader's language."""
    return in_language(party["name"], party.get("name_en", ""))
