"""The way of an application as people see it, and what its ledger entries say."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ronghe.agreements.queries import about
from ronghe.agreements.states import SIGNED, UNSIGNED, AgreementStatus
from ronghe.credentials.models import Credential
from ronghe.credentials.states import Kind
from ronghe.governance.queries import agreement_of
from ronghe.governance.states import ABOUT_APPLICATION
from ronghe.ledger.queries import entries_on
from ronghe.members.models import Person
from ronghe.members.states import WAITS_FOR, ApplicationStatus

STAGES = [
    pgettext_lazy("stage", "Application"),
    pgettext_lazy("stage", "Review"),
    pgettext_lazy("stage", "Council"),
    pgettext_lazy("stage", "Signature"),
    pgettext_lazy("stage", "Member"),
]
NOW = {  # the stage that is being done; the last one is done once reached
    ApplicationStatus.SUBMITTED: 1,
    ApplicationStatus.RETURNED: 0,
    ApplicationStatus.REVIEWED: 2,
    ApplicationStatus.APPROVED: 3,
    ApplicationStatus.SIGNING: 3,
    ApplicationStatus.ADMITTED: 5,
}
WAITING = {
    "secretariat": _("Waits for the secretariat"),
    "applicant": _("Waits for the applicant"),
    "council": _("Waits for the council"),
}
SIGNING = {  # while the membership agreement is on its way
    AgreementStatus.DRAFT: _("The membership agreement is a draft again"),
    AgreementStatus.APPROVAL: _("The membership agreement waits for approval of its text"),
    AgreementStatus.SIGNING: _("The membership agreement waits for signatures"),
}
SAID = {
    "application.submitted": _("Handed in"),
    "application.resubmitted": _("Completed and handed in again"),
    "application.returned": _("Returned to the applicant"),
    "application.reviewed": _("Reviewed and handed to the council"),
    "application.approved": _("Approved by the council"),
    "application.signing": _("Signing began"),
    "application.admitted": _("Admitted as a member"),
    "application.rejected": _("Rejected"),
    "application.withdrawn": _("Withdrawn"),
    "application.forgotten": _("Personal data erased"),
    "application.remarked": _("Remark"),
    "application.exported": _("A paper was downloaded"),
    "agreement.drafted": _("Membership agreement drafted"),
    "agreement.approved": _("The text of the agreement is approved"),
    "agreement.returned": _("The text of the agreement is returned"),
    "agreement.signed": _("A party has signed the agreement"),
    "agreement.in_force": _("Everyone has signed: the agreement is in force"),
    "agreement.terminated": _("The agreement is stopped"),
    "credential.issued": _("Certificate issued"),
}


def stages_of(application):
    """(names of the stages, index of the one being done); no stages once it ended without an admission."""
    now = NOW.get(ApplicationStatus(application.status))
    return (STAGES, now) if now is not None else ([], None)


def waiting_of(application):
    """Whose act is next, as a sentence; None where it is decided."""
    agreement = agreement_of(application) if application.status == ApplicationStatus.SIGNING else None
    if agreement is not None and agreement.status in UNSIGNED:
        return SIGNING[agreement.status]
    return WAITING.get(WAITS_FOR.get(application.status))


def trail_of(application):
    """What happened to it, its agreement and its certificate, the newest first.

    When, what, who (None for the applicant), and what was said.
    """
    entries = [entry for row in _trailed(application) for entry in entries_on(row) if entry.what in SAID]
    entries.sort(key=lambda entry: (entry.at, entry.pk))
    people = Person.objects.in_bulk({entry.by_id for entry in entries if entry.by_id})
    remarks = {remark.pk: remark for remark in application.remarks.all()}
    return [
        {
            "at": entry.at,
            "what": SAID[entry.what],
            "by": people.get(entry.by_id),
            "by_applicant": entry.by_id is None,
            "facts": entry.facts,
            "remark": remarks.get(entry.facts.get("remark")),
        }
        for entry in reversed(entries)
    ]


def papers_of(application):
    """The agreements about it, the newest first."""
    return about(ABOUT_APPLICATION, application.pk).select_related("type").order_by("-pk")


def certificate_of(application):
    """The first certificate of the unit that it became; None before that."""
    found = Credential.objects.filter(unit=application.unit, kind=Kind.CERTIFICATE) if application.unit else None
    return found and found.order_by("issued_at").first()


def link_of(application):
    """The opaque key of the applicant's place to sign, once the text is ready to be signed; None before."""
    agreement = agreement_of(application)
    if agreement is None or agreement.status not in (AgreementStatus.SIGNING, *SIGNED):
        return None
    return agreement.parties.filter(unit=None).values_list("token", flat=True).first()


def _trailed(application):
    return [row for row in (application, *papers_of(application), certificate_of(application)) if row]
