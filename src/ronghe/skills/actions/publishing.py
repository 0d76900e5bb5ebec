"""What was accepted comes into use, as one edition."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from ronghe.ledger import actions as ledger
from ronghe.lib.columns import check_columns
from ronghe.lib.letters import printable
from ronghe.lib.refusals import Refused
from ronghe.skills import editions, rules
from ronghe.skills.models import Edition
from ronghe.skills.queries import accepted_rows, newest_edition


@transaction.atomic
def publish_edition(*, by, seen, note=""):
    """The vocabulary in use is the shipped one with everything that is accepted now, from the commit on.

    `seen` is the digest of what the officer looked at (`next_digest`). Refused where that has changed meanwhile, where
    nothing would change, and where a row no longer fits the shipped vocabulary. One ledger entry.
    """
    rules.check_can_review_words(by)
    before, rows = newest_edition(), accepted_rows()
    rules.check_rows(rows, before.rows if before else [])
    edition = _next(before, rows)
    if seen != edition.digest:
        raise Refused(_("Something was decided since you looked. Please look at what the edition brings once more."))
    edition.by, edition.note = by, printable(note).strip()
    check_columns(edition)
    try:
        with transaction.atomic():
            edition.save(force_insert=True)
    except IntegrityError as taken:
        raise Refused(_("Another officer has just published an edition. Please look at it first.")) from taken
    ledger.record(by=by, what="vocabulary.published", on=edition, number=edition.number, digest=edition.digest)
    transaction.on_commit(editions.forget)
    return edition


def next_digest():
    """The seal that an edition published now would have: what a preview shows, and `publish_edition` asks for."""
    return _next(newest_edition(), accepted_rows()).digest


def _next(before, rows):
    number, previous = (before.number + 1, before.digest) if before else (1, "")
    return Edition(number=number, previous=previous, rows=rows, digest=editions.digest_of(number, previous, rows))
