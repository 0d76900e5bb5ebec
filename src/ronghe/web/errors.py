"""Pages that say what went wrong and where to go from there."""

from django.http import HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def bad_request(request, exception=None):
    return render(request, "web/errors/400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "web/errors/403.html", {"sentence": str(exception or "")}, status=403)


def refused_page(request, refused):
    """The sentence of a Refused as a page, or for htmx as a note."""
    template = "web/parts/refused.html" if request.headers.get("HX-Request") else "web/errors/403.html"
    return render(request, template, {"sentence": refused.sentence}, status=403)


def not_found(request, exception=None):
    return render(request, "web/errors/404.html", status=404)


def too_many(request):
    response = render(request, "web/errors/429.html", status=429)
    response["Retry-After"] = "60"
    return response


def too_large(request, most):
    """Said before anything of the body is read."""
    sentence = _("What you sent is too large: at most %(mb)s MB at once. Please send fewer or smaller files.")
    return render(request, "web/errors/413.html", {"sentence": sentence % {"mb": most // 2**20}}, status=413)


def csrf_failure(request, reason=""):
    return HttpResponse(render_to_string("web/errors/csrf.html", request=request), status=403)


def server_error(request):
    """The page is made without the database, the session or the reader: any of them may be what failed."""
    return HttpResponseServerError(render_to_string("web/errors/500.html"))
