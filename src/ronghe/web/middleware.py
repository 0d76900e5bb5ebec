"""What holds for every answer: signed-in pages are not stored, refusals are polite, the browser's doors are closed."""

from functools import partial

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import HttpResponseNotAllowed
from django.utils.functional import SimpleLazyObject

from ronghe.lib.refusals import Refused
from ronghe.web.errors import refused_page, too_large

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
METHODS = ("GET", "HEAD", "POST")  # what pages are asked by; a view takes others for one of these


class Roles:
    """The reader's roles, with their units, are read once for each request, when somebody first asks who that is."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.user = SimpleLazyObject(partial(_with_roles, request.user))
        return self.get_response(request)


def _with_roles(person):
    if person.is_authenticated:
        prefetch_related_objects([person], "roles__unit")
    return person


class Answers:
    """Signed-in pages carry `private, no-store`; a Refused becomes a page, or for htmx a note, with status 403.

    Whoever is signed out by this answer leaves nothing in the browser. Other methods than METHODS reach nothing, nor
    does a body that is larger than any form's: Django itself counts no files.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if _size(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return too_large(request, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        was_in = _is_in(request)
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if _is_in(request):
            response.headers["Cache-Control"] = "private, no-store"
        elif was_in:
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def process_exception(self, request, exception):
        return refused_page(request, exception) if isinstance(exception, Refused) else None


def _is_in(request):
    return hasattr(request, "user") and request.user.is_authenticated


def _size(request):
    """Bytes of the body, as the server counts them; without a length it hands on none."""
    length = request.META.get("CONTENT_LENGTH") or ""
    return int(length) if length.isdecimal() else 0
