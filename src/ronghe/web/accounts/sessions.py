"""Where the reader is signed in, and signing out there."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from ronghe.members import actions
from ronghe.members.queries import sessions_of
from ronghe.web.accounts.browsers import browser_of


@login_required
@require_GET
def sessions(request):
    here = request.session.session_key
    rows = [(one, browser_of(one.user_agent), one.session_key == here) for one in sessions_of(request.user)]
    return render(request, "web/accounts/sessions.html", {"rows": rows, "has_others": len(rows) > 1})


@login_required
@reauthentication_required
@require_POST
def end(request):
    """The named session is over, or all but this one; after one's password, so that no borrowed browser ends others."""
    named = request.POST.get("session", "")
    if not named:
        ended = actions.end_sessions(by=request.user, person=request.user, keep=request.session.session_key)
        said = ngettext("Signed out at %(n)s other place.", "Signed out at %(n)s other places.", ended) % {"n": ended}
        messages.success(request, said)
        return redirect("accounts:sessions")
    if not named.isdecimal():
        raise Http404
    own = request.user.usersession_set.exclude(session_key=request.session.session_key)
    actions.end_session(by=request.user, session=get_object_or_404(own, pk=named))
    messages.success(request, _("Signed out there."))
    return redirect("accounts:sessions")
