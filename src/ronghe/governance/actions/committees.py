"""The only writer of committees and their seats."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ronghe.governance import rules
from ronghe.governance.models import Committee, CommitteeSeat
from ronghe.ledger import actions as ledger
from ronghe.lib.columns import check_columns, set_columns
from ronghe.lib.refusals import Refused

COLUMNS = ("kind", "zh", "en", "remit_zh", "remit_en", "founded_on")


@transaction.atomic
def found_committee(*, by, **columns):
    """The committee stands. One insert, one ledger entry."""
    rules.check_can_manage_council(by)
    committee = Committee()
    set_columns(committee, COLUMNS, columns)
    check_columns(committee)
    committee.save(force_insert=True)
    ledger.record(by=by, what="committee.founded", on=committee)
    return committee


@transaction.atomic
def dissolve_committee(*, by, committee, on):
    """The committee has ended with this day. Its seats and their history stay. One ledger entry."""
    rules.check_can_manage_council(by)
    committee.refresh_from_db(from_queryset=Committee.objects.select_for_update())
    if committee.dissolved_on:
        raise Refused(_("This committee is dissolved already."))
    if on < committee.founded_on:
        raise Refused(_("A committee is not dissolved before it was founded."))
    committee.dissolved_on = on
    committee.save(update_fields=["dissolved_on"])
    ledger.record(by=by, what="committee.dissolved", on=committee, day=on)
    return committee


@transaction.atomic
def seat_member(*, by, committee, name, post, start, end=None, unit=None):
    """This person sits on the committee, for `unit` or as an expert of their own. Locks the committee."""
    rules.check_can_manage_council(by)
    committee.refresh_from_db(from_queryset=Committee.objects.select_for_update())
    if committee.dissolved_on:
        raise Refused(_("This committee is dissolved, so nobody is seated on it."))
    if end is not None and end < start:
        raise Refused(_("The last day is not before the first."))
    seat = CommitteeSeat(committee=committee, unit=unit, name=name.strip(), post=post, start=start, end=end, by=by)
    check_columns(seat)
    _check_seat(seat)
    seat.save(force_insert=True)
    ledger.record(by=by, what="committee.seated", on=seat, unit=unit, committee=committee.pk, post=str(post))
    return seat


@transaction.atomic
def end_seat(*, by, seat, end, reason=""):
    """The seat is held until `end`: a new row stands in the place of the old one. Locks the committee."""
    rules.check_can_manage_council(by)
    Committee.objects.select_for_update().get(pk=seat.committee_id)
    if seat.is_void or CommitteeSeat.objects.filter(replaces=seat).exists():
        raise Refused(_("Another entry has taken the place of this one. Please change that one."))
    if end < seat.start or (seat.end and end > seat.end):
        raise Refused(_("A seat ends within its term. For a longer term, seat the person again."))
    same = {name: getattr(seat, name) for name in ("committee", "unit", "name", "post", "start")}
    row = CommitteeSeat.objects.create(**same, end=end, replaces=seat, reason=reason.strip(), by=by)
    ledger.record(by=by, what="committee.seat_ended", on=row, unit=seat.unit, committee=seat.committee_id)
    return row


def _check_seat(seat):
    """Nothing, if in these days the committee has no other chair and the person no other seat; otherwise Refused."""
    others = CommitteeSeat.objects.within(seat.start, seat.end).filter(committee=seat.committee)
    if seat.post == "chair" and others.filter(post="chair").exists():
        raise Refused(_("The committee has a chair in these days. Please end that seat first."))
    if others.filter(name=seat.name, unit=seat.unit).exists():
        raise Refused(_("This person sits on the committee in these days already."))
