"""Files leave by links that last two minutes, work once and for one sign-in, and ask for permission again when used.

A view with `by_link` asks whether the reader may have the file and returns what makes it. Its plain address answers
with a redirect to the same address with a link in it; that one is used up, and only then is the file made.
"""

from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from uuid import uuid4

from django.core import signing
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from ronghe.lib.refusals import Refused
from ronghe.notices.actions import use_link

LASTS = 120  # seconds
NAME = "link"  # in the address
SALT = "ronghe.link.file"


@dataclass(frozen=True)
class FileLink:
    """For whom a link is, signed in how, and for which address; no two are alike."""

    person: int
    session: str
    address: str
    nonce: str
    purpose, subject = "file", 0

    @property
    def digest(self):
        return sha256(f"{self.purpose}:{self.nonce}".encode()).hexdigest()


def by_link(view):
    """The file that `view` makes leaves by a link. Who is not signed in was given what is public: at once."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        request.GET = request.GET.copy()
        token = request.GET.pop(NAME, [None])[-1]  # the view knows nothing of links
        make = view(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return make()
        if token is None:
            return redirect(_address(request, link=_signed(request)))
        if not _is_used_up(request, token):
            return render(request, "web/exports/over.html", {"again": _address(request)}, status=403)
        return make()

    answer.gives_file = True
    return answer


def _address(request, **more):
    """Where the reader is, without a link or with a new one."""
    query = urlencode([(name, value) for name, values in request.GET.lists() for value in values] + list(more.items()))
    return f"{request.path}?{query}" if query else request.path


def _signed(request):
    link = [request.user.pk, _session(request), _address(request), uuid4().hex]
    return signing.dumps(link, salt=SALT)


def _is_used_up(request, token):
    """True once this link, which was this reader's for this file, can never be used again."""
    try:
        link = FileLink(*signing.loads(token, salt=SALT, max_age=LASTS))
    except (signing.BadSignature, ValueError, TypeError):
        return False
    if (link.person, link.session, link.address) != (request.user.pk, _session(request), _address(request)):
        return False
    try:
        use_link(link=link)
    except Refused:
        return False
    return True


def _session(request):
    """The sign-in as a digest: a link must not give away the key."""
    return sha256(f"{SALT}:{request.session.session_key}".encode()).hexdigest()[:32]
