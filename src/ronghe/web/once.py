"""What was sent once is done once: the key of a form or a program, what it does and its answer are one transaction.

Every POST to a view of ours is covered, unless the view says by `repeatable` why sending it twice is harmless. A form
has its key from `{% csrf_token %}`; a program sends an `Idempotency-Key`. Who sends none is acted on as ever.
"""

import hashlib
import re
import secrets

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext as _

from ronghe.lib.refusals import Refused
from ronghe.once import actions
from ronghe.web.errors import refused_page

FIELD, HEADER = "once", "Idempotency-Key"
KEY = re.compile(r"[\w-]{16,64}", re.ASCII)
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
DONE = (201, 302, 303)  # created, or done and on to another page; anything else says that nothing was done


def new_key():
    return secrets.token_urlsafe(16)


def repeatable(why):
    """Marks a view whose POST needs no key, and says why."""

    def mark(view):
        view.repeatable = why
        return view

    return mark


def is_covered(view):
    """True for our own views that are not repeatable: signing in and the admin site keep their own ways."""
    return view.__module__.startswith("ronghe.") and not hasattr(view, "repeatable")


class Once:
    """Acts on a key once; the same key again is answered as before, with another content it is refused with 422.

    In `process_view`, after the check against forgery; an exception of the view takes the key back with the effect.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST" or not is_covered(view):
            return None
        key, owner = _key_of(request), _owner_of(request)
        if not (key and owner):
            return None
        try:
            with transaction.atomic():
                return _acted(request, owner, key, lambda: view(request, *args, **kwargs))
        except Refused as refused:
            return refused_page(request, refused)


def _key_of(request):
    """The key that was sent, or ""; of any other form it is a bad request."""
    key = request.headers.get(HEADER, "").strip('"') or request.POST.get(FIELD, "")
    if key and not KEY.fullmatch(key):
        raise BadRequest("The key has 16 to 64 letters, digits, - or _.")
    return key


def _owner_of(request):
    """Whose key it is: a person's, or that of the browser, which its token against forgery tells from others."""
    if request.user.is_authenticated:
        return f"person:{request.user.pk}"
    secret = request.META.get("CSRF_COOKIE", "")
    return secret and f"browser:{hashlib.sha256(secret.encode()).hexdigest()}"


def _acted(request, owner, key, act):
    """The answer of `act`, kept with its key; or the answer that was kept before."""
    digest = digest_of(request)
    row, is_new = actions.claim(owner=owner, key=key, route=request.resolver_match.view_name, digest=digest)
    if not is_new:
        return _again(request, row) if row.digest == digest else _other(request, row)
    response = act()
    if _is_done(request, response):
        actions.keep_answer(row=row, **_kept(request, response))
    else:
        actions.release(row=row)
    return response


def _is_done(request, response):
    """False where the answer shows the form again, shows a refusal, or asks to sign in first."""
    to = response.headers.get("Location", "")
    signs_in = not request.user.is_authenticated and to.startswith(resolve_url(settings.LOGIN_URL))
    return response.status_code in DONE and not signs_in and not getattr(request, "is_refused", False)


def digest_of(request):
    """SHA-256 of what was sent and where to, but for the key and the token against forgery. Files come by chunks."""
    seal = hashlib.sha256()

    def add(*words):
        for word in words:
            seal.update(f"{len(word)}:{word}".encode())

    add(request.get_full_path())
    if request.content_type not in FORMS:
        seal.update(request.body)
        return seal.hexdigest()
    for name in sorted(set(request.POST) - {FIELD, "csrfmiddlewaretoken"}):
        add("field", name, *request.POST.getlist(name))
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            add("file", name, file.name, str(file.size))
            for chunk in file.chunks():
                seal.update(chunk)
            file.seek(0)
    return seal.hexdigest()


def _kept(request, response):
    """What is said the next time; not the address where it leads back there: it may be a secret."""
    to = response.headers.get("Location", "")
    return {
        "status_code": response.status_code,
        "location": "" if to == request.get_full_path() else to,
        "content_type": response.headers.get("Content-Type", ""),
        "body": response.content.decode(),
    }


def _again(request, row):
    """The answer as it was the first time."""
    if row.status_code == 201:
        response = HttpResponse(row.body, content_type=row.content_type)
    else:
        response = HttpResponseRedirect(row.location or request.get_full_path())
        messages.info(request, _("This had been sent before. It was done once."))
    response.status_code, response["Idempotent-Replayed"] = row.status_code, "true"
    return response


def _other(request, row):
    """The key was used for something else: nothing is done, and the person learns where the first one led."""
    sentence = _("This form was sent before with other content, and that was done. Nothing was done now.")
    if HEADER in request.headers:
        return JsonResponse({"error": sentence}, status=422)
    facts = {"sentence": sentence, "before": row.location, "here": request.get_full_path()}
    return render(request, "web/errors/other.html", facts, status=422)
