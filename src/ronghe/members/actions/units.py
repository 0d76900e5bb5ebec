"""Units: registered, changed, suspended, restored, gone, come back."""

from django.db import IntegrityError, transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from ronghe.ledger import actions as ledger
from ronghe.lib import regions
from ronghe.lib.columns import check_columns, set_columns
from ronghe.lib.refusals import Refused
from ronghe.lib.text import folded
from ronghe.members import queries, rules
from ronghe.members.actions.checking import check_region, checked_uscc, tell
from ronghe.members.models import Unit
from ronghe.members.states import FORMER, UnitStatus

NAMES = ("name_zh", "name_en", "short_zh", "short_en")
OWN_COLUMNS = (*NAMES, "region", "segment", "about_zh", "about_en", "staff", "contact_name", "contact_email")
LEGAL_COLUMNS = ("kind", "uscc", "is_demonstration")  # only the secretariat's to change
STATUS_ACTS = {
    UnitStatus.ACTIVE: "unit.restored",
    UnitStatus.SUSPENDED: "unit.suspended",
    UnitStatus.WITHDRAWN: "unit.withdrew",
    UnitStatus.EXPELLED: "unit.expelled",
}


@transaction.atomic
def register_unit(*, by, **columns):
    """The unit is an active member. Refused unless its legal code is valid and new. One insert, one ledger entry."""
    rules.check_can_register_unit(by)
    unit = Unit()
    _fill(unit, {"uscc": "", **columns})
    _save(unit)
    ledger.record(by=by, what="unit.registered", on=unit, unit=unit)
    return unit


@transaction.atomic
def update_unit(*, by, unit, **columns):
    """The unit carries these columns. Nothing is written where nothing changed. Locks the unit; one ledger entry."""
    unit.refresh_from_db(from_queryset=Unit.objects.select_for_update())
    rules.check_can_edit_unit(by, unit)
    changed = _fill(unit, columns)
    if set(changed) & set(LEGAL_COLUMNS) and not rules.is_secretariat(by):
        raise Refused(_("The kind and the legal code of a unit are changed by the secretariat. Please ask an officer."))
    if changed:
        _save(unit)
        ledger.record(by=by, what="unit.updated", on=unit, unit=unit, columns=changed)
    return unit


@transaction.atomic
def change_unit_status(*, by, unit, to, reason):
    """The membership is `to`; the unit's people are told. Locks the unit; one ledger entry."""
    return move_unit(by=by, unit=unit, to=to, reason=reason)


def move_unit(*, by, unit, to, reason, notice="unit.status", **facts):
    """As `change_unit_status`; the ledger keeps `facts` too, and people are told by this `notice`."""
    unit.refresh_from_db(from_queryset=Unit.objects.select_for_update())
    rules.check_can_change_unit_status(by, unit, to)
    if not reason.strip():
        raise Refused(_("Please give the reason. It is kept for good with the change, so it should name no person."))
    unit.status = to
    unit.save(update_fields=["status", "updated_at"])
    private = {"reason": reason.strip()}
    ledger.record(by=by, what=STATUS_ACTS[to], on=unit, unit=unit, private=private, **facts)
    tell(queries.people_of(unit), notice, unit=unit.pk, status=str(to), reason=reason.strip())
    return unit


def come_back(*, by, unit, **columns):
    """The former member is an active one again, with these columns. Only for `admit`: the council has agreed to it."""
    unit.refresh_from_db(from_queryset=Unit.objects.select_for_update())
    if unit.status not in FORMER:
        raise Refused(format_lazy(_("“{name}” belongs to the community already."), name=unit.name))
    _fill(unit, columns)
    unit.status = UnitStatus.ACTIVE
    _save(unit)
    ledger.record(by=by, what="unit.readmitted", on=unit, unit=unit)
    return unit


@transaction.atomic
def show_contact(*, by, unit):
    """`by` reads whom to reach in `unit` in full, for this once. One ledger entry."""
    rules.check_can_see_contacts(by, unit)
    ledger.record(by=by, what="personal.shown", on=unit, unit=unit, columns=["contact_name", "contact_email"])
    return unit.contact_name, unit.contact_email


def _fill(unit, columns):
    """`unit` carries `columns`, checked, with its search text; returns what changed."""
    if "uscc" in columns:
        columns = {**columns, "uscc": checked_uscc(columns["uscc"])}
    changed = set_columns(unit, OWN_COLUMNS + LEGAL_COLUMNS, columns)
    if not changed:
        return changed
    check_region(unit.region)
    unit.search = search_text(unit)
    check_columns(unit)
    return changed


def _save(unit):
    """The unit is in the database. Refused if another has its code: the constraint decides; two may come at once."""
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as fault:
        other = Unit.objects.filter(uscc=unit.uscc).exclude(pk=unit.pk).first()
        if other is None:
            raise
        raise Refused(
            format_lazy(
                _("“{name}” is registered with this unified social credit code. Please change that unit instead."),
                name=other.name,
            )
        ) from fault


def search_text(unit):
    """Everything a search for the unit, or its application, should find, in both languages."""
    found = [getattr(unit, name, "") for name in NAMES] + [unit.uscc]
    for language in ("zh-hans", "en"):
        with override(language):
            found += [unit.get_kind_display(), unit.get_segment_display(), regions.name(unit.region)]
    return folded(*found)
