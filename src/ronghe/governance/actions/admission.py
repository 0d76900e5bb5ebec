"""The last steps of an admission, which take several rooms: the agreement, the membership, the certificate."""

from django.db import transaction

from ronghe.agreements import actions as agreements
from ronghe.agreements.models import AgreementType
from ronghe.agreements.rules import can_terminate
from ronghe.agreements.states import UNSIGNED
from ronghe.credentials import actions as credentials
from ronghe.credentials.states import Kind
from ronghe.governance import rules
from ronghe.governance.queries import agreement_of
from ronghe.governance.states import ABOUT_APPLICATION
from ronghe.lib.community import community_name
from ronghe.members import actions as members
from ronghe.members.models import Application
from ronghe.members.states import ApplicationStatus

MEMBER = {"title_zh": "成员单位", "title_en": "Member unit"}


@transaction.atomic
def begin_signing(*, by, application, host, signatory, authority, start, end, **promises):
    """The membership agreement is before its parties for approval: the applicant signs first, then the unit `host`,
    which signs for the community. Returns the agreement.

    `signatory` and `authority` are the applicant's; `promises` are the texts `dues` and `contribution`, each
    {zh, en}. Where an earlier agreement was stopped, this is a new one. Locks the application.
    """
    _lock(application)
    rules.check_can_begin_signing(by, application)
    if application.status == ApplicationStatus.APPROVED:
        members.begin_signing(by=by, application=application)
    agreement = agreements.draft_agreement(
        by=by,
        type=AgreementType.objects.get(code="membership"),
        parties=[{"unit": host, "order": 2}, _applicant(application, signatory, authority)],
        values={**_said(application), **promises},
        title_zh=f"入会协议：{application.name_zh}",
        title_en=f"Membership agreement: {application.name_en or application.name_zh}",
        start=start,
        end=end,
        in_order=True,
        about_kind=ABOUT_APPLICATION,
        about_id=application.pk,
    )
    return agreements.submit_for_approval(by=by, agreement=agreement)


@transaction.atomic
def admit(*, by, application, start, end):
    """The unit is a member for this term, its contact is invited, and it holds a certificate that anyone can verify.

    Refused until everyone has signed the membership agreement. Returns the unit. Locks the application.
    """
    _lock(application)
    rules.check_can_admit(by, application)
    unit = members.admit(by=by, application=application, start=start, end=end)
    credentials.issue(by=by, kind=Kind.CERTIFICATE, unit=unit, valid_until=end, **MEMBER)
    return unit


@transaction.atomic
def withdraw_application(*, by, application, remark=""):
    """The application is over. An officer's act ends its agreement with it; where the applicant withdraws (`by` None),
    the secretariat is told and stops that itself. Locks the application.
    """
    _lock(application)
    members.withdraw_application(by=by, application=application, remark=remark)
    agreement = agreement_of(application)
    if agreement is not None and agreement.status in UNSIGNED and can_terminate(by, agreement):
        agreements.terminate(
            by=by, agreement=agreement, reason=f"{application.number}: 撤回申请 · application withdrawn"
        )
    return application


def _lock(application):
    application.refresh_from_db(from_queryset=Application.objects.select_for_update())


def _applicant(application, signatory, authority):
    """The applicant is no member yet: it signs by the link that is sent to its contact."""
    return {
        **{"name": application.name_zh, "name_en": application.name_en, "uscc": application.uscc},
        **{"email": application.contact_email, "signatory_name": signatory, "authority": authority, "order": 1},
    }


def _said(application):
    """What the text says of the community, and of the resolution by which the council approved."""
    number = application.resolution
    return {
        "community": {language: community_name(language) for language in ("zh", "en")},
        "resolution": {"zh": f"理事会第 {number} 号决议", "en": f"council resolution {number}"},
    }
