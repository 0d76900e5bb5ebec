"""A file as an answer: attached and never sniffed; and the ledger knows that it left the house."""

from django.db import transaction
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from ronghe.ledger import actions as ledger
from ronghe.lib.dates import today

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}


def attachment(content, name, content_type):
    """These bytes as a download called `name`."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def dated(stem, suffix):
    """A file name that says when the file was made."""
    return f"{stem}-{today():%Y-%m-%d}.{suffix}"


def noted(request, *, what, on, **facts):
    """The ledger knows which public paper a signed-in reader took; what visitors take is nobody's business."""
    if request.user.is_authenticated:
        record(by=request.user, what=what, on=on, **facts)


@transaction.atomic
def record(*, by, what, on, unit=None, **facts):
    """The ledger says who took what out of the house."""
    ledger.record(by=by, what=what, on=on, unit=unit, **facts)
