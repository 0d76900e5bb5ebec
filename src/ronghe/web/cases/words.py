"""Words of case pages: what is next, what happened, and how a status looks."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ronghe.docking.states import CaseStatus, Seat

WAY = (  # the stages across the top
    *(CaseStatus.PROPOSED, CaseStatus.INTERESTED, CaseStatus.NEGOTIATING, CaseStatus.AGREED, CaseStatus.APPROVED),
    *(CaseStatus.DELIVERING, CaseStatus.ACCEPTED, CaseStatus.EVALUATED, CaseStatus.ARCHIVED),
)
STAGES = {  # in a word, where a status would be too long
    CaseStatus.PROPOSED: pgettext_lazy("stage", "Proposed"),
    CaseStatus.INTERESTED: pgettext_lazy("stage", "Interest"),
    CaseStatus.NEGOTIATING: pgettext_lazy("stage", "Talks"),
    CaseStatus.AGREED: pgettext_lazy("stage", "Agreed"),
    CaseStatus.RETURNED: pgettext_lazy("stage", "Returned"),
    CaseStatus.APPROVED: pgettext_lazy("stage", "Approved"),
    CaseStatus.DELIVERING: pgettext_lazy("stage", "Delivery"),
    CaseStatus.ACCEPTED: pgettext_lazy("stage", "Accepted"),
    CaseStatus.EVALUATED: pgettext_lazy("stage", "Evaluated"),
    CaseStatus.ARCHIVED: pgettext_lazy("stage", "Archived"),
    CaseStatus.DECLINED: pgettext_lazy("stage", "Declined"),
    CaseStatus.WITHDRAWN: pgettext_lazy("stage", "Withdrawn"),
    CaseStatus.EXPIRED: pgettext_lazy("stage", "Expired"),
    CaseStatus.TERMINATED: pgettext_lazy("stage", "Ended early"),
}
NEXT = {  # what is to be done, whoever reads it
    CaseStatus.PROPOSED: _("Say whether you are interested"),
    CaseStatus.INTERESTED: _("Answer the other side"),
    CaseStatus.NEGOTIATING: _("Agree on terms, and sign an agreement"),
    CaseStatus.AGREED: _("Approve what was agreed, or return it"),
    CaseStatus.RETURNED: _("Put it right, and hand it in again"),
    CaseStatus.APPROVED: _("Begin the delivery"),
    CaseStatus.DELIVERING: _("Deliver milestone by milestone"),
    CaseStatus.ACCEPTED: _("Evaluate each other"),
    CaseStatus.EVALUATED: _("Put the case away"),
}
ENDS = {
    CaseStatus.ARCHIVED: _("Nothing is left to do: both sides have confirmed the outcome."),
    CaseStatus.DECLINED: _("One side said no. The two postings are free for others."),
    CaseStatus.WITHDRAWN: _("It was taken back before anything was agreed."),
    CaseStatus.EXPIRED: _("Nobody answered in time. It can be proposed anew."),
    CaseStatus.TERMINATED: _("It ended after the agreement and before the acceptance."),
}
SIDES = {
    Seat.DEMAND: _("demand side"),
    Seat.SUPPLY: _("supply side"),
    Seat.SECRETARIAT: _("the secretariat"),
}
SAID = {  # of the ledger
    "case.proposed": _("The docking was proposed"),
    "case.interested": _("Interest expressed"),
    "case.negotiating": _("Both sides are interested: talks began"),
    "case.agreement_drafted": _("The agreement was drafted"),
    "case.agreed": _("Everyone has signed: agreed"),
    "case.approved": _("Approved by the secretariat"),
    "case.returned": _("Returned by the secretariat"),
    "case.delivering": _("Delivery began"),
    "case.accepted": _("The delivery is accepted"),
    "case.evaluation": _("One side has evaluated the other"),
    "case.evaluated": _("Both sides have evaluated each other"),
    "case.archived": _("Archived"),
    "case.declined": _("Declined"),
    "case.withdrawn": _("The docking was taken back"),
    "case.expired": _("Its time was over"),
    "case.terminated": _("Ended early"),
    "case.escalated": _("Late: the secretariat was told"),
    "case.message": _("A message was sent"),
    "case.file": _("A paper was added"),
    "case.checked": _("The secretariat looked at the delivery"),
    "case.exported": _("A paper was downloaded"),
    "milestone.planned": _("A milestone was planned"),
    "milestone.revised": _("A milestone was changed"),
    "milestone.removed": _("A milestone was taken away"),
    "milestone.reported": _("A milestone was reported as done"),
    "milestone.accepted": _("A milestone was accepted"),
    "milestone.sent_back": _("A milestone was sent back"),
    "agreement.submitted": _("The agreement was handed in for approval"),
    "agreement.approved": _("The text of the agreement is approved"),
    "agreement.returned": _("The text of the agreement is returned"),
    "agreement.signed": _("A party has signed the agreement"),
    "agreement.in_force": _("Everyone has signed: the agreement is in force"),
    "agreement.terminated": _("The agreement is stopped"),
}
MILESTONES = {"open": ("circle", ""), "reported": ("hourglass-split", "wait"), "accepted": ("check2-circle", "good")}
CHECKS = {
    "fine": ("check2-circle", "good"),
    "watch": ("exclamation-triangle", "wait"),
    "stuck": ("slash-circle", "stop"),
}
