"""What was agreed is delivered milestone by milestone, looked at, accepted, and evaluated by both sides."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.docking import case_rules as rules
from ronghe.docking.actions.common import end_of_stage, hold, lock, move, record, said, tell
from ronghe.docking.actions.talking import keep_file
from ronghe.docking.models import Evaluation, Milestone, StageCheck
from ronghe.docking.seats import owners_of, people_in
from ronghe.docking.states import BOTH, MILESTONE_MOVES, CaseStatus, CheckResult, MilestoneStatus
from ronghe.lib.columns import check_columns, set_columns
from ronghe.lib.dates import today
from ronghe.lib.letters import printable
from ronghe.lib.moves import check_move
from ronghe.lib.refusals import Refused

PLAN = ("seat", "title", "due", "target", "measure")
MOST_MILESTONES = 60


@transaction.atomic
def begin_delivery(*, by, case, seat=None):
    """Work has begun. Where no milestones are planned, what the two units owe by the agreement becomes them."""
    lock(case)
    seat = rules.check_can_begin_delivery(by, case, seat)
    if not case.milestones.exists():
        Milestone.objects.bulk_create(_owed(case))
    move(by, case, CaseStatus.DELIVERING, seat=seat)
    return case


def _owed(case):
    """The obligations of the two units as milestones; those of other parties stay in the agreement."""
    seats = {case.unit_of(seat).pk: seat for seat in BOTH}
    owed = case.agreement.obligations.select_related("party").order_by("position")
    return [
        Milestone(
            case=case, position=one.position, seat=seats[one.party.unit_id], title=one.text[:200], due=one.due,
            target=one.target, measure=one.measure,
        )
        for one in owed
        if one.party.unit_id in seats
    ]  # fmt: skip


@transaction.atomic
def plan_milestone(*, by, case, seat, title, due, target=None, measure="", acting=None):
    """One more thing that the side `seat` delivers by that day. `acting`: for which side `by` plans, of both."""
    lock(case)
    rules.check_can_plan_milestone(by, case, acting)
    if case.milestones.count() >= MOST_MILESTONES:
        raise Refused(format_lazy(_("A case has at most {count} milestones."), count=MOST_MILESTONES))
    last = case.milestones.aggregate(last=Max("position"))["last"] or 0
    milestone = Milestone(case=case, position=last + 1)
    _fill(milestone, {"seat": seat, "title": title, "due": due, "target": target, "measure": measure})
    milestone.save()
    _note_plan(by, milestone, "milestone.planned")
    return milestone


@transaction.atomic
def revise_milestone(*, by, milestone, acting=None, **columns):
    """The open milestone says this: seat, title, due, target, measure. Locks the case; one ledger entry."""
    hold(milestone)
    rules.check_can_revise_milestone(by, milestone, acting)
    changed = _fill(milestone, columns)
    if changed:
        milestone.save()
        _note_plan(by, milestone, "milestone.revised", columns=changed)
    return milestone


@transaction.atomic
def remove_milestone(*, by, milestone, acting=None):
    """The open milestone is gone; the ledger knows that it was there. Locks the case."""
    hold(milestone)
    rules.check_can_remove_milestone(by, milestone, acting)
    position = milestone.position
    milestone.delete()
    milestone.position = position
    _note_plan(by, milestone, "milestone.removed")


def _fill(milestone, columns):
    """The milestone carries `columns`, checked; returns what changed."""
    changed = set_columns(milestone, PLAN, columns)
    milestone.title = said(milestone.title, _("Please say what is to be delivered."), 200)
    milestone.measure = printable(milestone.measure).strip()
    if milestone.seat not in BOTH:
        raise Refused(_("A milestone is delivered by one of the two sides. Please choose which."))
    if "due" in changed and milestone.due < today():
        raise Refused(_("The day of a milestone lies ahead. Please choose a later one."))
    if milestone.target is not None and milestone.target <= 0:
        raise Refused(_("A target is more than nothing. Please give a number above 0, or none."))
    check_columns(milestone)
    return changed


def _note_plan(by, milestone, what, **facts):
    """The ledger and both sides know; the clock of the delivery follows its last milestone."""
    case = milestone.case
    record(by, case, what, milestone=milestone.position, **facts)
    if case.status == CaseStatus.DELIVERING:
        case.due = end_of_stage(case)
        case.escalated_at = case.escalated_at if case.due < today() else None
        case.save(update_fields=["due", "escalated_at"])
    tell(case, what, people_in(case), but=by, milestone=milestone.title)


@transaction.atomic
def report_milestone(*, by, milestone, achieved=None, note="", files=(), seat=None):
    """Its side says that it is reached and how far, with evidence ((name, bytes) each); the other side is asked."""
    hold(milestone)
    seat = rules.check_can_report_milestone(by, milestone, seat)
    if milestone.target is not None and achieved is None:
        raise Refused(_("Please say how much was achieved."))
    if achieved is not None and achieved < 0:
        raise Refused(_("What was achieved is at least 0."))
    milestone.achieved, milestone.note = achieved, printable(note).strip()[:500]
    milestone.reported_by, milestone.reported_at = by, timezone.now()
    check_columns(milestone)
    kept = [keep_file(by, milestone.case, seat, name, data, milestone=milestone) for name, data in files]
    _move(by, milestone, MilestoneStatus.REPORTED, seat, files=[file.digest for file in kept])
    return milestone


@transaction.atomic
def accept_milestone(*, by, milestone, seat=None):
    """The other side has accepted what was reported. Locks the case; one ledger entry."""
    hold(milestone)
    seat = rules.check_can_accept_milestone(by, milestone, seat)
    milestone.decided_by, milestone.decided_at = by, timezone.now()
    _move(by, milestone, MilestoneStatus.ACCEPTED, seat)
    return milestone


@transaction.atomic
def send_back_milestone(*, by, milestone, note, seat=None):
    """What was reported is not accepted, and why: it is open again. Locks the case; one ledger entry."""
    hold(milestone)
    seat = rules.check_can_send_back_milestone(by, milestone, seat)
    milestone.note = said(note, _("Please say what is still lacking."), 500)
    milestone.decided_by, milestone.decided_at = by, timezone.now()
    _move(by, milestone, MilestoneStatus.OPEN, seat, code="milestone.sent_back")
    return milestone


def _move(by, milestone, to, seat, *, code="", **facts):
    check_move(MILESTONE_MOVES, milestone.status, to)
    milestone.status = to
    milestone.save()
    what = code or f"milestone.{to}"
    record(by, milestone.case, what, milestone=milestone.position, seat=seat, **facts)
    tell(milestone.case, what, people_in(milestone.case), but=by, milestone=milestone.title)


@transaction.atomic
def check_stage(*, by, case, result, text=""):
    """The secretariat has looked at the delivery and says how it goes. Locks the case; both sides are told."""
    lock(case)
    rules.check_can_check_stage(by, case)
    text = printable(text).strip()[:500]
    if result not in CheckResult.values:
        raise Refused(_("Please choose how the delivery goes."))
    if result != CheckResult.FINE and not text:
        raise Refused(_("Please say what needs attention, and what is asked of whom."))
    check = StageCheck.objects.create(case=case, result=result, text=text, by=by)
    record(by, case, "case.checked", result=str(result))
    tell(case, "case.checked", people_in(case), but=by, result=str(result))
    return check


@transaction.atomic
def accept(*, by, case, seat=None):
    """The demand side has accepted the whole delivery; both sides may evaluate each other now. Locks the case."""
    lock(case)
    seat = rules.check_can_accept(by, case, seat)
    move(by, case, CaseStatus.ACCEPTED, seat=seat)
    return case


@transaction.atomic
def evaluate(*, by, case, quality, timeliness, cooperation, again, text="", seat=None):
    """This side's evaluation is given, once, and hidden from the other until both are in. Locks the case.

    The ledger keeps that it was given and not what it says.
    """
    lock(case)
    seat = rules.check_can_evaluate(by, case, seat)
    marks = {"quality": quality, "timeliness": timeliness, "cooperation": cooperation}
    if any(mark not in range(1, 6) for mark in marks.values()):
        raise Refused(_("Marks are from 1 to 5."))
    text = printable(text).strip()[:1000]
    given = Evaluation.objects.create(case=case, seat=seat, by=by, again=bool(again), text=text, **marks)
    record(by, case, "case.evaluation", seat=seat)
    if case.evaluations.count() == len(BOTH):
        move(by, case, CaseStatus.EVALUATED, seat=seat)
    else:
        tell(case, "case.evaluation", owners_of(case), but=by)
    return given
