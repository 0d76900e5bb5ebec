"""Every file that leaves the house: scoped to what the reader may see, neutralised, dated, written to the ledger."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ronghe.docking import rules
from ronghe.docking.queries import ranked_for, rounds_visible_to
from ronghe.docking.states import FOUND
from ronghe.intake import workbooks
from ronghe.intake.lists import supply_and_demand_list
from ronghe.intake.rules import check_can_export
from ronghe.lib.community import community_name
from ronghe.lib.dates import today
from ronghe.lib.sheets import csv_file, workbook
from ronghe.postings.queries import postings_visible_to
from ronghe.postings.states import Visibility
from ronghe.web.exports import lists, tables
from ronghe.web.exports.answers import TYPES, attachment, dated, record
from ronghe.web.exports.links import by_link
from ronghe.web.exports.papers import round_list

LONGEST = 200  # counterparts of one posting in a file


@login_required
@require_GET
@by_link
def postings(request, form):
    """The postings that the list page shows with these filters; a workbook of them can be read in again."""
    check_can_export(request.user)
    return lambda: _postings(request, form)


def _postings(request, form):
    rows = lists.postings(request.user, request.GET)
    if form == "pdf":
        return _posting_paper(request, [row for row in rows if row.visibility != Visibility.PRIVATE])
    make = workbooks.postings_workbook if form == "xlsx" else workbooks.postings_csv
    content = make(rows, by=request.user, language=get_language())
    return _answer(request, content, "postings", form, on=request.user, rows=len(rows))


def _posting_paper(request, rows):
    language = _language(request)
    with override(language):
        pdf = supply_and_demand_list(rows, language=language, community=community_name())
    stem = f"supply-demand-list-{language[:2]}"
    return _answer(request, pdf, "postings", "pdf", stem, on=request.user, rows=len(rows), language=language)


@login_required
@require_GET
@by_link
def units(request, form):
    """The units that the directory shows with these filters; a workbook of them can be read in again."""
    check_can_export(request.user)
    return lambda: _units(request, form)


def _units(request, form):
    rows = lists.units(request.user, request.GET)
    prefetch_related_objects([request.user], "roles__unit")
    make = workbooks.units_workbook if form == "xlsx" else workbooks.units_csv
    content = make(rows, by=request.user, language=get_language())
    return _answer(request, content, "units", form, on=request.user, rows=len(rows))


@login_required
@require_GET
@by_link
def ranking(request, pk, form):
    """The counterparts of one posting now, best first."""
    check_can_export(request.user)
    posting = get_object_or_404(postings_visible_to(request.user), pk=pk)
    return lambda: _ranking(request, posting, form)


def _ranking(request, posting, form):
    found = ranked_for(posting, viewer=request.user, limit=LONGEST, province=request.GET.get("province"))
    sheet = tables.sheet(_("Ranking"), tables.ranking_columns(), found, title=posting.title, line=_line(len(found)))
    return _spreadsheet(request, [sheet], "ranking", form, on=posting)


@login_required
@require_GET
@by_link
def round_(request, pk, form):
    """A finished round: its proposals and what stayed unmet as a spreadsheet, or the official list as PDF."""
    rules.check_can_see_round(request.user, None)
    round_ = get_object_or_404(rounds_visible_to(request.user).defer(None), pk=pk, status__in=FOUND)
    return lambda: _round_paper(request, round_) if form == "pdf" else _round_sheets(request, round_, form)


def _round_sheets(request, round_, form):
    return _spreadsheet(request, lists.round_sheets(round_, request.user, _line), "round", form, on=round_)


def _round_paper(request, round_):
    language = _language(request)
    with override(language):
        pdf = round_list(round_, request.user, language)
    stem = f"docking-list-{round_.pk}-{language[:2]}"
    return _answer(request, pdf, "round", "pdf", stem, on=round_, language=language)


def _spreadsheet(request, sheets, name, form, *, on):
    """The sheets as one workbook, or the first of them as CSV."""
    first = sheets[0]
    content = workbook(sheets, made_on=today()) if form == "xlsx" else csv_file(first.columns, first.rows)
    return _answer(request, content, name, form, f"{name}-{on.pk}", on=on, rows=len(first.rows))


def _answer(request, content, name, form, stem="", *, on, **facts):
    """The file; the ledger keeps how much left, and with which filters. What was searched for stays the reader's."""
    filters = {key: value for key, value in request.GET.items() if value and key not in ("page", "q", "language")}
    record(by=request.user, what=f"export.{name}", on=on, format=form, filters=filters, **facts)
    return attachment(content, dated(stem or name, form), TYPES[form])


def _language(request):
    """The language that the address asks for; the reader's, where it asks for none that we have."""
    asked = request.GET.get("language")
    return asked if asked in dict(settings.LANGUAGES) else get_language()


def _line(rows):
    return _("%(day)s · %(rows)s rows · what your account may see") % {"day": today(), "rows": rows}
