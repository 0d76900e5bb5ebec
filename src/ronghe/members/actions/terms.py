"""Terms of memberships and delegates of units: opened, renewed, revoked, ended; never rewritten."""

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.ledger import actions as ledger
from ronghe.lib.columns import check_columns
from ronghe.lib.refusals import Refused
from ronghe.members import queries, rules
from ronghe.members.actions.checking import tell
from ronghe.members.models import Delegate, MembershipTerm, Unit


@transaction.atomic
def renew_term(*, by, unit, end, bulk=None):
    """A further term follows the last one, to `end`; without one, or after a gap, it starts today. The unit is told."""
    start = queries.next_start(unit)
    term = open_term(by=by, unit=unit, start=start, end=end, bulk=bulk)
    tell(queries.people_of(unit), "unit.renewed", unit=unit.pk, until=end.isoformat())
    return term


def open_term(*, by, unit, start, end, bulk=None):
    """The unit has this term. Locks the unit; one ledger entry. Refused where it would overlap the last one."""
    Unit.objects.select_for_update().get(pk=unit.pk)
    rules.check_can_renew_term(by, unit)
    check_term(unit, start, end)
    term = MembershipTerm.objects.create(unit=unit, start=start, end=end, bulk=bulk)
    facts = {"bulk": bulk.pk} if bulk else {}
    ledger.record(by=by, what="term.opened", on=term, unit=unit, start=start, end=end, **facts)
    return term


def check_term(unit, start, end):
    """Nothing, if a term from `start` to `end` may follow the unit's last one; otherwise Refused."""
    rules.check_term_dates(start, end)
    last = queries.terms_of(unit).last()
    if last and start <= last.end:
        raise Refused(
            format_lazy(_("There is a term until {end} already. The next one starts after it."), end=last.end)
        )


def revoke_term(*, by, term, **facts):
    """The term counts no longer; its row stays. For undoing: the caller has asked the rules and holds the unit."""
    term.revoked_at = timezone.now()
    term.save(update_fields=["revoked_at"])
    ledger.record(by=by, what="term.revoked", on=term, unit=term.unit, start=term.start, end=term.end, **facts)


@transaction.atomic
def appoint_delegate(*, by, unit, start, name="", person=None, post="", end=None):
    """This person speaks for the unit from `start` to `end`, or until further notice. One ledger entry."""
    rules.check_can_appoint_delegate(by, unit)
    if end is not None and end < start:
        raise Refused(_("The last day is before the first. Please correct one of them."))
    name = name.strip() or (str(person) if person else "")
    delegate = Delegate(unit=unit, person=person, name=name, post=post.strip(), start=start, end=end)
    check_columns(delegate)
    delegate.save()
    ledger.record(by=by, what="delegate.appointed", on=delegate, unit=unit, start=start, end=end)
    return delegate


@transaction.atomic
def end_delegate(*, by, delegate, end):
    """The delegate speaks for the unit to `end` and no longer. Only ever earlier than before. One ledger entry."""
    delegate.refresh_from_db(from_queryset=Delegate.objects.select_for_update())
    rules.check_can_appoint_delegate(by, delegate.unit)
    if end < delegate.start:
        raise Refused(_("The last day is before the first. Please correct one of them."))
    if delegate.end and end > delegate.end:
        raise Refused(_("This delegate ends earlier already. To go on longer, name them again."))
    delegate.end = end
    delegate.save(update_fields=["end"])
    ledger.record(by=by, what="delegate.ended", on=delegate, unit=delegate.unit, end=end)
    return delegate
