"""Units and people, applications and terms, named by what returns."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.db.models.functions import Lower
from django.utils import timezone

from ronghe.ledger.models import Entry
from ronghe.ledger.queries import entries_on
from ronghe.lib.dates import days_from, today
from ronghe.lib.pairs import refusal
from ronghe.lib.text import fold
from ronghe.members import rules
from ronghe.members.models import Application, BulkChange, FailedSignIn, Invitation, MembershipTerm, Person, Role, Unit
from ronghe.members.rules import UNIT_ROLES, is_official, is_secretariat, roles_of
from ronghe.members.states import ENDED, FORMER, WAITS_FOR, BulkKind, RoleName, UnitStatus


def units_visible_to(person):
    """The directory: every active unit; one's own whatever its status; all for the secretariat and officials."""
    if is_secretariat(person) or is_official(person):
        return Unit.objects.all()
    own = [role.unit_id for role in roles_of(person) if role.unit_id]
    return Unit.objects.filter(Q(status=UnitStatus.ACTIVE) | Q(pk__in=own))


def units_of(person):
    """The units that `person` acts for."""
    return Unit.objects.filter(pk__in=[role.unit_id for role in roles_of(person) if role.name in UNIT_ROLES])


def people_of(unit):
    """The people who act for `unit` and may sign in, by e-mail address."""
    return Person.objects.filter(roles__unit=unit, is_active=True).distinct().order_by("email")


def members_people():
    """The people of every active unit who may sign in, by e-mail address."""
    ours = Role.objects.filter(name__in=UNIT_ROLES, unit__status=UnitStatus.ACTIVE).values("person")
    return Person.objects.filter(pk__in=ours, is_active=True).order_by("email")


def ids_of_people(units):
    """{unit: ids of the people who act for it and may sign in} of these units (keys), in one query."""
    found: dict[int, list[int]] = {}
    roles = Role.objects.filter(unit__in=units, person__is_active=True).order_by("person")
    for unit, person in roles.values_list("unit", "person").distinct():
        found.setdefault(unit, []).append(person)
    return found


def secretariat_people():
    """The secretariat's officers who may sign in, by e-mail address."""
    officers = Role.objects.filter(name=RoleName.SECRETARIAT).values("person")
    return Person.objects.filter(pk__in=officers, is_active=True).order_by("email")


def matching(units, words):
    """Those of `units` in whose names, region, kind or code every one of the `words` occurs."""
    for word in fold(words).split():
        units = units.filter(search__contains=word)
    return units


# -- accounts --


def digest_of(token):
    """What stands in the database for the token of a letter."""
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_by_token(token):
    """The invitation with this token, whatever became of it, or None."""
    return Invitation.objects.select_related("person", "unit").filter(digest=digest_of(token)).first()


def open_invitations(person, unit):
    """Invitations of `person` for `unit` (the community, if None) that nobody used or took back."""
    return Invitation.objects.filter(person=person, unit=unit, accepted_at=None, revoked_at=None)


def locked_until(email, address):
    """Until when nobody signs in to this account from this address of the network; None where they may."""
    locks = FailedSignIn.objects.filter(email=email, address=address, locked_until__gt=timezone.now())
    return locks.values_list("locked_until", flat=True).first()


def has_factor(person):
    """True if `person` signs in with a code besides the password."""
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()


def accounts():
    """Everybody who may sign in or is invited, each with `has_factor` and `locked`: until when, or None."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    locks = FailedSignIn.objects.filter(email=Lower(OuterRef("email")), locked_until__gt=timezone.now())
    return Person.objects.annotate(
        has_factor=Exists(factors),
        locked=Subquery(locks.order_by("-locked_until").values("locked_until")[:1]),
    ).prefetch_related("roles__unit")


def sessions_of(person):
    """Where `person` is signed in, used last first; sessions that ended by themselves are swept away."""
    return sorted(UserSession.objects.purge_and_list(person), key=lambda one: one.last_seen_at, reverse=True)


# -- applications --


def applications_visible_to(person):
    """All applications for the secretariat, without the papers' bytes; none for anybody else."""
    return Application.objects.all() if is_secretariat(person) else Application.objects.none()


def waiting_applications():
    """Applications whose next act is the secretariat's, the longest waiting first."""
    return Application.objects.filter(status__in=_waiting_for("secretariat")).order_by("status_at", "pk")


def council_applications():
    """Applications that were reviewed and wait for the council, the longest waiting first."""
    return Application.objects.filter(status__in=_waiting_for("council")).order_by("status_at", "pk")


def application_by_token(token):
    """The application whose tracking page this is, or None: also for text that the database would not take."""
    if not re.fullmatch(r"[\w-]{43}", token, re.ASCII):
        return None
    return Application.objects.filter(token=token).first()


