"""Where the secretariat answers what people ask about their data: the queue with its clocks, and one request."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ronghe.docking.queries import cases_visible_to
from ronghe.lib.pairs import refusal
from ronghe.lib.refusals import Refused
from ronghe.placements.queries import places_visible_to
from ronghe.privacy import actions, queries, rules
from ronghe.privacy.states import RequestStatus
from ronghe.web.privacy.forms import DecisionForm
from ronghe.web.privacy.words import tagged

PAGE = 30


@login_required
@require_GET
def queue(request):
    """All requests, those that wait first, the soonest due on top."""
    rules.check_can_see_requests(request.user)
    asked = request.GET.get("status", RequestStatus.WAITING)
    status = asked if asked in RequestStatus.values else ""
    found = queries.requests_visible_to(request.user)
    page = Paginator(found.filter(status=status) if status else found, PAGE).get_page(request.GET.get("page"))
    tabs = [(to.value, to.label, found.filter(status=to).count()) for to in RequestStatus]
    facts = {"page": page, "rows": [tagged(one) for one in page], "status": status, "tabs": tabs}
    return render(request, "web/privacy/queue.html", facts)


@login_required
@require_http_methods(["GET", "POST"])
def one(request, pk):
    """One request, and its answer; POST decides."""
    rules.check_can_see_requests(request.user)
    asked = get_object_or_404(queries.requests_visible_to(request.user), pk=pk)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _decided(request, asked, form):
        messages.success(request, _("The request is answered."))
        return redirect("privacy:request", pk)
    facts = {
        "asked": asked,
        "tag": tagged(asked)[1],
        "form": form,
        "waits": asked.status == RequestStatus.WAITING,
        "refused": refusal(rules.check_can_decide, request.user, asked, RequestStatus.DONE),
        "case": _about(asked, "docking.case", cases_visible_to(request.user)),
        "place": _about(asked, "placements.place", places_visible_to(request.user)),
    }
    return render(request, "web/privacy/request.html", facts, status=422 if form.errors else 200)


def _decided(request, asked, form):
    """True once it is answered; otherwise the refusal stands in the form."""
    try:
        actions.decide(by=request.user, request=asked, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
    return not form.errors


def _about(asked, kind, visible):
    """The row of this kind that it is about, of those that are `visible`; None where it is about another or none."""
    return visible.filter(pk=asked.about_id).first() if asked.about_kind == kind else None
