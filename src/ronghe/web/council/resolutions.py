"""Resolutions: the list, one of them with its proof, and its papers in both languages."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import override
from django.views.decorators.http import require_GET

from ronghe.governance import papers, queries
from ronghe.governance.models import Holding
from ronghe.lib.community import community_name
from ronghe.web.council.answers import tabs
from ronghe.web.council.motions import counted_facts
from ronghe.web.exports.answers import TYPES, attachment, noted
from ronghe.web.exports.links import by_link

PAGE = 20
PAPERS = {
    "pdf": (papers.resolution_pdf, TYPES["pdf"]),
    "docx": (
        papers.resolution_word,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}


@require_GET
def listing(request):
    found = queries.resolutions_visible_to(request.user)
    facts = {
        "tabs": tabs(request, "resolutions"),
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "web/council/resolutions.html", facts)


@require_GET
def resolution(request, number):
    resolution = get_object_or_404(queries.resolutions_visible_to(request.user), number=number)
    facts = {
        "resolution": resolution,
        "motion": resolution.motion,
        "meeting": resolution.motion.meeting,
        "effects": papers.effects(resolution.motion, request.LANGUAGE_CODE),
        "sees_meeting": queries.meetings_visible_to(request.user).filter(pk=resolution.motion.meeting_id).exists(),
        "holdings": Holding.objects.filter(decided_by=resolution).select_related("title", "unit"),
        **counted_facts(resolution.motion),
    }
    return render(request, "web/council/resolution.html", facts)


@require_GET
@by_link
def paper(request, number, language, form):
    """The resolution as PDF or Word, in the language of the address."""
    resolution = get_object_or_404(queries.resolutions_visible_to(request.user), number=number)
    if form not in PAPERS or language not in dict(settings.LANGUAGES):
        raise Http404
    typeset, content_type = PAPERS[form]

    def make():
        noted(request, what="export.resolution", on=resolution, format=form, language=language)
        with override(language):
            content = typeset(resolution, language=language, community=community_name())
        return attachment(content, f"resolution-{number}-{language[:2]}.{form}", content_type)

    return make
