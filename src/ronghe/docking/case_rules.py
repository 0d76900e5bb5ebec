"""Who may do what in a docking case, and why not. A check returns the seat on which `by` acts."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.agreements.states import SIGNED, UNSIGNED, AgreementStatus
from ronghe.docking.models import Case
from ronghe.docking.seats import other, pending_of, seats_of
from ronghe.docking.states import (
    ANSWERS,
    BOTH,
    CASE_MOVES,
    ENDED,
    LIVE,
    MOST_ASKED,
    CaseStatus,
    MilestoneStatus,
    Origin,
    Seat,
)
from ronghe.docking.stops import why_not
from ronghe.lib import moves
from ronghe.lib.dates import today
from ronghe.lib.pairs import question
from ronghe.lib.refusals import Refused
from ronghe.members.rules import acts_for, is_official, is_secretariat
from ronghe.members.states import UnitStatus
from ronghe.postings import rules as postings
from ronghe.postings.states import Visibility

BEFORE_AGREEMENT = (*ANSWERS, CaseStatus.NEGOTIATING)
PLANNED_IN = (CaseStatus.AGREED, CaseStatus.RETURNED, CaseStatus.APPROVED, CaseStatus.DELIVERING)
STOPS_ALWAYS = ("stop.expired", "stop.own_unit")  # no reason sets these aside
STOPS = {
    "stop.expired": _("One of the two is not open now. Its owner opens or renews it first."),
    "stop.own_unit": _("Both belong to the same unit, and a unit does not dock with itself."),
    "stop.kind": _("These kinds do not dock with each other. The secretariat may propose them with a reason."),
    "stop.ended": _("The offer ends before the demand begins. The secretariat may propose them with a reason."),
}


# -- proposing and seeing --


def check_can_see_case(by, case):
    """May read the case. `queries.cases_visible_to` says the same of many rows."""
    if is_secretariat(by) or seats_of(by, case):
        return
    if is_official(by) and not any(_is_hidden(posting) for posting in (case.demand, case.supply)):
        return
    raise Refused(_("A docking case is shown to the people of its two units and to the secretariat. Please sign in."))


def check_can_read_talk(by, case):
    """May read messages, papers and notes of the case: its sides and the secretariat, and no one who only observes."""
    if not (is_secretariat(by) or seats_of(by, case)):
        raise Refused(_("What the two sides write to each other is read by them and by the secretariat only."))


def _is_hidden(posting):
    return posting.is_confidential or posting.visibility == Visibility.PRIVATE


def check_can_propose(by, demand, supply, origin=Origin.PARTY, override="", seat=None):
    """May put these two together. `override` is the secretariat's reason to do so although a rule stops it."""
    pair = Case(demand=demand, supply=supply)
    seat = _proposer(by, pair, origin, seat)
    stops = [stop.code for stop in why_not(demand, supply)]
    for code in sorted(stops, key=lambda code: code not in STOPS_ALWAYS):
        if code in STOPS_ALWAYS or not (override.strip() and origin == Origin.SECRETARIAT):
            raise Refused(STOPS[code])
    if Case.objects.filter(demand=demand, supply=supply, status__in=LIVE).exists():
        raise Refused(_("These two are in a case already. Please go on there."))
    check_are_not_flooded(*[pair.unit_of(asked) for asked in BOTH if asked != seat])
    return seat


def _proposer(by, pair, origin, seat):
    """The seat from which it is proposed: a side's, the secretariat's, or (a round) nobody's."""
    if origin == Origin.ENGINE:
        return None if by is None else _secretariat_seat(by)
    if origin == Origin.SECRETARIAT:
        return _secretariat_seat(by)
    seat = _side(by, pair, seat)
    postings.check_can_see(by, pair.posting_of(other(seat)))
    return seat


def check_are_not_flooded(*units):
    """Nothing, if each of these units may be asked for one more answer; otherwise Refused."""
    for unit, pending in zip(units, pending_of(*units), strict=True):
        if pending >= MOST_ASKED:
            words = _("{unit} has {count} proposals to answer already. Please propose this once it has answered some.")
            raise Refused(format_lazy(words, unit=unit, count=MOST_ASKED))


