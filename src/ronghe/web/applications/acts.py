"""What an officer may do with an application: each act with its rule, its question and its words."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ronghe.lib.dates import days_from, today
from ronghe.members import actions, rules
from ronghe.members.states import APPLICATION_MOVES, ApplicationStatus
from ronghe.web.applications.forms import ApprovalForm, InsideForm, TermForm, ToApplicantForm

YEARS = 3  # that a first term usually lasts: what the form starts from


@dataclass(frozen=True)
class Act:
    """One act: where it leads (`to`), what is asked (`form`), what is done (`do`) and said."""

    code: str
    label: Any
    icon: str
    to: ApplicationStatus
    do: Callable[..., Any]
    ask: Any  # the sentence above the question
    done: Any
    form: type[forms.Form] = forms.Form
    style: str = ""

    def check(self, by, application):
        if self.to == ApplicationStatus.WITHDRAWN:
            rules.check_can_withdraw_application(by, application)
        else:
            rules.check_can_move_application(by, application, self.to)

    def start(self):
        """What the question's form starts from."""
        if self.form is not TermForm:
            return {}
        start = today()
        return {"initial": {"start": start, "end": days_from(_years_later(start, YEARS), -1)}}


def _years_later(day, years):
    """The same day of a later year; 28 February stands for the 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _admitted(*, by, application, start, end):
    return actions.admit(by=by, application=application, start=start, end=end)


ACTS = {
    act.code: act
    for act in (
        Act(
            "review", _("Hand to the council"), "people", ApplicationStatus.REVIEWED, actions.review_application,
            _("The application is complete and comes before the council."), _("The application is before the council."),
            InsideForm, "btn-primary",
        ),
        Act(
            "approve", _("Record the approval"), "check2", ApplicationStatus.APPROVED, actions.record_approval,
            _("A resolution adopted here records this by itself. Where the council decided on paper, give its number."),
            _("The approval is recorded. Next, the membership agreement is signed."), ApprovalForm,
        ),
        Act(
            "sign", _("Begin signing"), "pencil", ApplicationStatus.SIGNING, actions.begin_signing,
            _("The membership agreement goes to both sides for signature."), _("Signing has begun."),
            style="btn-primary",
        ),
        Act(
            "admit", _("Admit"), "patch-check", ApplicationStatus.ADMITTED, _admitted,
            _("The unit is registered as a member for this term, and its contact is invited as administrator."),
            _("The unit is a member. Its contact is invited as administrator."), TermForm, "btn-seal",
        ),
        Act(
            "return", _("Return"), "arrow-left", ApplicationStatus.RETURNED, actions.return_application,
            _("What is missing or unclear? The applicant reads it and completes the application."),
            _("The application is back with the applicant."), ToApplicantForm,
        ),
        Act(
            "reject", _("Reject"), "slash-circle", ApplicationStatus.REJECTED, actions.reject_application,
            _("This ends the application. The applicant reads why."), _("The application is rejected."),
            ToApplicantForm,
        ),
        Act(
            "withdraw", _("Withdraw"), "x-lg", ApplicationStatus.WITHDRAWN, actions.withdraw_application,
            _("This ends the application because the applicant told you so. It cannot be taken up again."),
            _("The application is withdrawn."), InsideForm, "btn-quiet",
        ),
    )
}  # fmt: skip


def offered(by, application):
    """The acts that `by` may do now, in their order."""
    nexts = APPLICATION_MOVES[application.status]
    may = partial(_may, by, application)
    return [act for act in ACTS.values() if act.to in nexts and may(act)]


def _may(by, application, act):
    if act.to == ApplicationStatus.WITHDRAWN:
        return rules.can_withdraw_application(by, application)
    return rules.can_move_application(by, application, act.to)
