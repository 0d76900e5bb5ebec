"""Open to everyone: the seals of the audit chains, to be fetched and kept elsewhere."""

from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from ronghe.ledger.queries import seals as all_seals
from ronghe.ledger.sealing import document
from ronghe.members.rules import can_read_ledger

PAGE = 30
FRESH = 300  # seconds that others may keep the newest seal


@require_safe
def seals(request):
    page = Paginator(all_seals(), PAGE).get_page(request.GET.get("page"))
    facts = {
        "page": page,
        "newest": all_seals().first(),
        "address": request.build_absolute_uri("/ledger/head.json"),
        "reads_entries": can_read_ledger(request.user),
    }
    return render(request, "web/ledger/seals.html", facts)


@require_safe
def head(request):
    """The newest seal, at an address that stays."""
    newest = all_seals().first()
    if newest is None:
        raise Http404
    return _published(newest)


@require_safe
def seal(request, number):
    """One seal as it was published, as a file to keep."""
    response = _published(get_object_or_404(all_seals(), number=number))
    response["Content-Disposition"] = f'attachment; filename="ledger-seal-{number}.json"'
    return response


def _published(seal):
    response = JsonResponse(document(seal), json_dumps_params={"indent": 1})
    patch_cache_control(response, public=True, max_age=FRESH)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
