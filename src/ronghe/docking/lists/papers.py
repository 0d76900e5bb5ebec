"""An official list to take away: typeset, as a Word file, as a workbook. The same list gives the same paper."""

from datetime import date
from io import BytesIO

import segno
from babel.dates import format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from ronghe.credentials.issuing import address
from ronghe.credentials.qr import qr
from ronghe.docking.lists.content import ORDER
from ronghe.docking.lists.queries import names_of, rows_of
from ronghe.docking.lists.states import Audience, ListKind
from ronghe.lib import papers, regions
from ronghe.lib.papers import word_lists
from ronghe.lib.sheets import Column, Sheet, workbook
from ronghe.members.models import in_language
from ronghe.postings.states import Kind

SKILLS = 10  # of a posting that the paper names


def list_pdf(official, language):
    """The PDF, under a red head in Chinese and a sober one in English. About 10 ms a page."""
    with override(language):
        return papers.render("official", words_of(official, language), language)


def list_word(official, language):
    """The Word file, with the same words and the same code."""
    with override(language):
        words = words_of(official, language)
        return word_lists.document(words, language, picture=_picture(official))


def list_workbook(official, language):
    """The workbook: one line for each entry. No cell of it can run."""
    with override(language):
        words, rows = words_of(official, language), rows_of(official)
        above = " · ".join(filter(None, (words["number"], words["edition"], words["issuer"], official.shown_code)))
        name = str(ListKind(official.kind).label).capitalize()
        sheet = Sheet(name, _flat_columns(), _flat(rows), title=words["title"], line=above)
        return workbook([sheet], made_on=official.on)


def verify_address(official):
    """Where anyone sees whether the list is in force: what its code says."""
    return address(f"lists/verify/{official.code}/")


def words_of(official, language):
    """Everything that stands on the paper, in the language that is active."""
    rows, names = rows_of(official), names_of(official)
    entries = ngettext("%(count)s entry", "%(count)s entries", len(rows)) % {"count": len(rows)}
    return {
        "community": named(names["community"]),
        "number": official.number_in(language) or _("Draft, without a number"),
        "title": title_of(official.kind),
        "edition": " · ".join(filter(None, (_as_of(official, language), named(names["round"]), entries))),
        "summary": _summary(official),
        "columns": _columns(),
        "groups": [_group(*group, place, language) for place, group in enumerate(by_kind(rows), 1)],
        "notes": _notes(official, rows),
        "approved_by": _("Approved by"),
        "issuer": named(names["unit"]),
        "issued": format_date(_day_of(official), "long", locale=_locale(language)),
        **_code(official),
        "date": _day_of(official),
    }


def title_of(kind):
    """The title of a list of this kind, in the language that is active."""
    return {
        ListKind.TALENT: _("Talent-Demand List"),
        ListKind.TECHNOLOGY: _("Technology-Demand List"),
        ListKind.SUPPLY: _("Supply List (Products and Offers)"),
    }[kind]


def named(both):
    """The name of {zh, en} in the language that is active."""
    return in_language(both["zh"], both["en"])


def by_kind(rows):
    """(kind, its rows), in the order of the kinds."""
    groups = {}
    for row in rows:
        groups.setdefault(row["kind"], []).append(row)
    return sorted(groups.items(), key=lambda group: ORDER[group[0]])


def days_of(row):
    """The days on which it starts and ends, if either is known."""
    return " – ".join(row[name] or "…" for name in ("start", "end")) if row["start"] or row["end"] else ""


def skills_of(row, most=SKILLS):
    """Names of the skills; of a confidential posting, when they are told."""
    if row["confidential"]:
        return _("details once both sides have agreed")
    more = _(" and more") if len(row["skills"]) > most else ""
    return _(", ").join(named(skill) for skill in row["skills"][:most]) + more


def _as_of(official, language):
    return _("as of %(day)s") % {"day": format_date(official.on, "long", locale=_locale(language))}


def _summary(official):
    if official.kind == ListKind.SUPPLY:
        return _(
            "Member units of the community offer the following programmes, people, places, products and services. "
            "Each entry is valid until the day it names; docking is started on the platform."
        )
    return _(
        "Member units of the community have the following needs, in their own words. "
        "Each entry is valid until the day it names; docking is started on the platform."
    )


def _columns():
    return [
        {"title": _("Unit"), "width": 2.1},
        {"title": _("Region"), "width": 1.4, "align": "center"},
        {"title": pgettext("official list", "What"), "width": 5},
        {"title": _("Quantity"), "width": 0, "align": "center"},
        {"title": pgettext("official list", "Valid until"), "width": 0, "align": "center"},
    ]


def _group(kind, rows, place, language):
    label = str(Kind(kind).label)
    head = f"{_ordinal(place)}、{label}" if language.startswith("zh") else label.capitalize()
    return {"title": head, "rows": [_cells(row) for row in rows]}


def _cells(row):
    return [
        named(row["unit"]),
        _region(row),
        {"strong": row["title"], "text": skills_of(row), "note": days_of(row)},
        "" if row["quantity"] is None else str(row["quantity"]),
        row["valid_until"],
    ]


def _region(row):
    return regions.name(row["region"]) or pgettext("official list", "anywhere")


def _notes(official, rows):
    notes = [_("Titles are printed in the language in which their owners wrote them.")]
    if official.audience == Audience.MEMBERS:
        notes.append(_("This list is for members of the community. Please do not pass it on."))
    if official.code:
        digest = " ".join(official.digest[at : at + 8] for at in range(0, 64, 8))
        notes.append(_("Digest of the entries (SHA-256): %(digest)s") % {"digest": digest})
        notes.append(_("Whether this list is in force is said at %(address)s") % {"address": verify_address(official)})
    return notes


def _code(official):
    if not official.code:
        return {}
    path, squares = qr(verify_address(official))
    return {"qr": path, "qr-size": squares, "scan": _("Scan to verify"), "code": official.shown_code}


def _picture(official):
    """The code as PNG, for files that take pictures only; None for a draft."""
    if not official.code:
        return None
    out = BytesIO()
    segno.make_qr(verify_address(official), error="q", boost_error=False).save(out, kind="png", scale=6)
    return out.getvalue()


def _flat_columns():
    wide = {pgettext("official list", "Title"): 44, _("Unit"): 32, pgettext("official list", "Skills"): 48}
    names = (_("No."), _("Kind"), pgettext("official list", "Title"), _("Unit"), _("Region"), _("Quantity"))
    more = (_("Start"), _("End"), pgettext("official list", "Valid until"), pgettext("official list", "Skills"))
    return [Column(name, width=wide.get(name, 14), kind="wrap" if name in wide else "text") for name in (*names, *more)]


def _flat(rows):
    flat = [row for _kind, group in by_kind(rows) for row in group]
    return [[number, *_line(row)] for number, row in enumerate(flat, 1)]


def _line(row):
    days = [_date(row[name]) for name in ("start", "end", "valid_until")]
    what = [str(Kind(row["kind"]).label), row["title"], named(row["unit"]), _region(row), row["quantity"]]
    return [*what, *days, skills_of(row, most=99)]


def _date(text):
    return date.fromisoformat(text) if text else None


def _day_of(official):
    """The day of approval; of a draft, the day it is drawn up for."""
    return official.approved_on or official.on


def _ordinal(number):
    """1–99 in Chinese."""
    digits, (tens, ones) = "一二三四五六七八九", divmod(number, 10)
    return ("" if tens < 2 else digits[tens - 1]) + ("十" if tens else "") + (digits[ones - 1] if ones else "")


def _locale(language):
    return "zh_Hans_CN" if language.startswith("zh") else "en_GB"
