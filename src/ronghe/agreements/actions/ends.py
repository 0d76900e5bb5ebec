"""How agreements end, and how people are reminded before they do."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ronghe.agreements import queries, rules
from ronghe.agreements.actions.common import lock, move, people_in, record, tell, words_of
from ronghe.agreements.models import Agreement, Reminder
from ronghe.agreements.states import AgreementStatus
from ronghe.lib.refusals import Refused
from ronghe.members.queries import people_of, secretariat_people

BEFORE_END = (60, 30, 7)  # days before the last day at which the parties and the secretariat are reminded
BEFORE_DUE = (14, 3)  # … and those who owe something


@transaction.atomic
def terminate(*, by, agreement, reason):
    """It is over, for this reason: stopped before signature, or ended early. Locks the agreement; people are told."""
    lock(agreement)
    rules.check_can_terminate(by, agreement)
    if not reason.strip():
        raise Refused(_("Please give the reason. It is kept with the agreement."))
    agreement.reason = reason.strip()[:300]
    move(by, agreement, AgreementStatus.TERMINATED, "agreement.terminated", private={"reason": agreement.reason})
    tell(people_in(agreement), agreement, "agreement.terminated", but=by, reason=agreement.reason)
    return agreement


@transaction.atomic
def fulfil(*, by, agreement):
    """Everything is done and confirmed. Locks the agreement; people are told."""
    lock(agreement)
    rules.check_can_fulfil(by, agreement)
    move(by, agreement, AgreementStatus.FULFILLED, "agreement.fulfilled")
    tell(people_in(agreement), agreement, "agreement.fulfilled", but=by)
    return agreement


@transaction.atomic
def expire_due(*, today):
    """Every agreement in force whose last day is before `today` has expired, and people know. Returns how many.

    Done twice, nothing happens twice. Locks the rows, unit by unit.
    """
    due = Agreement.objects.select_for_update(of=("self",)).order_by("owner_id", "id")
    due = list(due.filter(status=AgreementStatus.IN_FORCE, end__lt=today))
    for agreement in due:
        move(None, agreement, AgreementStatus.EXPIRED, "agreement.expired")
        tell(people_in(agreement) | set(secretariat_people()), agreement, "agreement.expired")
    return len(due)


@transaction.atomic
def reminders_due(*, today):
    """Whoever should act soon has a notice: once for each step towards a day. Returns how many reminders were new."""
    sent = 0
    for agreement in queries.expiring(max(BEFORE_END), on=today):
        days = (agreement.end - today).days
        if days >= 0 and _first_time(agreement, f"expires:{agreement.end}:{_step(days, BEFORE_END)}"):
            tell(people_in(agreement) | set(secretariat_people()), agreement, "agreement.expires", days=days)
            sent += 1
    for one in queries.obligations_due(max(BEFORE_DUE), on=today):
        days = (one.due - today).days
        code = f"due:{one.pk}:{one.due}:{_step(days, BEFORE_DUE) if days >= 0 else 'late'}"
        if _first_time(one.agreement, code):
            people = people_of(one.party.unit) if one.party.unit else secretariat_people()
            notice = "obligation.due" if days >= 0 else "obligation.late"
            tell(people, one.agreement, notice, days=abs(days), **words_of(one))
            sent += 1
    return sent


@transaction.atomic
def remind(*, by, agreement):
    """Those who are waited for have a notice now: who may sign, or who may approve. Returns how many people."""
    rules.check_can_oversee(by)
    awaited = queries.awaited(agreement)
    if agreement.status == AgreementStatus.SIGNING:
        people, code = {party.signatory for party in awaited if party.signatory}, "agreement.sign"
    elif None in awaited:
        people, code = set(secretariat_people()), "agreement.approval"
    else:
        people, code = {person for party in awaited for person in people_of(party.unit)}, "agreement.submitted"
    tell(people, agreement, code)
    record(by, agreement, "agreement.reminded", people=len(people))
    return len(people)


def _step(days, steps):
    """The last of these steps that has been reached: 30, of (60, 30, 7), with 12 days to go."""
    return min(step for step in steps if days <= step)


def _first_time(agreement, code):
    return Reminder.objects.get_or_create(agreement=agreement, code=code)[1]
