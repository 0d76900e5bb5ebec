"""Parts of pages: `{% load ronghe %}`. Every one of them is shown at /styleguide/."""

from django import template
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from ronghe.lib import regions
from ronghe.lib.masking import mask_email, mask_name, mask_phone
from ronghe.web.words import CHIP_STATES, CRITERIA, TONES

register = template.Library()


@register.simple_tag
def icon(name, label=""):
    """One icon of the sprite: decoration, or with `label` a picture that says it."""
    if not name:
        return ""
    spoken = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="icon" {}><use href="{}#{}"/></svg>', spoken, static("web/vendor/icons.svg"), name)


@register.simple_tag
def address(name, *args, **kwargs):
    """The address of a page, or nothing where that page does not exist (yet)."""
    try:
        return reverse(name, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return ""


@register.inclusion_tag("web/parts/chip.html")
def chip(label, state="plain", note=""):
    """A skill as a chip: has, part, lack, excluded or plain. Inside <ul class="chips">."""
    mark, spoken = CHIP_STATES[state]
    return {"label": label, "state": state, "mark": mark, "spoken": spoken, "note": note}


@register.inclusion_tag("web/parts/tag.html")
def status_tag(status, label, tone=None):
    """A status in a word, with its mark. `status` is the code; `tone` (good, wait, act, stop) overrides the table."""
    mark, usual = TONES.get(str(status), ("circle", ""))
    return {"mark": mark, "label": label, "tone": usual if tone is None else tone}


@register.inclusion_tag("web/parts/score.html")
def score(value, bar=(), uncertainty=0, compact=False):
    """A score cut into its criteria: `bar` is [(criterion, weighted value)], the sum of which is `value` (0 … 1)."""
    parts, x = [], 0.0
    for criterion, share in bar:
        width = max(0.0, 100 * (share or 0))
        shown = {"code": criterion, "name": CRITERIA.get(criterion, criterion), "value": share or 0}
        parts.append({**shown, "x": f"{x:.2f}", "width": f"{width:.2f}"})
        x += width
    unknown = {"x": f"{x:.2f}", "width": f"{max(0.0, min(100 * uncertainty, 100 - x)):.2f}"} if uncertainty else None
    return {"value": value, "parts": parts, "unknown": unknown, "uncertainty": uncertainty, "compact": compact}


def _get(span, name):
    return span.get(name) if isinstance(span, dict) else getattr(span, name, None)


@register.simple_tag
def quote(text, spans=()):
    """Words with spans underlined. A span has start, end (code points), state and label; of overlaps the first wins."""
    pieces, at = [], 0
    for span in sorted(spans, key=lambda s: (_get(s, "start"), -_get(s, "end"))):
        start, end = _get(span, "start"), _get(span, "end")
        if start < at or end > len(text):
            continue
        pieces.append(("", "", text[at:start]))
        pieces.append((_get(span, "state") or "has", _get(span, "label") or "", text[start:end]))
        at = end
    pieces.append(("", "", text[at:]))
    return format_html_join("", "{}", ((_marked(*piece),) for piece in pieces))


def _marked(state, label, words):
    return format_html('<mark class="{}" title="{}">{}</mark>', state, label, words) if state else words


@register.inclusion_tag("web/parts/pages.html", takes_context=True)
def pagination(context, page):
    """Links to the other pages of `page`, keeping the filters in the address."""
    return {"page": page, "numbers": page.paginator.get_elided_page_range(page.number), "request": context["request"]}


@register.inclusion_tag("web/parts/progress.html")
def progress(done, total, label):
    """How far a job is, in words and as a line."""
    percent = round(100 * done / total) if total else 0
    return {"done": done, "total": total, "label": label, "percent": percent}


@register.inclusion_tag("web/parts/clock.html")
def clock(day):
    """How long until `day`: late in red, within 14 days in ochre, always as words."""
    days = (day - timezone.localdate()).days if day else None
    tone = "" if days is None or days > 14 else ("late" if days < 0 else "soon")
    return {"day": day, "days": days, "past": -days if days is not None else None, "tone": tone}


@register.inclusion_tag("web/parts/steps.html")
def steps(names, current):
    """Stages in a row; `current` is the index of the one that is being done."""
    state = {True: "done", False: "ahead"}
    return {"steps": [{"name": n, "state": "now" if i == current else state[i < current]} for i, n in enumerate(names)]}


@register.filter
def region(code):
    """The region in the reader's language: 山东 日照."""
    return regions.name(code)


@register.filter
def masked(code):
    """A credit code as a visitor may see it: the first four and the last four characters."""
    return f"{code[:4]}{'•' * 10}{code[-4:]}" if len(code) > 8 else code


register.filter("mask_email", mask_email)
register.filter("mask_name", mask_name)
register.filter("mask_phone", mask_phone)


@register.simple_tag(takes_context=True)
def sorting(context, key):
    """How a column is sorted now (up, down or not), and what the next click asks for."""
    chosen = context["request"].GET.get("sort", "")
    now = {key: "up", f"-{key}": "down"}.get(chosen, "")
    return {"now": now, "next": f"-{key}" if now == "up" else key}
