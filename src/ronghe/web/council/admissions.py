"""What those who vote on an admission read: the applicant's facts and papers, nothing of the secretariat's own work."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from ronghe.governance import queries
from ronghe.web.applications.views import SUFFIXES
from ronghe.web.exports.answers import attachment, record
from ronghe.web.exports.links import by_link


@login_required
@require_GET
def application(request, pk, application):
    """One application as the unit describes itself, with its papers; no contact data and no inner remark."""
    motion, found = _before(request, pk, application)
    facts = {"motion": motion, "meeting": motion.meeting, "application": found}
    facts |= {"materials": found.materials.defer("file")}
    return render(request, "web/council/application.html", facts)


@login_required
@require_GET
@by_link
def material(request, pk, application, material):
    """One paper as a download; the ledger knows who took it and for which motion."""
    motion, found = _before(request, pk, application)
    paper = get_object_or_404(found.materials, pk=material)
    name = f"{found.number}-{paper.pk}.{SUFFIXES[paper.content_type]}"

    def make():
        record(by=request.user, what="application.exported", on=found, digest=paper.digest, motion=motion.pk)
        return attachment(bytes(paper.file), name, paper.content_type)

    return make


def _before(request, pk, application):
    """The motion and the application before it; who may not read them learns not even that they are there."""
    motion = get_object_or_404(queries.motions_visible_to(request.user), pk=pk)
    for one in queries.readable_applications(request.user, motion):
        if one.pk == application:
            return motion, one
    raise Http404
