"""The agreement as a file: signed as it stands, or a draft; and scanned originals."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from ronghe.agreements import paper, queries
from ronghe.agreements.models import Signature
from ronghe.agreements.states import Method
from ronghe.web.exports.answers import TYPES, attachment, record
from ronghe.web.exports.links import by_link

SUFFIXES = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


@login_required
@require_GET
@by_link
def pdf(request, pk):
    """The PDF with the signatures it has; before signing, a draft that says so."""
    agreement = get_object_or_404(queries.agreements_visible_to(request.user), pk=pk)

    def make():
        record(by=request.user, what="export.agreement", on=agreement, unit=agreement.owner, version=agreement.version)
        return answer(agreement)

    return make


@login_required
@require_GET
@by_link
def scan(request, pk, position):
    """The scanned original of one party, as it was uploaded."""
    agreement = get_object_or_404(queries.agreements_visible_to(request.user), pk=pk)
    signatures = Signature.objects.filter(version__agreement=agreement, version__number=agreement.version)
    signature = signatures.filter(party__position=position, method=Method.SCAN).first()
    if signature is None:
        raise Http404
    name = f"{agreement.number}-{position}.{SUFFIXES[signature.scan_type]}"

    def make():
        record(by=request.user, what="export.scan", on=agreement, unit=agreement.owner, digest=signature.digest)
        return attachment(bytes(signature.scan), name, signature.scan_type)

    return make


def answer(agreement):
    version = queries.version_of(agreement)
    if version.pdf is not None:
        return attachment(bytes(version.pdf), f"{agreement.number}.pdf", TYPES["pdf"])
    content = paper.typeset(version.content, number=agreement.number, is_draft=True)
    return attachment(content, f"{agreement.number}-draft-{version.number}.pdf", TYPES["pdf"])
