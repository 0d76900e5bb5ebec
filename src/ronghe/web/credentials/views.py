"""Credentials for those who hold them and for the secretariat, which issues, revokes, replaces and rotates."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ronghe.credentials import actions, queries, rules
from ronghe.credentials.states import CredentialStatus
from ronghe.lib.dates import today
from ronghe.lib.refusals import Refused
from ronghe.web.credentials import files
from ronghe.web.credentials.forms import TITLES, CredentialFilter, IssueForm, ReasonForm, ReissueForm, RotateForm
from ronghe.web.exports.answers import attachment, record
from ronghe.web.exports.links import by_link

PAGE = 24


@login_required
@require_GET
def credentials(request):
    """All credentials for the secretariat and officials; their own and their units' for others."""
    filters = CredentialFilter(request.GET)
    found = _filtered(queries.credentials_visible_to(request.user), filters)
    facts = {
        "filters": filters,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "issues": rules.can_issue(request.user),
    }
    return render(request, "web/credentials/list.html", facts)


def _filtered(found, filters):
    given = filters.cleaned_data if filters.is_valid() else {}
    found = queries.matching(found, given.get("q", ""))
    if given.get("kind"):
        found = found.filter(kind=given["kind"])
    past, state = Q(status=CredentialStatus.ACTIVE, valid_until__lt=today()), given.get("state")
    if state == "expired":
        return found.filter(past)
    if state:
        found = found.filter(status=state)
    return found.exclude(past) if state == CredentialStatus.ACTIVE else found


@login_required
@require_GET
def credential(request, number):
    """One credential: what it says, its files, its life, and what may be done with it."""
    credential = _credential(request, number)
    facts = {
        "credential": credential,
        "groups": files.groups(credential) if rules.can_download(request.user, credential) else [],
        "revokes": rules.can_revoke(request.user, credential),
        "revoke_form": ReasonForm(auto_id="revoke_%s"),
        "reissue_form": ReissueForm(credential=credential, auto_id="reissue_%s"),
        "titles": TITLES,
    }
    return render(request, "web/credentials/credential.html", facts)


@login_required
@require_http_methods(["GET", "POST"])
def new(request):
    rules.check_can_issue(request.user)
    form = IssueForm(request.POST or None, initial={"unit": request.GET.get("unit")})
    if request.method == "POST" and form.is_valid():
        issued = _done(form, lambda: actions.issue(by=request.user, **form.values()))
        if issued:
            messages.success(request, _("Signed and issued. Anyone can verify it from now on."))
            return redirect("credentials:credential", issued.number)
    return render(request, "web/credentials/new.html", {"form": form, "titles": TITLES})


@login_required
@require_http_methods(["GET", "POST"])
def revoke(request, number):
    credential = _credential(request, number)
    rules.check_can_revoke(request.user, credential)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if _done(form, lambda: actions.revoke(by=request.user, credential=credential, **given)):
            messages.success(request, _("Revoked. Everybody who verifies it is told so."))
            return redirect("credentials:credential", number)
    return render(request, "web/credentials/act.html", {"credential": credential, "form": form, "act": "revoke"})


@login_required
@require_http_methods(["GET", "POST"])
def reissue(request, number):
    credential = _credential(request, number)
    rules.check_can_reissue(request.user, credential)
    form = ReissueForm(request.POST or None, credential=credential)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        successor = _done(form, lambda: actions.reissue(by=request.user, credential=credential, **given))
        if successor:
            messages.success(request, _("A new credential is issued; the old one points to it."))
            return redirect("credentials:credential", successor.number)
    facts = {"credential": credential, "form": form, "act": "reissue", "titles": TITLES}
    return render(request, "web/credentials/act.html", facts)


@login_required
@require_http_methods(["GET", "POST"])
def rotate(request):
    rules.check_can_rotate_key(request.user)
    form = RotateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if _done(form, lambda: actions.rotate_key(by=request.user, **given)):
            messages.success(request, _("A new key signs from now on. Earlier credentials still verify."))
            return redirect("credentials:keys")
    return render(request, "web/credentials/act.html", {"form": form, "act": "rotate"})


@login_required
@require_GET
def preview(request, number):
    """The plaque or certificate for the screen."""
    credential = _credential(request, number)
    return HttpResponse(files.preview(credential.number, get_language()), "image/png")


@login_required
@require_GET
@by_link
def file(request, number, name):
    """One file of the credential, attached; the ledger knows who took it."""
    credential = _credential(request, number)
    rules.check_can_download(request.user, credential)
    if name not in files.names(credential):
        raise Http404

    def make():
        record(by=request.user, what="export.credential", on=credential, unit=credential.unit, file=name)
        content = files.content(credential, name)
        return attachment(content, f"{credential.shown_number}-{name}", files.TYPES[name.rpartition(".")[2]])

    return make


def _credential(request, number):
    """The credential, if the reader may see it."""
    return get_object_or_404(queries.credentials_visible_to(request.user), number=number)


def _done(form, act):
    """What the act returns, or None and the refusal in the form."""
    try:
        return act()
    except Refused as refused:
        return form.add_error(None, str(refused))
