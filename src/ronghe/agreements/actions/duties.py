"""Obligations: reported by who owes them, confirmed by another party."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ronghe.agreements import rules
from ronghe.agreements.actions.common import lock, people_in, record, tell, words_of
from ronghe.agreements.content import quantity
from ronghe.agreements.states import OBLIGATION_MOVES, ObligationStatus
from ronghe.lib.columns import check_columns
from ronghe.lib.moves import check_move
from ronghe.lib.refusals import Refused


@transaction.atomic
def fulfil_obligation(*, by, obligation, achieved=None, note=""):
    """The party that owes it says that it is met, and how far; the others are asked to confirm. One ledger entry."""
    _hold(obligation)
    rules.check_can_report(by, obligation)
    if obligation.target is not None and achieved is None:
        raise Refused(_("Please say how much was achieved."))
    obligation.achieved, obligation.note = achieved, note.strip()[:300]
    obligation.reported_by, obligation.reported_at = by, timezone.now()
    check_columns(obligation)
    _move(by, obligation, ObligationStatus.REPORTED, "obligation.reported", achieved=quantity(achieved))
    return obligation


@transaction.atomic
def accept_obligation(*, by, obligation):
    """Another party confirms what was reported: the obligation is met. One ledger entry."""
    _hold(obligation)
    rules.check_can_accept(by, obligation)
    obligation.accepted_by, obligation.accepted_at = by, timezone.now()
    _move(by, obligation, ObligationStatus.DONE, "obligation.confirmed")
    return obligation


@transaction.atomic
def send_back_obligation(*, by, obligation, note):
    """What was reported is not confirmed, and why: it is owed still. One ledger entry."""
    _hold(obligation)
    rules.check_can_accept(by, obligation)
    if not note.strip():
        raise Refused(_("Please say what is still lacking."))
    obligation.note = note.strip()[:300]
    _move(by, obligation, ObligationStatus.OPEN, "obligation.sent_back")
    return obligation


def _hold(obligation):
    """The obligation as the database has it; the lock of its agreement keeps others away."""
    lock(obligation.agreement)
    agreement = obligation.agreement
    obligation.refresh_from_db()
    obligation.agreement = agreement


def _move(by, obligation, to, what, **facts):
    check_move(OBLIGATION_MOVES, obligation.status, to)
    obligation.status = to
    obligation.save()
    agreement = obligation.agreement
    record(by, agreement, what, obligation=obligation.position, **facts)
    tell(people_in(agreement), agreement, what, but=by, **words_of(obligation))
