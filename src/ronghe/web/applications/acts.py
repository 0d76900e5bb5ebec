"""What an officer may do with an application: each act with its rule, its question and its words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ronghe.governance import actions as admission
from ronghe.governance import rules as admission_rules
from ronghe.lib.pairs import question
from ronghe.members import actions, rules
from ronghe.members.states import ApplicationStatus
from ronghe.web.applications.forms import ApprovalForm, InsideForm, ToApplicantForm
from ronghe.web.applications.signing import SignForm, TermForm


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
        check = CHECKS.get(self.to)
        if check:
            check(by, application)
        else:
            rules.check_can_move_application(by, application, self.to)

    def start(self, application):
        """What the question's form starts from."""
        starting = getattr(self.form, "starting", None)
        return {"initial": starting(application)} if starting else {}


CHECKS = {  # acts that ask for more than the right move
    ApplicationStatus.SIGNING: admission_rules.check_can_begin_signing,
    ApplicationStatus.ADMITTED: admission_rules.check_can_admit,
    ApplicationStatus.WITHDRAWN: rules.check_can_withdraw_application,
}
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
            "sign", _("Draft the membership agreement"), "pencil", ApplicationStatus.SIGNING, admission.begin_signing,
            _("The agreement is drafted and goes to both sides. The applicant signs first, by a link."),
            _("The agreement is drafted. The unit that signs for the community approves it next."), SignForm,
            "btn-primary",
        ),
        Act(
            "admit", _("Admit"), "patch-check", ApplicationStatus.ADMITTED, admission.admit,
            _("The unit is a member for this term, its contact is invited, and its certificate is issued."),
            _("The unit is a member. Its contact is invited as administrator, and its certificate is issued."),
            TermForm, "btn-seal",
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
            "withdraw", _("Withdraw"), "x-lg", ApplicationStatus.WITHDRAWN, admission.withdraw_application,
            _("This ends the application because the applicant told you so. It cannot be taken up again."),
            _("The application is withdrawn."), InsideForm, "btn-quiet",
        ),
    )
}  # fmt: skip


def offered(by, application):
    """The acts that `by` may do now, in their order."""
    return [act for act in ACTS.values() if question(act.check)(by, application)]
