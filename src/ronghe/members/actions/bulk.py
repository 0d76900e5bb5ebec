"""One thing done to many units: all of them or none, and undone the same way."""

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.ledger import actions as ledger
from ronghe.lib.refusals import Refused
from ronghe.members import queries, rules
from ronghe.members.actions.checking import tell
from ronghe.members.actions.terms import renew_term, revoke_term
from ronghe.members.actions.units import move_unit
from ronghe.members.models import BulkChange, Unit
from ronghe.members.states import BulkKind, UnitStatus

NAMED = 5  # units that a refusal names


@transaction.atomic
def renew_many(*, by, units, end):
    """Every one of `units` has a further term to `end`, or none has. Returns the BulkChange, by which it is undone."""
    units = _held(by, units)
    _check_all(queries.renewal_preview(by=by, units=units, end=end))
    bulk = _bulk(by, BulkKind.RENEW, units, end=end)
    for unit in units:
        renew_term(by=by, unit=unit, end=end, bulk=bulk)
    return bulk


@transaction.atomic
def suspend_many(*, by, units, reason):
    """Every one of `units` is suspended, or none is. Returns the BulkChange, by which it is undone."""
    units = _held(by, units)
    if not reason.strip():
        raise Refused(_("Please give the reason. It is kept for good with the change, so it should name no person."))
    _check_all(queries.suspension_preview(by=by, units=units))
    bulk = _bulk(by, BulkKind.SUSPEND, units, reason=reason.strip())
    for unit in units:
        move_unit(by=by, unit=unit, to=UnitStatus.SUSPENDED, reason=reason, bulk=bulk.pk)
    return bulk


@transaction.atomic
def undo_bulk(*, by, bulk):
    """What `bulk` did is taken back for every unit, or for none: refused once one of them has moved on since."""
    bulk.refresh_from_db(from_queryset=BulkChange.objects.select_for_update())
    rules.check_can_undo_bulk(by, bulk)
    units = list(Unit.objects.select_for_update().filter(pk__in=bulk.units.values("pk")).order_by("pk"))
    _check_all(queries.undo_preview(by=by, bulk=bulk, units=units))
    for unit in units:
        UNDO[bulk.kind](by, bulk, unit)
    bulk.undone_by, bulk.undone_at = by, timezone.now()
    bulk.save(update_fields=["undone_by", "undone_at"])
    ledger.record(by=by, what="bulk.undone", on=bulk, kind=bulk.kind)
    return bulk


def _undo_renewal(by, bulk, unit):
    revoke_term(by=by, term=bulk.terms.select_related("unit").get(unit=unit), bulk=bulk.pk)
    tell(queries.people_of(unit), "unit.renewal_undone", unit=unit.pk, until=bulk.end.isoformat())


def _undo_suspension(by, bulk, unit):
    notice = "unit.suspension_undone"
    move_unit(by=by, unit=unit, to=UnitStatus.ACTIVE, reason=bulk.reason, notice=notice, undone=bulk.pk)


UNDO = {BulkKind.RENEW: _undo_renewal, BulkKind.SUSPEND: _undo_suspension}


def _held(by, units):
    """The units themselves, held until the end, in the order of their keys as the ledger asks. Refused where empty."""
    rules.check_can_change_many(by)
    held = list(Unit.objects.select_for_update().filter(pk__in=[unit.pk for unit in units]).order_by("pk"))
    if not held:
        raise Refused(_("Please choose at least one unit."))
    return held


def _check_all(preview):
    """Nothing, if the preview refuses no unit; otherwise Refused, with the first units and why."""
    refused = [line for line in preview if line.refusal]
    if refused:
        names = "；".join(f"{line.unit.name}：{line.refusal}" for line in refused[:NAMED])
        raise Refused(
            format_lazy(
                _("Nothing was changed, because {count} of the units cannot be: {names}"),
                count=len(refused),
                names=names,
            )
        )


def _bulk(by, kind, units, **columns):
    bulk = BulkChange.objects.create(kind=kind, by=by, **columns)
    bulk.units.set(units)
    ledger.record(by=by, what="bulk.made", on=bulk, kind=str(kind), units=[unit.pk for unit in units])
    return bulk
