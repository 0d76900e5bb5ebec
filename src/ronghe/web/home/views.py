"""The front page, what waits for me, and small pages about the house itself."""

from django.conf import settings
from django.db import connection
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from ronghe.lib.dates import today
from ronghe.members import actions as members
from ronghe.notices.queries import unread_for
from ronghe.placements.rules import student_of
from ronghe.web.accounts.sentences import told
from ronghe.web.home import queries
from ronghe.web.home import styleguide as gallery
from ronghe.web.once import repeatable
from ronghe.web.preferences import remember


@require_GET
def home(request):
    """What waits for me; for a visitor, what the community is."""
    if not request.user.is_authenticated:
        return _front(request)
    facts = {
        "today": today(),
        "waiting": queries.waiting(request.user),
        "best": queries.best_for(request.user),
        "newest": queries.newest(request.user),
        "rounds": queries.latest_rounds(request.user),
        "told": told(unread_for(request.user)[:5]),
        "student": student_of(request.user),
    }
    return render(request, "web/home/home.html", facts)


def _front(request):
    sides = queries.latest_postings(request.user)
    facts = {"figures": queries.figures(), "sides": sides, "kinds": queries.kinds_of_unit()}
    return render(request, "web/home/front.html", facts)


@require_GET
def health(request):
    """200 while the database answers; nothing about the house is told."""
    connection.ensure_connection()
    return JsonResponse({"status": "ok"})


@repeatable("the same choice again is the same choice")
@require_POST
def preferences(request):
    """Language or theme are as the reader asked; a signed-in reader's language is kept with the account."""
    language, to = request.POST.get("language"), request.POST.get("next", "")
    if language in dict(settings.LANGUAGES) and request.user.is_authenticated:
        members.choose_language(by=request.user, language=language)
    safe = url_has_allowed_host_and_scheme(to, {request.get_host()}, require_https=request.is_secure())
    return remember(redirect(to if safe else "home"), language=language, theme=request.POST.get("theme"))


@require_GET
def accessibility(request):
    return render(request, "web/home/accessibility.html")


@repeatable("shows components, and writes nothing")
def styleguide(request):
    """Every component on one page. Only where the house is shown or built."""
    if not (settings.DEBUG or settings.DEMONSTRATION):
        raise Http404
    return render(request, "web/home/styleguide.html", gallery.examples(request))
