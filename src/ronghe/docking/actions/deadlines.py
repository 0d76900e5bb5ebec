"""Clocks: what nobody answered lapses, what is late is the secretariat's to see, and people are reminded in time."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ronghe.agreements.models import Agreement
from ronghe.agreements.states import SIGNED, AgreementStatus
from ronghe.docking.actions.cases import settle_agreement
from ronghe.docking.actions.common import lock, move, record, tell
from ronghe.docking.case_rules import BEFORE_AGREEMENT
from ronghe.docking.models import Case, CaseReminder
from ronghe.docking.seats import owners_of
from ronghe.docking.states import ABOUT_CASE, ANSWERS, LAPSES_TO, LIVE, REMIND, CaseStatus, Reason
from ronghe.lib.dates import days_from
from ronghe.members.queries import secretariat_people
from ronghe.members.states import UnitStatus
from ronghe.postings.states import PostingStatus

GONE = (PostingStatus.CLOSED, PostingStatus.EXPIRED)  # a posting that asks and offers nothing any more
IN_SIGNING = (AgreementStatus.APPROVAL, AgreementStatus.SIGNING)  # papers on their way: such talks are not silent


def settle_due():
    """Cases whose agreement was signed meanwhile are agreed. Returns how many; done twice, nothing happens twice."""
    waiting = Case.objects.filter(status__in=[CaseStatus.NEGOTIATING, CaseStatus.RETURNED]).values("pk")
    signed = Agreement.objects.filter(about_kind=ABOUT_CASE, about_id__in=waiting, status__in=SIGNED)
    return sum(settle_agreement(agreement=agreement) is not None for agreement in signed.order_by("pk"))


def lapse_due(*, today):
    """(lapsed, escalated): every case whose time is over has ended, or is known to the secretariat as late.

    A case that waits for an answer ends also where its demand or supply was closed or has expired; before the
    agreement, where one unit is no active member: both with the reason "changed". Talks go on when a posting closes,
    since a need is often closed because they go well; and they are escalated, not ended, while their agreement is being
    approved or signed. Done twice, nothing happens twice. One transaction for each case, each locked.
    """
    done = [_lapse(pk, today) for pk in _late(today).order_by("pk").values_list("pk", flat=True)]
    return done.count("lapsed"), done.count("escalated")


def _late(today):
    over = Q(due__lt=today, status__in=LAPSES_TO) | Q(due__lt=today, status__in=LIVE, escalated_at=None)
    gone = Q(demand__status__in=GONE) | Q(supply__status__in=GONE)
    gone |= Q(demand__valid_until__lt=today) | Q(supply__valid_until__lt=today)
    inactive = ~Q(demand__owner__status=UnitStatus.ACTIVE) | ~Q(supply__owner__status=UnitStatus.ACTIVE)
    return Case.objects.filter(over | (gone & Q(status__in=ANSWERS)) | (inactive & Q(status__in=BEFORE_AGREEMENT)))


@transaction.atomic
def _lapse(pk, today):
    """What became of the case under its lock: "lapsed", "escalated", or nothing."""
    case = Case.objects.get(pk=pk)
    lock(case)
    agreement = Agreement.objects.select_for_update(of=("self",)).filter(pk=case.agreement_id).first()
    if case.status in BEFORE_AGREEMENT and agreement and agreement.status in SIGNED:
        return None  # agreed by now: `settle_due` says so
    if _has_changed(case, today):
        move(None, case, CaseStatus.EXPIRED, code=Reason.CHANGED)
        return "lapsed"
    if case.status not in LIVE or case.due >= today:
        return None
    if case.status in LAPSES_TO and not (agreement and agreement.status in IN_SIGNING):
        ended = LAPSES_TO[case.status]
        move(None, case, ended, code=Reason.SILENT if ended == CaseStatus.EXPIRED else "")
        return "lapsed"
    return _escalate(case)


def _has_changed(case, today):
    """True if there is nothing to answer, or nobody to negotiate with, any more."""
    postings = (case.demand, case.supply)
    if case.status in ANSWERS and any(one.status in GONE or one.valid_until < today for one in postings):
        return True
    return case.status in BEFORE_AGREEMENT and any(one.owner.status != UnitStatus.ACTIVE for one in postings)


def _escalate(case):
    """The secretariat knows that the case is late; once in each stage."""
    if case.escalated_at:
        return None
    case.escalated_at = timezone.now()
    case.save(update_fields=["escalated_at"])
    record(None, case, "case.escalated", stage=case.status)
    tell(case, "case.escalated", secretariat_people(), stage=case.status)
    return "escalated"


def remind_due(*, today):
    """Whoever must act soon has a notice: once for each step towards the end of a stage. Returns how many were new.

    One transaction for each case; done twice, nothing happens twice.
    """
    soon = Case.objects.filter(status__in=LIVE, due__range=(today, days_from(today, max(REMIND))))
    return sum(_remind(pk, today) for pk in soon.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(pk, today):
    case = Case.objects.get(pk=pk)
    lock(case)
    if case.status not in LIVE or not today <= case.due <= days_from(today, max(REMIND)):
        return False
    days = (case.due - today).days
    step = min(step for step in REMIND if days <= step)
    _reminder, is_new = CaseReminder.objects.get_or_create(case=case, code=f"{case.status}:{case.due}:{step}")
    if is_new:
        tell(case, "case.reminder", owners_of(case), stage=case.status, days=days)
    return is_new