# -- answering --


def check_can_express_interest(by, case, seat=None):
    """May say for a side that has not answered that it is interested."""
    seat = _side(by, case, seat, prefer=_unanswered(case))
    _check_status(case, *ANSWERS, doing=_("Interest is expressed while an answer is awaited"))
    if case.interest_of(seat):
        raise Refused(_("Your side has expressed its interest. The other side's answer is awaited now."))
    return seat


def check_can_decline(by, case, seat=None):
    """May say no: to a proposal that one's side has not answered, or once talks have led nowhere."""
    seat = _side(by, case, seat, prefer=_unanswered(case))
    _check_status(case, *BEFORE_AGREEMENT, doing=_("A case is declined before it is agreed"))
    if case.status in ANSWERS and case.interest_of(seat):
        raise Refused(_("Your side has expressed its interest already. To take that back, withdraw."))
    check_is_unsigned(case)
    return seat


def check_can_withdraw(by, case, seat=None):
    """May take the case back before it is agreed: a side that has expressed interest, or the secretariat."""
    if _sits_apart(by, case, seat):
        seat = Seat.SECRETARIAT
    else:
        interested = tuple(side for side in BOTH if case.interest_of(side))
        seat = _side(by, case, seat, prefer=interested)
        if case.status in ANSWERS and not case.interest_of(seat):
            raise Refused(_("Your side has not expressed interest. To say no, decline."))
    _check_status(case, *BEFORE_AGREEMENT, doing=_("A case is withdrawn before it is agreed"))
    check_is_unsigned(case)
    return seat


def check_is_unsigned(case):
    """Nothing, if not everybody has signed the case's agreement; otherwise Refused."""
    if case.agreement and case.agreement.status in SIGNED:
        raise Refused(_("Everyone has signed the agreement, so the case is agreed. To end it, terminate it."))


# -- agreement --


def check_can_draft_case_agreement(by, case, seat=None):
    """May draft the agreement of the case: a side, while there is none under way."""
    seat = _side(by, case, seat)
    _check_status(
        case, CaseStatus.NEGOTIATING, CaseStatus.RETURNED, doing=_("An agreement is drafted while you negotiate")
    )
    if case.agreement and case.agreement.status in UNSIGNED:
        raise Refused(_("There is a draft already. Please go on with it, or stop it before you write another."))
    if case.agreement and case.agreement.status != AgreementStatus.TERMINATED:
        raise Refused(_("The agreement of this case is signed. To change it, amend it on its own page."))
    return seat


def check_can_hand_in(by, case, seat=None):
    """May bring a returned case before the secretariat again."""
    seat = _side(by, case, seat)
    _check_status(case, CaseStatus.RETURNED, doing=_("Only a returned case is handed in again"))
    _check_binds(case)
    return seat


def check_can_approve(by, case):
    """May approve what the two sides have agreed."""
    seat = _secretariat_seat(by)
    _check_status(case, CaseStatus.AGREED, doing=_("A case is approved once it is agreed"))
    _check_binds(case)
    return seat


def check_can_return_case(by, case):
    """May return an agreed case to its sides."""
    seat = _secretariat_seat(by)
    _check_status(case, CaseStatus.AGREED, doing=_("A case is returned while it waits for approval"))
    return seat


def _check_binds(case):
    if case.agreement is None or case.agreement.status not in SIGNED:
        raise Refused(_("There is no signed agreement in force any more. The two sides draft and sign another first."))


# -- delivery --


def check_can_begin_delivery(by, case, seat=None):
    """May say that work has begun: the supply side."""
    seat = _one_side(by, case, seat, Seat.SUPPLY, _("The supply side begins the delivery. Please wait for it."))
    _check_status(case, CaseStatus.APPROVED, doing=_("Delivery begins once the case is approved"))
    return seat


