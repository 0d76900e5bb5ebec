"""The list of placements, with what waits for the reader first; the workbook; and one placement."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F, prefetch_related_objects
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ronghe.lib.dates import today
from ronghe.lib.sheets import workbook
from ronghe.placements import rules
from ronghe.placements.queries import places_visible_to
from ronghe.web.exports.answers import TYPES, attachment, dated, record
from ronghe.web.exports.links import by_link
from ronghe.web.exports.tables import sheet
from ronghe.web.places.acting import visible
from ronghe.web.places.filters import NARROWING, TABS, PlaceFilter, tabs_of
from ronghe.web.places.page import page
from ronghe.web.places.tables import place_columns
from ronghe.web.places.track import next_of

PAGE = 20
ORDERS = {"clock": "due", "since": "status_at", "post": "seat__title", "starts": "starts"}
KEPT = ("sort", "became")  # go along in the address when a filter changes
SHOWN = ("log", "changes", "incidents", "assessments", "outcomes")


@login_required
@require_GET
def places(request):
    """A student's own, one below the other; for everybody else a list with tabs and filters."""
    prefetch_related_objects([request.user], "roles__unit")
    seen = places_visible_to(request.user).select_related("agreement")
    if rules.is_student(request.user):
        rows = [(one, next_of(one, request.user)) for one in seen.prefetch_related(*SHOWN)]
        return render(request, "web/places/mine.html", {"rows": rows, "student": rules.student_of(request.user)})
    return _list(request, seen)


def _list(request, seen):
    shown = tabs_of(seen, request.user)
    tab, found = _found(request, seen, shown)
    rows = _sorted(found.qs, request.GET.get("sort")).prefetch_related(*SHOWN)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    facts = {
        "filter": found,
        "page": page,
        "rows": [(place, next_of(place, request.user)) for place in page],
        "tab": tab,
        "tabs": [(name, rows.count()) for name, rows in shown.items()],
        "is_filtered": any(request.GET.get(name) for name in NARROWING),
        "kept": [(name, request.GET[name]) for name in KEPT if request.GET.get(name)],
        "exports": rules.can_export_places(request.user),
        "counts": rules.can_see_outcomes(request.user),
    }
    return render(request, "web/places/list.html", facts)


def _found(request, seen, shown):
    """The tab that the address names, or the first with anything in it; and its placements narrowed by the filters."""
    asked = request.GET.get("tab")
    tab = asked if asked in TABS else "waiting" if shown["waiting"].exists() else "running"
    return tab, PlaceFilter(request.GET, shown[tab], tab=tab, visible=seen)


def _sorted(places, asked):
    """In the order that was asked; what is due soonest first where none was."""
    asked = asked if (asked or "").lstrip("-") in ORDERS else "clock"
    column = F(ORDERS[asked.lstrip("-")])
    order = column.desc(nulls_last=True) if asked.startswith("-") else column.asc(nulls_last=True)
    return places.order_by(order, "-pk")


@login_required
@require_GET
@by_link
def workbook_of_places(request):
    """The placements that the list shows with these filters, as a workbook; the ledger knows that it left the house."""
    rules.check_can_export_places(request.user)
    return lambda: _workbook(request)


def _workbook(request):
    seen = places_visible_to(request.user).select_related("teacher")
    _tab, found = _found(request, seen, tabs_of(seen, request.user))
    rows = list(_sorted(found.qs, request.GET.get("sort")).prefetch_related("log", "incidents"))
    line = _("%(day)s · %(rows)s rows · what your account may see") % {"day": today(), "rows": len(rows)}
    made = sheet(_("Placements"), place_columns(), rows, title=_("Placements"), line=line)
    record(by=request.user, what="export.placements", on=request.user, rows=len(rows), format="xlsx")
    return attachment(workbook([made], made_on=today()), dated("placements", "xlsx"), TYPES["xlsx"])


@login_required
@require_GET
def place(request, pk):
    return page(request, visible(request, pk))
