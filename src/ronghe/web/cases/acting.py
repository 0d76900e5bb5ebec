"""Acts on a case: the question on a page of its own, the act, and the way back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ronghe.docking import actions, rules
from ronghe.docking.queries import cases_visible_to
from ronghe.web.agreements.posted import posted
from ronghe.web.cases.acts import ACTS, chairs_of, form_of
from ronghe.web.cases.forms import AgreementForm
from ronghe.web.tried import in_form, status_of


def visible(request, pk):
    """The case, if the reader may see it."""
    return get_object_or_404(cases_visible_to(request.user), pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
def act(request, pk, act):
    """The case after one act, or the page that asks for what the act needs to know."""
    case, chosen = visible(request, pk), ACTS.get(act)
    if chosen is None:
        raise Http404
    form = form_of(chosen, request.user, case, posted(request))
    _check(request.user, case, chosen, form)
    if form.is_bound and form.is_valid() and in_form(form, lambda: _do(request.user, case, chosen, form)):
        messages.success(request, chosen.done)
        return redirect("cases:case", pk)
    return render(request, "web/cases/act.html", {"case": case, "act": chosen, "form": form}, status=status_of(form))


def _check(by, case, act, form):
    """Refused with the rule's own sentence, where no chair of this person may do it."""
    if act.is_apart or not form.chairs:
        act.check(by, case)


def _do(by, case, act, form):
    seat = {} if act.is_apart else {"seat": form.seat()}
    return act.do(by=by, case=case, **form.given(), **seat)


@login_required
@require_http_methods(["GET", "POST"])
def agreement(request, pk):
    """The agreement of the case is drafted, and its own page goes on."""
    case, check = visible(request, pk), rules.check_can_draft_case_agreement
    chairs = chairs_of(request.user, case, check)
    if not chairs:
        check(request.user, case)
    start = {"title_zh": case.demand.title if case.demand.lang != "en" else ""}
    form = AgreementForm(posted(request), case=case, chairs=chairs, initial=start)
    if form.is_bound and form.is_valid():
        given = {**form.given(), "seat": form.seat()}
        drafted = in_form(form, lambda: actions.draft_case_agreement(by=request.user, case=case, **given))
        if drafted:
            messages.success(request, _("The draft is there, with both units as its parties. Please fill it in."))
            return redirect("agreements:edit", drafted.pk)
    return render(request, "web/cases/draft.html", {"case": case, "form": form}, status=status_of(form))