def twins_of(application):
    """Other applications with the same legal code, the newest first."""
    return Application.objects.filter(uscc=application.uscc).exclude(pk=application.pk)


def applications_to_forget(day):
    """Applications that failed so long before `day` that their personal data go, the longest ended first."""
    last = days_from(day, -settings.APPLICATION_RETENTION)
    ended = Application.objects.filter(status__in=ENDED, forgotten_at=None)
    return ended.filter(status_at__date__lte=last).order_by("status_at", "pk")


def _waiting_for(whom):
    return [status for status, waits in WAITS_FOR.items() if waits == whom]


# -- terms and delegates --


def terms_of(unit):
    """The terms of `unit` that count, the oldest first; revoked ones are left out."""
    return unit.terms.filter(revoked_at=None).order_by("start")


def _last_end(unit):
    """The last day of the last term of the unit in column `unit`; None where it has none."""
    terms = MembershipTerm.objects.filter(unit=OuterRef(unit), revoked_at=None)
    return Subquery(terms.order_by("-end").values("end")[:1])


def with_term_end(units):
    """`units`, each with `term_end`: the last day of its last term, or None where it has none."""
    return units.annotate(term_end=_last_end("pk"))


def expiring_terms(days):
    """The last terms of members that end within `days` days, those that have ended already first."""
    terms = MembershipTerm.objects.filter(revoked_at=None, end__lte=days_from(today(), days))
    last = terms.exclude(unit__status__in=FORMER).filter(end=_last_end("unit"))
    return last.select_related("unit").order_by("end", "unit_id")


def next_start(unit, term_end=None):
    """The first day of a term that is added now: after the last one, or today where that is over or there is none."""
    last = term_end or terms_of(unit).aggregate(end=Max("end"))["end"]
    return max(days_from(last, 1), today()) if last else today()


def delegates_of(unit, on=None):
    """Who speaks for `unit` on that day (today, if none is given)."""
    on = on or today()
    return unit.delegates.filter(Q(end=None) | Q(end__gte=on), start__lte=on)


# -- what became of a membership, and the audit chain --


def entries_visible_to(by):
    """The entries of the audit chains that `by` may read."""
    chains = rules.chains_open_to(by)
    return Entry.objects.all() if chains is None else Entry.objects.filter(chain__in=chains)


HISTORY = ("unit.registered", "unit.readmitted", "unit.suspended", "unit.restored", "unit.withdrew", "unit.expelled")


def history_of(unit):
    """The ledger's entries on the membership of `unit`, the oldest first."""
    return entries_on(unit).filter(what__in=HISTORY)


# -- many units at once: what would happen --


@dataclass(frozen=True)
class Line:
    """What a bulk change would do to one unit: its term's last day or its status, before and after; or why not."""

    unit: Unit
    before: Any
    start: date | None
    after: Any
    refusal: str | None


def renewal_preview(*, by, units, end):
    """A Line for each unit: the further term that it would get, to `end`. Two queries in all."""
    ends = dict(with_term_end(Unit.objects.filter(pk__in=[unit.pk for unit in units])).values_list("pk", "term_end"))
    return [_renewal(by, unit, ends.get(unit.pk), end) for unit in units]


def _renewal(by, unit, last, end):
    start = next_start(unit, last) if last else today()
    why = refusal(rules.check_can_renew_term, by, unit) or refusal(rules.check_term_dates, start, end)
    return Line(unit, last, start, end, why)


def suspension_preview(*, by, units):
    """A Line for each unit: suspended, or why that cannot be."""
    to = UnitStatus.SUSPENDED
    return [
        Line(unit, unit.status, None, to, refusal(rules.check_can_change_unit_status, by, unit, to)) for unit in units
    ]


def undo_preview(*, by, bulk, units=None):
    """A Line for each unit of `bulk`: as it would be again, or why it has moved on since."""
    units = bulk.units.order_by("pk") if units is None else units
    undo = _undone_renewal if bulk.kind == BulkKind.RENEW else _undone_suspension
    return [undo(by, bulk, unit) for unit in units]


def _undone_renewal(by, bulk, unit):
    *others, last = [None, *terms_of(unit)]
    why = refusal(rules.check_can_renew_term, by, unit)
    why = why or refusal(rules.check_is_as_left, last is not None and last.bulk_id == bulk.pk)
    before = others[-1].end if others and others[-1] else None
    return Line(unit, last and last.end, None, before, why)


def _undone_suspension(by, bulk, unit):
    last = history_of(unit).last()
    is_as_left = unit.status == UnitStatus.SUSPENDED and last is not None and last.facts.get("bulk") == bulk.pk
    return Line(unit, unit.status, None, UnitStatus.ACTIVE, refusal(rules.check_is_as_left, is_as_left))


def bulk_changes():
    """Changes made to many units at once, the newest first."""
    return BulkChange.objects.select_related("by", "undone_by")
