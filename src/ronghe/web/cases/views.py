"""The list of docking cases, with what waits for the reader first, and one case."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F, prefetch_related_objects
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ronghe.docking.queries import cases_visible_to, waits_for
from ronghe.intake.rules import check_can_export
from ronghe.lib.dates import today
from ronghe.lib.sheets import workbook
from ronghe.members.queries import units_of
from ronghe.web.cases.acting import visible
from ronghe.web.cases.filters import NARROWING, TABS, CaseFilter, tabs_of
from ronghe.web.cases.page import page
from ronghe.web.cases.tables import case_columns
from ronghe.web.cases.words import SIDES
from ronghe.web.exports.answers import TYPES, attachment, dated, record
from ronghe.web.exports.links import by_link
from ronghe.web.exports.tables import sheet

PAGE = 20
ORDERS = {"clock": "due", "since": "status_at", "number": "pk", "demand": "demand__title"}
KEPT = ("sort", "reached", "since", "until")  # go along in the address when a filter changes
USUAL = {"waiting": "clock", "running": "clock"}


@login_required
@require_GET
def cases(request):
    prefetch_related_objects([request.user], "roles__unit")
    seen = cases_visible_to(request.user).defer("basis")
    shown = tabs_of(seen, request.user)
    tab, found = _found(request, seen, shown)
    rows = _sorted(found.qs, request.GET.get("sort"), tab).prefetch_related("milestones", "evaluations")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    facts = {
        "filter": found,
        "page": page,
        "rows": [(case, [SIDES[seat] for seat in waits_for(case)]) for case in page],
        "tab": tab,
        "tabs": [(name, rows.count()) for name, rows in shown.items()],
        "is_filtered": any(found.form[name].value() for name in NARROWING),
        "kept": [(name, request.GET[name]) for name in KEPT if request.GET.get(name)],
        "has_unit": units_of(request.user).exists(),
    }
    return render(request, "web/cases/list.html", facts)


def _found(request, seen, shown):
    """The tab that the address names, and its cases narrowed by the filters."""
    tab = request.GET.get("tab") if request.GET.get("tab") in TABS else next(iter(TABS))
    return tab, CaseFilter(request.GET, shown[tab], tab=tab, visible=seen)


def _sorted(cases, asked, tab):
    """In the order that was asked; what is due soonest first, and what ended last first, where none was."""
    asked = asked if (asked or "").lstrip("-") in ORDERS else USUAL.get(tab, "-since")
    column = F(ORDERS[asked.lstrip("-")])
    order = column.desc(nulls_last=True) if asked.startswith("-") else column.asc(nulls_last=True)
    return cases.order_by(order, "-pk")


@login_required
@require_GET
@by_link
def workbook_of_cases(request):
    """The cases that the list shows with these filters, as a workbook; the ledger knows that it left the house."""
    check_can_export(request.user)
    return lambda: _workbook(request)


def _workbook(request):
    seen = cases_visible_to(request.user).defer("basis")
    tab, found = _found(request, seen, tabs_of(seen, request.user))
    rows = list(_sorted(found.qs, request.GET.get("sort"), tab).prefetch_related("milestones", "evaluations"))
    line = _("%(day)s · %(rows)s rows · what your account may see") % {"day": today(), "rows": len(rows)}
    made = sheet(_("Dockings"), case_columns(), rows, title=_("Dockings"), line=line)
    record(by=request.user, what="export.cases", on=request.user, rows=len(rows), format="xlsx")
    return attachment(workbook([made], made_on=today()), dated("cases", "xlsx"), TYPES["xlsx"])


@login_required
@require_GET
def case(request, pk):
    return page(request, visible(request, pk))