def check_can_plan_milestone(by, case, seat=None):
    """May change the plan of milestones: either side, from the agreement to the end of delivery."""
    seat = _any_side(by, case, seat)
    _check_status(case, *PLANNED_IN, doing=_("Milestones are planned from the agreement to the end of the delivery"))
    return seat


def check_can_revise_milestone(by, milestone, seat=None):
    """May change or remove a milestone that is still open."""
    seat = check_can_plan_milestone(by, milestone.case, seat)
    if milestone.status != MilestoneStatus.OPEN:
        raise Refused(_("This milestone is reported or accepted, so it stays as it is. Please plan another one."))
    return seat


check_can_remove_milestone = check_can_revise_milestone


def check_can_report_milestone(by, milestone, seat=None):
    """May say that the milestone is reached: people of the side that delivers it."""
    case, why = milestone.case, _("The other side delivers this, so its people report it.")
    seat = _one_side(by, case, seat, Seat(milestone.seat), why)
    _check_status(case, CaseStatus.DELIVERING, doing=_("Milestones are reported while the case is being delivered"))
    if milestone.status != MilestoneStatus.OPEN:
        raise Refused(_("This milestone is reported already."))
    return seat


def check_can_accept_milestone(by, milestone, seat=None):
    """May accept or send back what was reported: people of the other side."""
    case, why = milestone.case, _("Nobody accepts their own delivery: people of the other side do.")
    seat = _one_side(by, case, seat, other(milestone.seat), why)
    _check_status(case, CaseStatus.DELIVERING, doing=_("Milestones are accepted while the case is being delivered"))
    if milestone.status != MilestoneStatus.REPORTED:
        raise Refused(_("Nothing new is reported here, so there is nothing to accept."))
    return seat


check_can_send_back_milestone = check_can_accept_milestone


def check_can_check_stage(by, case):
    """May note how the delivery goes."""
    seat = _secretariat_seat(by)
    _check_status(case, CaseStatus.DELIVERING, doing=_("A stage is checked while the case is being delivered"))
    return seat


def check_can_accept(by, case, seat=None):
    """May accept the whole delivery: the demand side, once every milestone is accepted."""
    seat = _one_side(by, case, seat, Seat.DEMAND, _("The demand side accepts the delivery as a whole."))
    _check_status(case, CaseStatus.DELIVERING, doing=_("A delivery is accepted while it is under way"))
    milestones = list(case.milestones.all())
    if not milestones:
        raise Refused(
            _("There is no milestone yet. Please plan what was delivered, and have it reported and accepted.")
        )
    if any(one.status != MilestoneStatus.ACCEPTED for one in milestones):
        raise Refused(_("Some milestones are not accepted yet. Please accept, send back or remove them first."))
    return seat


def check_can_evaluate(by, case, seat=None):
    """May evaluate the other side, once."""
    done = {evaluation.seat for evaluation in case.evaluations.all()}
    seat = _side(by, case, seat, prefer=tuple(side for side in BOTH if side not in done))
    _check_status(case, CaseStatus.ACCEPTED, doing=_("The sides evaluate each other after the acceptance"))
    if seat in done:
        raise Refused(_("Your side has given its evaluation. It is shown together with that of the other side."))
    return seat


def check_can_terminate(by, case, seat=None):
    """May end the case early, once it is agreed: either side, or the secretariat."""
    seat = Seat.SECRETARIAT if _sits_apart(by, case, seat) else _any_side(by, case, seat)
    if not moves.can_move(CASE_MOVES, case.status, CaseStatus.TERMINATED):
        _refuse_status(case, _("A case is terminated between its agreement and its acceptance"))
    return seat


def check_can_archive(by, case):
    """May put the case away: evaluated, or its time for evaluations over."""
    seat = _secretariat_seat(by)
    _check_status(case, CaseStatus.ACCEPTED, CaseStatus.EVALUATED, doing=_("A case is archived after it was evaluated"))
    if case.status == CaseStatus.ACCEPTED and case.due >= today():
        raise Refused(
            format_lazy(_("The sides may still evaluate each other until {day}. Please wait for them."), day=case.due)
        )
    return seat


