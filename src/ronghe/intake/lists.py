"""The official supply and demand list: postings in, the PDF of a numbered list out."""

import re

from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from ronghe.intake import choices
from ronghe.lib import papers, regions
from ronghe.lib.dates import today
from ronghe.postings.states import Kind, Side
from ronghe.skills import bridge

LONGEST = 140  # characters of a text that the list quotes
SKILLS = 8  # of a posting that the list names


def supply_and_demand_list(postings, *, language, community, number="", title="", edition="", issuer="", day=None):
    """The PDF of a list of postings: demands, then supplies, each by kind, numbered through. About 10 ms a page."""
    day = day or today()
    postings = sorted(postings, key=lambda posting: (posting.side, Kind.values.index(posting.kind)))
    with override(language):
        data = {
            "community": community,
            "number": number,
            "title": title or _("Supply and Demand List"),
            "edition": edition or _edition(postings, day, language),
            "summary": _(
                "This list has the demands and supplies that member units have published. Where it differs from the "
                "platform, the platform is right. Each entry is valid until the day it names; docking is started on "
                "the platform."
            ),
            "columns": _columns(),
            "groups": [_group(number, *group, language) for number, group in enumerate(_by_kind(postings), 1)],
            "issuer": issuer or community,
            "issued": format_date(day, "long", locale=_locale(language)),
            "date": day,
            "landscape": True,
        }
        return papers.render("list", data, language)


def _edition(postings, day, language):
    demands = sum(posting.side == Side.DEMAND for posting in postings)
    supplies = len(postings) - demands
    parts = [
        format_date(day, "long", locale=_locale(language)),
        ngettext("%(count)s demand", "%(count)s demands", demands) % {"count": demands},
        ngettext("%(count)s supply", "%(count)s supplies", supplies) % {"count": supplies},
    ]
    return " · ".join(parts)


def _columns():
    return [
        {"title": _("Unit"), "width": 2},
        {"title": _("Region"), "width": 1.1, "align": "center"},
        {"title": _("What"), "width": 4.6},
        {"title": _("Skills"), "width": 2.6},
        {"title": _("Quantity"), "width": 0, "align": "center"},
        {"title": _("Valid until"), "width": 0, "align": "center"},
    ]


def _by_kind(postings):
    """(kind, its postings), in the order in which they stand."""
    groups = {}
    for posting in postings:
        groups.setdefault(posting.kind, []).append(posting)
    return groups.items()


def _group(number, kind, postings, language):
    side = Side(postings[0].side).label
    head = f"{_ordinal(number, language)}{side} · {choices.label(Kind, kind, language)}"
    return {"title": head[0].upper() + head[1:], "rows": [_row(posting, language) for posting in postings]}


def _row(posting, language):
    return [
        posting.owner.name,
        regions.name(posting.region) if posting.region else _("anywhere"),
        {"strong": posting.title, "text": _shortened(posting.text), "note": " · ".join(_terms(posting, language))},
        _skills(posting, language),
        "" if posting.quantity is None else str(posting.quantity),
        posting.valid_until.isoformat(),
    ]


def _terms(posting, language):
    """What else is agreed on, in a few words each."""
    if posting.pay_min is not None or posting.pay_max is not None:
        band = "–".join(str(pay) for pay in (posting.pay_min, posting.pay_max) if pay is not None)
        yield _("%(band)s yuan a month") % {"band": band}
    if posting.budget is not None:
        yield _("budget %(budget)s yuan") % {"budget": posting.budget}
    if posting.start or posting.end:
        yield " – ".join(day.isoformat() if day else "…" for day in (posting.start, posting.end))
    if posting.programme_code:
        yield _("programme %(code)s") % {"code": posting.programme_code}


def _skills(posting, language):
    named = [skill.skill for skill in posting.skills.all() if skill.mode != "excluded"]
    comma, more = ("、", " 等") if language.startswith("zh") else (", ", " …")
    return comma.join(bridge.label(skill, language) for skill in named[:SKILLS]) + (more if len(named) > SKILLS else "")


def _shortened(text):
    """The text in one line; where it is long, cut after a whole word."""
    line = " ".join(text.split())
    if len(line) <= LONGEST:
        return line
    return re.sub(r"[A-Za-z0-9]*$", "", line[:LONGEST]).rstrip("，。；：、,.;: ") + "…"


def _ordinal(number, language):
    digits = "一二三四五六七八九十"
    if not language.startswith("zh"):
        return ""
    tens, ones = divmod(number, 10)
    text = ("" if tens < 2 else digits[tens - 1]) + ("十" if tens else "") + (digits[ones - 1] if ones else "")
    return f"{text}、"


def _locale(language):
    return "zh_Hans_CN" if language.startswith("zh") else "en_GB"
