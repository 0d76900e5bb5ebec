"""The secretariat's part: draft, look, approve; withdraw with a reason."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from ronghe.docking import actions
from ronghe.docking.lists import content, queries, rules
from ronghe.docking.lists.states import ListKind
from ronghe.lib.refusals import Refused
from ronghe.web.lists.forms import ApproveForm, DraftForm, WithdrawForm


@login_required
@require_http_methods(["GET", "POST"])
def new(request):
    rules.check_can_draft_list(request.user)
    asked = request.GET.get("kind")
    initial = {"kind": asked if asked in ListKind.values else ListKind.TALENT, "round": request.GET.get("round")}
    form = DraftForm(request.POST or None, initial=initial)

    def do():
        given = dict(form.cleaned_data)
        return actions.draft_list(by=request.user, round_=given.pop("round"), **given)

    facts = {"title": _("Draw up a list"), "button": _("Draft and look"), "back": reverse("lists:list")}
    return _asked(request, form, do, **facts)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    official = _own(request, pk)
    rules.check_can_edit_list(request.user, official)
    form = DraftForm(request.POST or None, official=official)
    facts = {"title": _("Change the draft"), "button": _("Save and look"), "back": _page(official)}
    return _asked(
        request,
        form,
        lambda: actions.revise_list(by=request.user, official=official, **form.cleaned_data),
        **facts,
    )


@login_required
@require_http_methods(["GET", "POST"])
def approve(request, pk):
    """Asked in a dialog on the list's page; here where that cannot open."""
    official = _own(request, pk)
    rules.check_can_approve_list(request.user, official)
    form = ApproveForm(request.POST or None, initial={"seen": content.digest_of(queries.rows_of(official))})

    def do():
        done = actions.approve_list(by=request.user, official=official, seen=form.cleaned_data["seen"])
        messages.success(request, _("The list is approved under the number %(number)s.") % {"number": done.number})
        return done

    facts = {
        "title": _("Approve this list?"),
        "lead": _("It gets its number, and its entries stay as they are now, for good."),
        "button": pgettext("list", "Approve"),
        "back": _page(official),
        "seal": True,
    }
    return _asked(request, form, do, **facts)


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request, pk):
    """Asked in a dialog on the list's page; here where that cannot open, or where something is missing."""
    official = _own(request, pk)
    rules.check_can_withdraw_list(request.user, official)
    form = WithdrawForm(request.POST or None)

    def do():
        done = actions.withdraw_list(by=request.user, official=official, reason=form.cleaned_data["reason"])
        messages.success(request, _("The list is withdrawn. Whoever verifies it reads why."))
        return done

    facts = {
        "title": _("Withdraw this list?"),
        "lead": _("It no longer holds, for good. Its number is not given again."),
        "button": _("Withdraw"),
        "back": _page(official),
        "seal": True,
    }
    return _asked(request, form, do, **facts)


@login_required
@require_POST
def discard(request, pk):
    official = _own(request, pk)
    actions.discard_list(by=request.user, official=official)
    messages.success(request, _("The draft is discarded."))
    return redirect("lists:list")


def _own(request, pk):
    return get_object_or_404(queries.lists_visible_to(request.user), pk=pk)


def _page(official):
    return reverse("lists:official", args=[official.pk])


def _asked(request, form, do, **facts):
    """The page that asks `form`; once it is valid and `do()` is not refused, the reader is at the list."""
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_page(do()))
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "web/lists/ask.html", {"form": form, **facts})