# -- talking --


def check_can_post_message(by, case, seat=None):
    """May say something in the case: both sides and the secretariat, while it lives."""
    seat = Seat.SECRETARIAT if _sits_apart(by, case, seat) else _side(by, case, seat)
    if case.status in ENDED:
        _refuse_status(case, _("Messages and papers are added while a case lives"))
    return seat


check_can_attach_file = check_can_post_message


# -- seats and statuses --


def _side(by, case, seat=None, *, prefer=BOTH):
    """The side for which `by` acts: the given one, or the only one; of two, the only one among `prefer`."""
    sides = seats_of(by, case)
    if not sides or (seat and seat not in sides):
        raise Refused(_("Only people who act for this side do this. Please ask one of them."))
    if seat is None:
        wanted = [side for side in sides if side in prefer] or sides
        if len(wanted) > 1:
            raise Refused(_("You act for both sides. Please say for which of them you do this."))
        seat = wanted[0]
    _check_active(case.unit_of(seat))
    return Seat(seat)


def _any_side(by, case, seat):
    """As `_side`, where it does not matter for which of two sides somebody acts."""
    return _side(by, case, seat or next(iter(seats_of(by, case)), None))


def _one_side(by, case, seat, wanted, why):
    """`wanted`, if `by` acts for it; otherwise Refused, saying whose act this is."""
    if (seat and seat != wanted) or not acts_for(by, case.unit_of(wanted)):
        raise Refused(why)
    return _side(by, case, wanted)


def _sits_apart(by, case, seat):
    """True if `by` acts as the secretariat: an officer, by choice or as they act for neither unit."""
    return is_secretariat(by) and (seat == Seat.SECRETARIAT if seat else not seats_of(by, case))


def _secretariat_seat(by):
    if not is_secretariat(by):
        raise Refused(_("This is the secretariat's to do. Please ask a secretariat officer."))
    return Seat.SECRETARIAT


def _unanswered(case):
    return tuple(side for side in BOTH if not case.interest_of(side))


def _check_active(unit):
    if unit.status != UnitStatus.ACTIVE:
        raise Refused(
            format_lazy(
                _("{unit} is “{status}” as a member, so nothing is done for it. Please ask the secretariat."),
                unit=unit,
                status=UnitStatus(unit.status).label,
            )
        )


def _check_status(case, *statuses, doing):
    if case.status not in statuses:
        _refuse_status(case, doing)


def _refuse_status(case, doing):
    status = CaseStatus(case.status).label
    raise Refused(format_lazy(_("{doing}. This one is “{status}” now."), doing=doing, status=status))


can_see_case = question(check_can_see_case)
can_read_talk = question(check_can_read_talk)
can_propose = question(check_can_propose)
can_express_interest = question(check_can_express_interest)
can_decline = question(check_can_decline)
can_withdraw = question(check_can_withdraw)
can_draft_case_agreement = question(check_can_draft_case_agreement)
can_hand_in = question(check_can_hand_in)
can_approve = question(check_can_approve)
can_return_case = question(check_can_return_case)
can_begin_delivery = question(check_can_begin_delivery)
can_plan_milestone = question(check_can_plan_milestone)
can_revise_milestone = question(check_can_revise_milestone)
can_remove_milestone = question(check_can_remove_milestone)
can_report_milestone = question(check_can_report_milestone)
can_accept_milestone = question(check_can_accept_milestone)
can_send_back_milestone = question(check_can_send_back_milestone)
can_check_stage = question(check_can_check_stage)
can_accept = question(check_can_accept)
can_evaluate = question(check_can_evaluate)
can_terminate = question(check_can_terminate)
can_archive = question(check_can_archive)
can_post_message = question(check_can_post_message)
can_attach_file = question(check_can_attach_file)

__all__ = sorted(name for name in globals() if name.startswith(("check_", "can_")))  # what `rules` takes over
