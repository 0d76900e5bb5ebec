"""The only writer of official lists."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ronghe.credentials.numbers import new_number
from ronghe.docking.lists import content, rules
from ronghe.docking.lists.states import MOVES, Audience, ListStatus
from ronghe.docking.models import OfficialList
from ronghe.governance.queries import usual_host
from ronghe.ledger import actions as ledger
from ronghe.lib.columns import check_columns, set_columns
from ronghe.lib.dates import today
from ronghe.lib.moves import check_move
from ronghe.lib.refusals import Refused

COLUMNS = ("on", "audience", "unit", "round")


@transaction.atomic
def draft_list(*, by, kind, on=None, audience=Audience.PUBLIC, unit=None, round_=None):
    """A draft stands for its preview; until it is approved it follows the postings. `unit` is the usual host's."""
    rules.check_can_draft_list(by)
    made = OfficialList(kind=kind, on=on or today(), audience=audience, round=round_, drafted_by=by)
    made.unit = unit or usual_host()
    check_columns(made)
    rules.check_is_ahead(made.on)
    made.save()
    ledger.record(by=by, what="list.drafted", on=made, kind=kind, day=made.on, audience=audience)
    return made


@transaction.atomic
def revise_list(*, by, official, **columns):
    """The draft has this day, audience, unit and round."""
    official = _locked(official)
    rules.check_can_edit_list(by, official)
    changed = set_columns(official, COLUMNS, columns)
    check_columns(official)
    rules.check_is_ahead(official.on)
    official.save(update_fields=[*changed])
    ledger.record(by=by, what="list.revised", on=official, changed=changed)
    return official


@transaction.atomic
def discard_list(*, by, official):
    """The draft is gone; the ledger says that there was one."""
    official = _locked(official)
    rules.check_can_edit_list(by, official)
    ledger.record(by=by, what="list.discarded", on=official)
    official.delete()


@transaction.atomic
def approve_list(*, by, official, seen=None):
    """The list has its entries, names, number and code, for good. Refused where its digest is not the one `seen`.

    Locks every list of the kind, in the order of their keys, so that no two take the same number.
    """
    list(OfficialList.objects.select_for_update().filter(kind=official.kind).order_by("pk").values_list("pk"))
    official = OfficialList.objects.select_related("unit", "round").get(pk=official.pk)
    rules.check_can_approve_list(by, official)
    check_move(MOVES, official.status, ListStatus.APPROVED)
    _freeze(official, seen)
    official.year, official.code = today().year, new_number()
    official.serial = _last_serial(official) + 1
    official.status, official.approved_by, official.approved_at = ListStatus.APPROVED, by, timezone.now()
    official.save()
    ledger.record(
        by=by, what="list.approved", on=official, number=official.number_in("en"), digest=official.digest,
        entries=len(official.rows), unit_named=official.unit_id,
    )  # fmt: skip
    return official


def _freeze(official, seen):
    """Rows, names and digest stand as they are now."""
    official.rows, official.names = content.rows_for(official), content.names_for(official)
    official.digest = content.digest_of(official.rows)
    if not official.rows:
        raise Refused(_("Nothing is open that belongs on this list, so there is nothing to approve."))
    if seen is not None and seen != official.digest:
        raise Refused(_("The postings have changed since you looked. Please read the draft again, then approve it."))


def _last_serial(official):
    same = OfficialList.objects.filter(kind=official.kind, year=official.year)
    return same.aggregate(last=Max("serial"))["last"] or 0


@transaction.atomic
def withdraw_list(*, by, official, reason):
    """The list no longer holds; whoever verifies it reads why. Its number is not given again."""
    official = _locked(official)
    rules.check_can_withdraw_list(by, official)
    check_move(MOVES, official.status, ListStatus.WITHDRAWN)
    official.reason = reason.strip()
    if not official.reason:
        raise Refused(_("Please say why the list is withdrawn: everybody who verifies it reads that."))
    check_columns(official)
    official.status, official.withdrawn_by, official.withdrawn_at = ListStatus.WITHDRAWN, by, timezone.now()
    official.save(update_fields=["status", "reason", "withdrawn_by", "withdrawn_at"])
    private = {"reason": official.reason}
    ledger.record(by=by, what="list.withdrawn", on=official, number=official.number_in("en"), private=private)
    return official


def _locked(official):
    """The list as it is now; nobody else writes it until the commit."""
    return OfficialList.objects.select_for_update(of=("self",)).select_related("unit").get(pk=official.pk)
