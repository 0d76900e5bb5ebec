"""The check of seats, open to everyone: files that people have on their own disk, which no server gets to see."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from ronghe.web.exports.answers import attachment
from ronghe.web.seats.offline import offline_file


@require_GET
def check(request):
    """Input and result are chosen and checked in the browser."""
    return render(request, "web/seats/page.html")


@require_GET
def file(request):
    """The same as one file to keep, which works without this site."""
    return attachment(offline_file(None, None, _("Check seats")), "check-seats.html", "text/html; charset=utf-8")
