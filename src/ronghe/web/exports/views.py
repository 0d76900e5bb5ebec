"""Every file that leaves the house: scoped to what the reader may see, neutralised, dated, written to the ledger."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ronghe.docking import rules
from ronghe.docking.queries import ranked_for, rounds_visible_to
from ronghe.docking.states import RoundStatus
from ronghe.lib.dates import today
from ronghe.lib.sheets import csv_file, workbook
from ronghe.postings.queries import postings_visible_to
from ronghe.web.exports import lists, tables
from ronghe.web.exports.answers import TYPES, attachment, dated, record
from ronghe.web.exports.papers import round_list

LONGEST = 200  # counterparts of one posting in a file


@login_required
@require_GET
def postings(request, form):
    """The postings that the list page shows with these filters."""
    rows = lists.postings(request.user, request.GET)
    sheet = tables.sheet(_("Postings"), tables.posting_columns(), rows, title=_("Postings"), line=_line(len(rows)))
    return _spreadsheet(request, form, [sheet], "postings", on=request.user)


@login_required
@require_GET
def units(request, form):
    """The units that the directory shows with these filters."""
    rows = lists.units(request.user, request.GET)
    columns = tables.unit_columns(lists.sees_contacts(request.user))
    sheet = tables.sheet(_("Member units"), columns, rows, title=_("Member units"), line=_line(len(rows)))
    return _spreadsheet(request, form, [sheet], "units", on=request.user)


@login_required
@require_GET
def ranking(request, pk, form):
    """The counterparts of one posting now, best first."""
    posting = get_object_or_404(postings_visible_to(request.user), pk=pk)
    found = ranked_for(posting, viewer=request.user, limit=LONGEST, province=request.GET.get("province"))
    columns = tables.ranking_columns()
    sheet = tables.sheet(_("Ranking"), columns, found, title=posting.title, line=_line(len(found)))
    return _spreadsheet(request, form, [sheet], "ranking", on=posting)


@login_required
@require_GET
def round_(request, pk, form):
    """A finished round: its proposals and what stayed unmet as a spreadsheet, or the official list as PDF."""
    rules.check_can_see_round(request.user, None)
    round_ = get_object_or_404(rounds_visible_to(request.user).defer(None), pk=pk, status=RoundStatus.DONE)
    if form == "pdf":
        return _paper(request, round_)
    return _spreadsheet(request, form, lists.round_sheets(round_, request.user, _line), "round", on=round_)


def _paper(request, round_):
    language = request.GET.get("language")
    language = language if language in dict(settings.LANGUAGES) else get_language()
    with override(language):
        pdf = round_list(round_, request.user, language)
    record(by=request.user, what="export.round", on=round_, format="pdf", language=language)
    return attachment(pdf, dated(f"supply-demand-list-{round_.pk}-{language[:2]}", "pdf"), TYPES["pdf"])


def _spreadsheet(request, form, sheets, name, *, on):
    """The sheets as one workbook, or the first of them as CSV; the ledger keeps how many rows left, and which."""
    first = sheets[0]
    content = workbook(sheets, made_on=today()) if form == "xlsx" else csv_file(first.columns, first.rows)
    filters = {key: value for key, value in request.GET.items() if value and key not in ("page", "q")}
    record(by=request.user, what=f"export.{name}", on=on, format=form, rows=len(first.rows), filters=filters)
    stem = f"{name}-{on.pk}" if name in ("ranking", "round") else name
    return attachment(content, dated(stem, form), TYPES[form])


def _line(rows):
    return _("%(day)s · %(rows)s rows · what your account may see") % {"day": today(), "rows": rows}
