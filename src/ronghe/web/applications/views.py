"""Applications as the secretariat works on them: the list, one application with its trail, its papers, what is next."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ronghe.lib.refusals import Refused
from ronghe.members import actions, rules
from ronghe.members.queries import applications_visible_to, twins_of
from ronghe.web.applications.acts import ACTS, offered
from ronghe.web.applications.filters import TABS, ApplicationFilter
from ronghe.web.applications.forms import RemarkForm
from ronghe.web.applications.stages import certificate_of, papers_of, stages_of, trail_of, waiting_of
from ronghe.web.exports.answers import attachment, record
from ronghe.web.exports.links import by_link

PAGE = 20
SUFFIXES = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


@login_required
@require_GET
def applications(request):
    rules.check_can_see_application(request.user)
    visible = applications_visible_to(request.user)
    tab = request.GET.get("tab") if request.GET.get("tab") in TABS else "waiting"
    found = ApplicationFilter(request.GET, visible, tab=tab)
    order = ("-status_at", "-pk") if tab == "decided" else ("status_at", "pk")
    page = Paginator(found.qs.order_by(*order), PAGE).get_page(request.GET.get("page"))
    facts = {
        "filter": found,
        "page": page,
        "tab": tab,
        "tabs": [(name, visible.filter(status__in=of_tab).count()) for name, of_tab in TABS.items()],
        "is_filtered": any(found.form[name].value() for name in ("q", "status", "kind", "province")),
    }
    return render(request, "web/applications/list.html", facts)


@login_required
@require_GET
def application(request, pk):
    return _page(request, _visible(request, pk), RemarkForm())


@login_required
@require_POST
def remark(request, pk):
    """The remark stands in the trail, or the page says why not."""
    application, form = _visible(request, pk), RemarkForm(request.POST)
    if not form.is_valid():
        return _page(request, application, form, status=422)
    actions.add_remark(by=request.user, application=application, **form.cleaned_data)
    return redirect("applications:application", pk)


@login_required
@require_http_methods(["GET", "POST"])
def act(request, pk, act):
    """The application after one act, or the page that asks for what the act needs to know."""
    application, chosen = _visible(request, pk), ACTS.get(act)
    if chosen is None:
        raise Http404
    chosen.check(request.user, application)
    form = chosen.form(request.POST if request.method == "POST" else None, **chosen.start(application))
    if request.method == "POST" and form.is_valid() and _done(request, chosen, application, form):
        return redirect("applications:application", pk)
    facts = {"application": application, "act": chosen, "form": form}
    return render(request, "web/applications/act.html", facts, status=422 if form.errors else 200)


@login_required
@require_GET
@by_link
def material(request, pk, material):
    """One paper as a download; the ledger knows that it left the house."""
    application = _visible(request, pk)
    paper = get_object_or_404(application.materials, pk=material)
    name = f"{application.number}-{paper.pk}.{SUFFIXES[paper.content_type]}"

    def make():
        record(by=request.user, what="application.exported", on=application, digest=paper.digest)
        return attachment(bytes(paper.file), name, paper.content_type)

    return make


def _page(request, application, form, status=200):
    stages, now = stages_of(application)
    facts = {
        "application": application,
        "stages": stages,
        "now": now,
        "waiting": waiting_of(application),
        "twins": twins_of(application),
        "materials": application.materials.defer("file"),
        "acts": offered(request.user, application),
        "agreements": papers_of(application),
        "certificate": certificate_of(application),
        "trail": trail_of(application),
        "form": form,
    }
    return render(request, "web/applications/application.html", facts, status=status)


def _visible(request, pk):
    rules.check_can_see_application(request.user)
    return get_object_or_404(applications_visible_to(request.user).select_related("unit"), pk=pk)


def _done(request, chosen, application, form):
    """True once the act is done; otherwise its refusal stands in the form."""
    try:
        chosen.do(by=request.user, application=application, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, chosen.done)
    return True
