"""What every action on a case does: hold its row, move it, keep its clock, tell people."""

from django.utils import timezone

from ronghe.docking.models import Case, CaseStep
from ronghe.docking.seats import owners_of, people_in
from ronghe.docking.states import ANSWERS, CASE_MOVES, DAYS, ENDED, CaseStatus, Reason
from ronghe.ledger import actions as ledger
from ronghe.lib.dates import days_from, today
from ronghe.lib.letters import printable
from ronghe.lib.moves import check_move
from ronghe.lib.refusals import Refused
from ronghe.members.models import Unit
from ronghe.notices import actions as notices
from ronghe.notices.models import Notice


def lock(case):
    """`case` is as the database has it, and nobody else changes it until this transaction ends.

    Of several rows the case is locked first, then its agreement; postings are read and not locked.
    """
    case.refresh_from_db(from_queryset=Case.objects.select_for_update(of=("self",)))


def hold_units(units):
    """Nobody else counts how much these units are asked until this transaction ends.

    Taken in the order of their keys, and before any case. Rows that only point at a unit need not wait.
    """
    keys = {unit.pk for unit in units}
    list(Unit.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))


def hold(milestone):
    """`milestone` is as the database has it; the lock of its case keeps others away."""
    lock(milestone.case)
    case = milestone.case
    milestone.refresh_from_db()
    milestone.case = case


def move(by, case, to, *, seat=None, code="", reason=""):
    """The case has this status from now on, with a new clock. One step and one ledger entry; people are told."""
    check_move(CASE_MOVES, case.status, to)
    case.status, case.reason_code, case.reason = to, code, reason
    begin_stage(by, case, seat)


def begin_stage(by, case, seat=None, *, is_told=True):
    """The case is saved at the start of the stage that it has: when, until when, by whom, and why."""
    case.status_at, case.escalated_at = timezone.now(), None
    has_ended = case.status in ENDED
    case.due = None if has_ended else end_of_stage(case)
    case.ended_at = case.status_at if has_ended else None
    case.save()
    why = {"reason_code": case.reason_code, "reason": case.reason}
    CaseStep.objects.create(case=case, status=case.status, at=case.status_at, by=by, seat=seat or "", **why)
    record(by, case, f"case.{case.status}", seat=seat or "", reason=case.reason_code)
    if is_told:
        tell(case, f"case.{case.status}", concerned(case), but=by, reason=case.reason_code)


def end_of_stage(case):
    """The last day of the stage in which the case is; delivery ends with its last milestone."""
    if case.status == CaseStatus.DELIVERING:
        last = case.milestones.order_by("-due").values_list("due", flat=True).first()
        if last:
            return max(last, today())
    return days_from(today(), DAYS[case.status])


def record(by, case, what, **facts):
    """The community's chain says so: a case is of two units."""
    ledger.record(by=by, what=what, on=case, **facts)


def concerned(case):
    """Who hears of a move: whoever must act; from the negotiations on, both sides."""
    people = set(owners_of(case))
    return people if case.status in ANSWERS else people | people_in(case)


def tell(case, code, people, *, but=None, **facts):
    """These people have a notice, in the same transaction: read after the commit or never."""
    to = [person.pk for person in people if but is None or person.pk != but.pk]
    names = {"number": case.number, "demand": case.demand.title, "supply": case.supply.title}
    notices.send(to=to, code=code, path=f"/cases/{case.pk}/", case=case.pk, **names, **facts)


def tell_once(case, code, people, *, but=None, **facts):
    """As `tell`, but for nobody who has the same notice of this case unread: ten messages make one notice."""
    unread = Notice.objects.filter(code=code, path=f"/cases/{case.pk}/", read_at=None)
    already = set(unread.values_list("person_id", flat=True))
    tell(case, code, [person for person in people if person.pk not in already], but=but, **facts)


def said(text, sentence, most):
    """The text without what cannot be stored, trimmed. Refused with `sentence` where nothing is left."""
    text = printable(str(text)).strip()
    if not text:
        raise Refused(sentence)
    return text[:most]


def reason_of(code, sentence):
    """The code, if it is one of the list; otherwise Refused."""
    if code not in Reason.values:
        raise Refused(sentence)
    return Reason(code)
