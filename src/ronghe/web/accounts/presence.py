"""Where a person is signed in, when they were there last, and when that is over."""

from time import time

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.utils.translation import gettext as _

from ronghe.members import actions as members
from ronghe.members.rules import has_weight

SINCE, SEEN = "signed_in_since", "seen"  # in the session: seconds
TICK = 60  # seconds between two notes of one session's last use: not every page writes


class Presence:
    """A session ends after IDLE (IDLE_OFFICE) minutes without use, and after SESSION_COOKIE_AGE in any case."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            if _is_over(request):
                return _sign_out(request)
            _note(request)
        return self.get_response(request)


def _is_over(request):
    now = time()
    since, seen = request.session.get(SINCE, now), request.session.get(SEEN, now)
    return now - since > settings.SESSION_COOKIE_AGE or _is_idle(request.user, now - seen)


def _is_idle(person, seconds):
    """Roles are asked only where they matter."""
    minutes = seconds / 60
    if minutes <= min(settings.IDLE, settings.IDLE_OFFICE):
        return False
    return minutes > (settings.IDLE_OFFICE if has_weight(person) else settings.IDLE)


def _note(request):
    """What a page asks for by itself (htmx, GET) is no use of it."""
    now = time()
    is_new = SINCE not in request.session
    by_itself = request.method == "GET" and request.headers.get("HX-Request")
    if is_new or (now - request.session.get(SEEN, 0) > TICK and not by_itself):
        request.session.setdefault(SINCE, now)
        request.session[SEEN] = now
        UserSession.objects.create_from_request(request)


def renew(request):
    """The same session under a new key: the old cookie opens nothing, and the list of sessions knows the new one."""
    old = request.session.session_key
    request.session.cycle_key()
    members.move_session(old=old, new=request.session.session_key)


def _sign_out(request):
    logout(request)
    messages.info(request, _("You were signed out because the page was not used for a while. Please sign in again."))
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
