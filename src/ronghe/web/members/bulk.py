"""Many memberships at once: chosen in the directory, looked at before, done all or none, undone the same way."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ronghe.lib.dates import days_from, today
from ronghe.lib.refusals import Refused
from ronghe.members import actions, queries, rules
from ronghe.members.queries import bulk_changes, units_visible_to
from ronghe.members.states import BulkKind
from ronghe.web.members.filters import UnitFilter
from ronghe.web.members.forms import ReasonForm, RenewForm

PAGE = 20
MOST = 1000  # units in one change: what one transaction does within a breath
YEAR = 365
FORMS = {BulkKind.RENEW: RenewForm, BulkKind.SUSPEND: ReasonForm}
DO = {BulkKind.RENEW: actions.renew_many, BulkKind.SUSPEND: actions.suspend_many}
DONE = {
    BulkKind.RENEW: gettext_lazy("The terms are renewed. You can take this back below."),
    BulkKind.SUSPEND: gettext_lazy("The memberships are suspended. You can take this back below."),
}


@login_required
@require_http_methods(["GET", "POST"])
def change(request, kind):
    """What would happen to each chosen unit; with `do=write`, it has happened to every one of them."""
    rules.check_can_change_many(request.user)
    if kind not in BulkKind.values:
        raise Http404
    units = _chosen(request)
    form = FORMS[kind](request.POST or None, initial={"end": _usual_end(units)})
    if request.POST.get("do") == "write" and form.is_valid():
        made = _made(request.user, kind, units, form)
        if made:
            messages.success(request, DONE[kind])
            return redirect("members:bulk_change", made.pk)
    preview = _preview(request.user, kind, units, form)
    facts = {
        "kind": kind,
        "form": form,
        "preview": preview,
        "refused": [line for line in preview if line.refusal],
        "chosen": ",".join(str(unit.pk) for unit in units),
        "without_refused": ",".join(str(line.unit.pk) for line in preview if not line.refusal),
    }
    return render(request, "web/members/bulk.html", facts, status=422 if form.errors else 200)


@login_required
@require_GET
def changes(request):
    rules.check_can_change_many(request.user)
    page = Paginator(bulk_changes().prefetch_related("units"), PAGE).get_page(request.GET.get("page"))
    return render(request, "web/members/bulk_list.html", {"page": page})


@login_required
@require_GET
def made(request, pk):
    """The receipt of a change, with the act that takes it back."""
    rules.check_can_change_many(request.user)
    bulk = get_object_or_404(bulk_changes(), pk=pk)
    preview = [] if bulk.undone_at else queries.undo_preview(by=request.user, bulk=bulk)
    facts = {
        "bulk": bulk,
        "units": bulk.units.order_by("name_zh"),
        "moved_on": [line for line in preview if line.refusal],
        "can_undo": rules.can_undo_bulk(request.user, bulk),
    }
    return render(request, "web/members/bulk_made.html", facts)


@login_required
@require_POST
def undo(request, pk):
    rules.check_can_change_many(request.user)
    actions.undo_bulk(by=request.user, bulk=get_object_or_404(bulk_changes(), pk=pk))
    messages.success(request, _("The change is taken back for every unit."))
    return redirect("members:bulk_change", pk)


def _chosen(request):
    """The units that were ticked, or all that the filters find; those of the preview once it was shown."""
    visible = units_visible_to(request.user).order_by("name_zh", "pk")
    if request.method == "POST":
        return _some(visible.filter(pk__in=_numbers(request.POST.get("units", "").split(","))))
    if request.GET.get("all"):
        return _some(UnitFilter(request.GET, visible, sees_all=True).qs)
    return _some(visible.filter(pk__in=_numbers(request.GET.getlist("unit"))))


def _some(units):
    found = list(units[: MOST + 1])
    if not found:
        raise Refused(_("Please choose at least one unit in the directory."))
    if len(found) > MOST:
        raise Refused(
            _("At most %(count)s units can be changed at once. Please narrow the directory down.") % {"count": MOST}
        )
    return found


def _numbers(texts):
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 15]


def _usual_end(units):
    """A year after the last of these terms ends, or a year from today."""
    ends = [line.before for line in queries.renewal_preview(by=None, units=units, end=today()) if line.before]
    return days_from(max([*ends, today()]), YEAR)


def _preview(by, kind, units, form):
    if kind == BulkKind.SUSPEND:
        return queries.suspension_preview(by=by, units=units)
    given = form.is_bound and form.is_valid() and form.cleaned_data["end"]
    return queries.renewal_preview(by=by, units=units, end=given or form.initial["end"])


def _made(by, kind, units, form):
    """The change; or None, and its refusal in the form."""
    try:
        return DO[kind](by=by, units=units, **form.cleaned_data)
    except Refused as refused:
        return form.add_error(None, str(refused))
