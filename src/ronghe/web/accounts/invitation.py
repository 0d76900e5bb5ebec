"""The page behind the link of an invitation: whoever was invited chooses a password."""

from allauth.account.forms import ResetPasswordKeyForm
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ronghe.lib.pairs import refusal
from ronghe.lib.refusals import Refused
from ronghe.members import actions
from ronghe.members.queries import invitation_by_token
from ronghe.members.rules import check_can_accept_invitation
from ronghe.web.limits import limited
from ronghe.web.unlisted import unlisted


@require_http_methods(["GET", "POST"])
@limited("invitation")
@unlisted
def invitation(request, token):
    found = invitation_by_token(token)
    why = _why_not(found)
    if why:
        return render(request, "web/accounts/invitation.html", {"why": why}, status=410 if found else 404)
    form = _form(request, found.person)
    if request.method == "POST" and form.is_valid() and _accepted(token, form):
        messages.success(request, _("Your password is saved. Please sign in with it."))
        return redirect("account_login")
    facts = {"invitation": found, "form": form}
    return render(request, "web/accounts/invitation.html", facts, status=422 if form.errors else 200)


def _why_not(found):
    if found is None:
        return _("Please copy the address whole from the letter, or ask whoever invited you to do so again.")
    return refusal(check_can_accept_invitation, found, timezone.now())


def _form(request, person):
    """allauth's form for a new password, which asks Django's validators."""
    form = ResetPasswordKeyForm(request.POST or None, user=person)
    form.fields["password1"].label, form.fields["password2"].label = _("Password"), _("Password, once more")
    return form


def _accepted(token, form):
    """True once it is done; otherwise the refusal stands in the form."""
    try:
        actions.accept_invitation(token=token, password=form.cleaned_data["password1"])
    except Refused as refused:
        form.add_error(None, str(refused))
    return not form.errors
