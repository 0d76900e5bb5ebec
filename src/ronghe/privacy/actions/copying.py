"""A copy of one's own data leaves the house: for its person only, and the ledger knows."""

from django.db import transaction

from ronghe.ledger import actions as ledger
from ronghe.privacy.copies import copy_of


@transaction.atomic
def copy_out(*, by):
    """The Copy of what is held about `by`. One ledger entry, with how many rows and files."""
    copy = copy_of(by)
    ledger.record(by=by, what="person.copied", on=by, rows=copy.counts.total(), files=len(copy.files))
    return copy
