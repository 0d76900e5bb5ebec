"""What may be done with a case: each act with its rule, its question and its words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from ronghe.docking import actions, rules
from ronghe.docking.queries import acts_for_case, seats_of
from ronghe.docking.states import Seat
from ronghe.lib.pairs import question
from ronghe.members.rules import is_secretariat
from ronghe.web.cases import forms


@dataclass(frozen=True)
class Act:
    """One act: who may (`check`), how it is asked, done and said. An official one is sealed in red.

    `place`: "next" is a step forward, "aside" leads out of the way, "work" belongs to its own section of the page.
    """

    code: str
    label: Any
    icon: str
    check: Callable[..., Any]
    do: Callable[..., Any]
    ask: Any
    done: Any
    form: type[forms.CaseForm] = forms.CaseForm
    style: str = "btn-primary"
    place: str = "next"
    is_apart: bool = False  # the secretariat's: its rule knows no seat

    @property
    def rule(self):
        """The code by which the room knows it."""
        return self.code.replace("-", "_")

    @property
    def dialog(self):
        return f"ask-{self.code}"


ACTS = {
    act.code: act
    for act in (
        Act(
            "express-interest", _("We are interested"), "check2", rules.check_can_express_interest,
            actions.express_interest, _("The other side is told. Once both are interested, talks begin."),
            _("Your interest is expressed. The other side has been told."),
        ),
        Act(
            "hand-in", _("Hand in again"), "send", rules.check_can_hand_in, actions.hand_in,
            _("It comes before the secretariat again. What was put right?"), _("It is before the secretariat again."),
            forms.HandInForm,
        ),
        Act(
            "approve", _("Approve"), "patch-check", rules.check_can_approve, actions.approve,
            _("You approve for the community what the two sides have agreed. The delivery may begin."),
            _("Approved. Both sides have been told."), style="btn-seal", is_apart=True,
        ),
        Act(
            "begin-delivery", _("Begin the delivery"), "play", rules.check_can_begin_delivery, actions.begin_delivery,
            _("The milestones begin to count. Where none is planned, the obligations of the agreement become them."),
            _("The delivery has begun."),
        ),
        Act(
            "accept", _("Accept the delivery"), "patch-check", rules.check_can_accept, actions.accept,
            _("You accept for the demand side that everything agreed was delivered. Then both sides evaluate."),
            _("The delivery is accepted. Please evaluate the other side."), style="btn-seal",
        ),
        Act(
            "evaluate", _("Evaluate the other side"), "pencil", rules.check_can_evaluate, actions.evaluate,
            _("Given once. The other side reads it when both evaluations are in."),
            _("Thank you. Your evaluation is kept."), forms.EvaluateForm,
        ),
        Act(
            "archive", _("Archive"), "layers", rules.check_can_archive, actions.archive,
            _("The case is put away, and both sides read the evaluations."), _("The case is archived."), is_apart=True,
        ),
        Act(
            "check-stage", _("Check the stage"), "eye", rules.check_can_check_stage, actions.check_stage,
            _("You have looked at the delivery. Both sides read what you found."), _("The check is noted."),
            forms.CheckForm, style="", place="work", is_apart=True,
        ),
        Act(
            "return", _("Return"), "arrow-left", rules.check_can_return_case, actions.return_case,
            _("The two sides put it right and hand it in again."), _("The case is back with the two sides."),
            forms.ReturnForm, style="", place="aside", is_apart=True,
        ),
        Act(
            "decline", _("Decline"), "x-lg", rules.check_can_decline, actions.decline,
            _("This ends the case for good. Why?"), _("Declined. The other side has been told."),
            forms.DeclineForm, style="", place="aside",
        ),
        Act(
            "withdraw", _("Take back"), "arrow-left", rules.check_can_withdraw, actions.withdraw,
            _("This ends the case for good. Why?"), _("Taken back. The other side has been told."),
            forms.WithdrawForm, style="", place="aside",
        ),
        Act(
            "terminate", _("End early"), "slash-circle", rules.check_can_terminate, actions.terminate,
            _("The case ends for good. Its agreement is ended on its own page."),
            _("The case has ended. Everyone concerned has been told."),
            forms.TerminateForm, style="", place="aside",
        ),
    )
}  # fmt: skip


def chairs_of(person, case, check):
    """The chairs on which `person` may do this now: sides of their units, and the secretariat's."""
    chairs = (*seats_of(person, case), *((Seat.SECRETARIAT,) if is_secretariat(person) else ()))
    return tuple(seat for seat in chairs if question(check)(person, case, seat))


def form_of(act, person, case, *data, **more):
    """The question of this act for this person, bound to what was sent; ids do not meet where several stand."""
    chairs = () if act.is_apart else chairs_of(person, case, act.check)
    return act.form(*data, case=case, chairs=chairs, **more)


def offered(person, case):
    """place → [(act, its unsent question)] of what this person may do now."""
    allowed = acts_for_case(person, case)
    found: dict[str, list] = {"next": [], "aside": [], "work": []}
    for act in ACTS.values():
        if act.rule in allowed:
            found[act.place].append((act, form_of(act, person, case, auto_id=f"{act.code}_%s")))
    return found
