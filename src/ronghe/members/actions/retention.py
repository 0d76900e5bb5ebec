"""What is not needed any more is not kept: personal data of applications that came to nothing."""

from django.db import transaction
from django.utils import timezone

from ronghe.ledger import actions as ledger
from ronghe.members import queries
from ronghe.members.models import Application

PERSONAL = ("contact_name", "contact_email", "contact_phone")


@transaction.atomic
def forget_applications(*, today):
    """Applications that failed settings.APPLICATION_RETENTION days ago hold no personal data. Returns how many.

    Contact data, papers and remarks are gone; kind, code, region, status and dates stay, for statistics. By the clock:
    one ledger entry each, and done twice, nothing happens twice. Locks the rows.
    """
    due = list(queries.applications_to_forget(today).select_for_update())
    for application in due:
        _forget(application)
    return len(due)


def _forget(application):
    """Papers and remarks go as rows: also the name of a file can be that of a person. The ledger has their digests."""
    papers, _each = application.materials.all().delete()
    remarks, _each = application.remarks.all().delete()
    Application.objects.filter(pk=application.pk).update(
        **dict.fromkeys(PERSONAL, ""), forgotten_at=timezone.now(), updated_at=timezone.now()
    )
    ledger.record(by=None, what="application.forgotten", on=application, papers=papers, remarks=remarks)
