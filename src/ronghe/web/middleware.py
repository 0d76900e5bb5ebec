"""What holds for every answer: signed-in pages are not stored, refusals are polite, the browser's doors are closed."""

from django.http import HttpResponseForbidden, HttpResponseNotAllowed
from django.template.loader import render_to_string

from ronghe.lib.refusals import Refused

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
METHODS = ("GET", "HEAD", "POST")  # what pages are asked by; a view takes others for one of these


class Answers:
    """Signed-in pages carry `private, no-store`; a Refused becomes a page, or for htmx a note, with status 403.

    Other methods than those of pages are 405 everywhere, before a view sees them.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request) if request.method in METHODS else HttpResponseNotAllowed(METHODS)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if hasattr(request, "user") and request.user.is_authenticated:
            response.headers["Cache-Control"] = "private, no-store"
        return response

    def process_exception(self, request, exception):
        if not isinstance(exception, Refused):
            return None
        template = "web/parts/refused.html" if request.headers.get("HX-Request") else "web/errors/403.html"
        return HttpResponseForbidden(render_to_string(template, {"sentence": exception.sentence}, request))
