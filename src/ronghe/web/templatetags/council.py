"""Words and small parts of council pages: `{% load council %}`."""

from fractions import Fraction

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ronghe.governance import proof, rules
from ronghe.governance.states import Choice
from ronghe.members.rules import administers, is_secretariat

register = template.Library()
register.filter("amount", proof.amount)

MEETING_TONES = {
    "draft": ("pencil", ""),
    "convened": ("send", "act"),
    "open": ("play", "good"),
    "closed": ("check2", ""),
    "minuted": ("journal-text", ""),
    "cancelled": ("slash-circle", "stop"),
}
MOTION_TONES = {
    "draft": ("pencil", ""),
    "open": ("hourglass-split", "wait"),
    "withdrawn": ("slash-circle", ""),
    "carried": ("check2-circle", "good"),
    "lost": ("x-lg", "stop"),
    "no_quorum": ("exclamation-triangle", "stop"),
    "resolved": ("patch-check", "good"),
}
DOT = mark_safe('<span class="dot"></span>')


@register.inclusion_tag("web/parts/tag.html")
def meeting_tag(meeting):
    """The status of a meeting in a word, with its mark."""
    mark, tone = MEETING_TONES[meeting.status]
    return {"mark": mark, "label": meeting.get_status_display(), "tone": tone}


@register.inclusion_tag("web/parts/tag.html")
def motion_tag(motion):
    """The status of a motion in a word; of a counted one, its outcome."""
    if motion.status == "closed":
        mark, tone = MOTION_TONES[motion.outcome]
        return {"mark": mark, "label": motion.get_outcome_display(), "tone": tone}
    mark, tone = MOTION_TONES[motion.status]
    return {"mark": mark, "label": motion.get_status_display(), "tone": tone}


@register.simple_tag
def term(row):
    """From when to when: 2026-01-01 – 2028-12-31."""
    if row.end is None:
        return _("since %(start)s") % {"start": row.start.isoformat()}
    return f"{row.start.isoformat()} – {row.end.isoformat()}"


@register.simple_tag
def title_traits(title):
    """What kind of title it is, in a few words."""
    words = []
    if title.limit == 1:
        words.append(_("held by one unit"))
    elif title.limit:
        words.append(_("at most %(limit)s units") % {"limit": title.limit})
    if title.may_be_joint:
        words.append(_("held jointly"))
    if title.may_rotate:
        words.append(_("in rotation"))
    if title.weight:
        words.append(ngettext("%(n)s vote", "%(n)s votes", title.weight) % {"n": title.weight})
    if title.is_retired:
        words.append(_("no longer granted"))
    return format_html_join(DOT, "{}", ((word,) for word in words))


@register.inclusion_tag("web/parts/tag.html")
def entry_state(row, today):
    """Whether an entry of a history counts: held now, ahead, past, changed since, void."""
    if row.is_void:
        return {"mark": "slash-circle", "label": _("void"), "tone": "stop"}
    if getattr(row, "replaced_by", None):
        return {"mark": "clock-history", "label": _("changed since"), "tone": ""}
    if row.covers(today):
        return {"mark": "check2-circle", "label": _("held now"), "tone": "good"}
    if row.start > today:
        return {"mark": "hourglass-split", "label": _("ahead"), "tone": "act"}
    return {"mark": "clock-history", "label": _("past"), "tone": ""}


@register.filter
def under(cells, columns):
    """(column, cell) of a row."""
    return list(zip(columns, cells, strict=True))


@register.filter
def tally(result):
    """(choice, name, weight, units, width of 100) of each kind of ballot, and of silence where there is some."""
    whole = Fraction(result["present"]) or 1
    rows = [
        (choice.value, choice.label, Fraction(result["votes"][choice.value]), result["heads"][choice.value])
        for choice in Choice
    ]
    if Fraction(result["silent"]):
        rows.append(("silent", _("no ballot"), Fraction(result["silent"]), None))
    return [(code, name, proof.amount(w), heads, f"{float(100 * w / whole):.2f}") for code, name, w, heads in rows]


@register.simple_tag(takes_context=True)
def proxy_acts(context, proxy):
    """What the reader may do with a proxy: read its paper, take it back."""
    reader = context["request"].user
    reads = is_secretariat(reader) or any(administers(reader, unit) for unit in (proxy.giver, proxy.holder))
    return {"read": reads, "end": rules.can_register_proxy(reader, proxy.meeting, proxy.giver)}
