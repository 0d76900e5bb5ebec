"""The only writer of weights: computed from outcomes when an officer asks, adopted or dismissed by an officer."""

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.docking import learning, records, rules
from ronghe.docking.bridge import shares_now
from ronghe.docking.models import Weighing
from ronghe.docking.states import WEIGHING_MOVES, WeighingStatus
from ronghe.ledger import actions as ledger
from ronghe.lib.moves import check_move
from ronghe.lib.refusals import Refused


@transaction.atomic
def propose_weights(*, by):
    """How outcomes so far would move the weights, for people to look at: nothing changes yet. One ledger entry.

    Refused while another proposal waits, or while outcomes are too few to say anything.
    """
    rules.check_can_weigh(by)
    if Weighing.objects.filter(status=WeighingStatus.PROPOSED).exists():
        raise Refused(_("A proposal of weights waits already. Please adopt or dismiss it first."))
    outcomes = records.outcomes()
    if not learning.is_enough(outcomes):
        words = _("There are {n} outcomes. From {least} on, with at least {each} of each kind, they can be weighed.")
        raise Refused(format_lazy(words, n=len(outcomes), least=learning.LEAST, each=learning.LEAST_EACH))
    before = shares_now()
    moved = learning.moved_weights(before, outcomes)
    made = Weighing.objects.create(
        before=before,
        after={name: row.after for name, row in moved.items()},
        moved={name: asdict(row) for name, row in moved.items()},
        outcomes=[asdict(outcome) for outcome in outcomes],
        by=by,
    )
    ledger.record(by=by, what="weights.proposed", on=made, outcomes=len(outcomes), after=made.after)
    return made


def adopt_weights(*, by, weighing):
    """Live docking and the next round weigh so. Rounds that froze their inputs stay as they are. One ledger entry."""
    return _decide(by, weighing, WeighingStatus.ADOPTED, "weights.adopted", "")


def dismiss_weights(*, by, weighing, reason):
    """The proposal is put aside, for this reason. One ledger entry."""
    if not reason.strip():
        raise Refused(_("Please say why. It is kept beside the proposal."))
    return _decide(by, weighing, WeighingStatus.DISMISSED, "weights.dismissed", reason.strip()[:300])


@transaction.atomic
def _decide(by, weighing, to, what, reason):
    weighing.refresh_from_db(from_queryset=Weighing.objects.select_for_update(of=("self",)))
    rules.check_can_weigh(by)
    check_move(WEIGHING_MOVES, weighing.status, to)
    weighing.status, weighing.reason = to, reason
    weighing.decided_by, weighing.decided_at = by, timezone.now()
    weighing.save(update_fields=["status", "reason", "decided_by", "decided_at"])
    ledger.record(by=by, what=what, on=weighing, after=weighing.after, private={"reason": reason})
    return weighing
