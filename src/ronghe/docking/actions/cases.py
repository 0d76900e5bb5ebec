"""From talks to an agreed and approved case, and all early ends."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ronghe.agreements import actions as agreements
from ronghe.agreements import rules as agreement_rules
from ronghe.agreements.models import Agreement, Amendment
from ronghe.agreements.states import SIGNED, UNSIGNED, AgreementStatus
from ronghe.docking import case_rules as rules
from ronghe.docking.actions.common import lock, move, reason_of, record, said
from ronghe.docking.models import Case
from ronghe.docking.states import ABOUT_CASE, CaseStatus

WHY = _("Please say why. The other side reads it.")
WHICH = _("Please choose a reason from the list.")


@transaction.atomic
def decline(*, by, case, code, text="", seat=None):
    """The case has ended: this side said no, for this reason. Locks the case; one ledger entry."""
    lock(case)
    _lock_agreement(case)
    seat = rules.check_can_decline(by, case, seat)
    code, text = reason_of(code, WHICH), text.strip()[:300]
    _stop_agreement(by, case, text or str(code.label))
    move(by, case, CaseStatus.DECLINED, seat=seat, code=code, reason=text)
    return case


@transaction.atomic
def withdraw(*, by, case, text, seat=None):
    """The case has ended: whoever wanted it takes it back, and says why. Locks the case; one ledger entry."""
    lock(case)
    _lock_agreement(case)
    seat = rules.check_can_withdraw(by, case, seat)
    text = said(text, WHY, 300)
    _stop_agreement(by, case, text)
    move(by, case, CaseStatus.WITHDRAWN, seat=seat, reason=text)
    return case


@transaction.atomic
def draft_case_agreement(*, by, case, type, seat=None, **columns):
    """A draft between the two units is the case's agreement; a stopped one before it is replaced. Locks the case."""
    lock(case)
    seat = rules.check_can_draft_case_agreement(by, case, seat)
    units = [case.demand.owner, case.supply.owner]
    columns.setdefault("parties", [{"unit": unit} for unit in units])
    columns.setdefault("title_zh", case.demand.title[:120])
    case.agreement = agreements.draft_agreement(
        by=by, type=type, owner=case.unit_of(seat), about_kind=ABOUT_CASE, about_id=case.pk, **columns
    )
    case.save(update_fields=["agreement"])
    record(by, case, "case.agreement_drafted", agreement=case.agreement.pk, seat=seat)
    return case.agreement


@transaction.atomic
def settle_agreement(*, agreement):
    """The case that negotiates over this agreement is agreed, if everyone has signed; so is a returned one, by what
    was signed after its return. Returns the case, or None where nothing is to do: done twice, nothing happens twice."""
    case = Case.objects.filter(pk=agreement.about_id).first() if agreement.about_kind == ABOUT_CASE else None
    if case is None:
        return None
    lock(case)
    agreement = _lock_row(agreement.pk)
    if not _is_settled_by(case, agreement):
        return None
    case.agreement = agreement
    move(None, case, CaseStatus.AGREED)
    return case


def _is_settled_by(case, agreement):
    """True if this signature is what the case waits for.

    Negotiating, that of its agreement. Returned, one given since: of another agreement, or of an amendment.
    """
    is_own = agreement.pk == case.agreement_id
    if case.status == CaseStatus.NEGOTIATING:
        return is_own and agreement.status in SIGNED
    if case.status != CaseStatus.RETURNED or agreement.status != AgreementStatus.IN_FORCE:
        return False
    amends = Amendment.objects.filter(agreement=case.agreement_id, next=agreement).exists()
    return agreement.status_at > case.status_at and (is_own or amends)


@transaction.atomic
def hand_in(*, by, case, text, seat=None):
    """The returned case is before the secretariat again, with what was put right. Locks the case; one ledger entry."""
    lock(case)
    seat = rules.check_can_hand_in(by, case, seat)
    text = said(text, _("Please say what you have put right."), 300)
    move(by, case, CaseStatus.AGREED, seat=seat, reason=text)
    return case


@transaction.atomic
def approve(*, by, case):
    """The secretariat has approved what the two sides agreed. Locks the case; one ledger entry."""
    lock(case)
    _lock_agreement(case)
    seat = rules.check_can_approve(by, case)
    move(by, case, CaseStatus.APPROVED, seat=seat)
    return case


@transaction.atomic
def return_case(*, by, case, code, text):
    """The two sides have the case back, with what is to be put right. Locks the case; one ledger entry."""
    lock(case)
    seat = rules.check_can_return_case(by, case)
    code, text = reason_of(code, WHICH), said(text, _("Please say what should be put right."), 300)
    move(by, case, CaseStatus.RETURNED, seat=seat, code=code, reason=text)
    return case


@transaction.atomic
def terminate(*, by, case, code, text, seat=None):
    """The agreed case has ended early, for this reason; its agreement is ended on its own page. Locks the case."""
    lock(case)
    seat = rules.check_can_terminate(by, case, seat)
    code, text = reason_of(code, WHICH), said(text, WHY, 300)
    move(by, case, CaseStatus.TERMINATED, seat=seat, code=code, reason=text)
    return case


@transaction.atomic
def archive(*, by, case):
    """The case is put away; evaluations are shown to both sides. Locks the case; one ledger entry."""
    lock(case)
    seat = rules.check_can_archive(by, case)
    move(by, case, CaseStatus.ARCHIVED, seat=seat)
    return case


def _lock_row(pk):
    return Agreement.objects.select_for_update(of=("self",)).get(pk=pk)


def _lock_agreement(case):
    """Nobody signs the case's agreement between the rule and the end of this transaction."""
    if case.agreement_id:
        case.agreement = _lock_row(case.agreement_id)


def _stop_agreement(by, case, reason):
    """An unsigned agreement of the case is stopped too, if `by` may do that; otherwise its author has it still."""
    agreement = case.agreement
    if agreement and agreement.status in UNSIGNED and agreement_rules.can_terminate(by, agreement):
        agreements.terminate(by=by, agreement=agreement, reason=reason)
