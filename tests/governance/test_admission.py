"""From the council's approval to the certificate: no step can be left out."""

from datetime import timedelta

import pytest

from ronghe.agreements import actions as agreements
from ronghe.agreements.queries import version_of
from ronghe.agreements.states import AgreementStatus
from ronghe.credentials.models import Credential
from ronghe.credentials.states import CredentialStatus
from ronghe.governance import actions
from ronghe.governance.models import Title
from ronghe.governance.queries import agreement_of, usual_host
from ronghe.lib.dates import today
from ronghe.lib.refusals import Refused
from ronghe.members.models import Role, Unit
from ronghe.members.states import ApplicationStatus
from tests.governance.admitting import begin, sign_all
from tests.members.applying import END, START, application

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved(cast):
    return application(cast.officer, ApplicationStatus.APPROVED)


def test_the_agreement_says_who_joins_and_by_which_resolution(cast, approved):
    agreement = begin(cast, approved)
    host, applicant = agreement.parties.all()
    text = str(version_of(agreement).content)
    assert agreement.status == AgreementStatus.APPROVAL
    assert approved.status == ApplicationStatus.SIGNING
    assert (host.unit, applicant.unit) == (cast.enterprise, None)
    assert (applicant.uscc, applicant.email) == (approved.uscc, approved.contact_email)
    assert "理事会第 2026-07 号决议" in text
    assert "council resolution 2026-07" in text
    assert "20 seats" in text


def test_nobody_is_admitted_before_everyone_has_signed(cast, approved):
    agreement = begin(cast, approved)
    with pytest.raises(Refused, match="not signed by everyone"):
        actions.admit(by=cast.officer, application=approved, start=START, end=END)
    sign_all(cast, agreement)
    unit = actions.admit(by=cast.officer, application=approved, start=START, end=END)
    certificate = Credential.objects.get(unit=unit)
    assert (approved.status, approved.unit) == (ApplicationStatus.ADMITTED, unit)
    assert (certificate.status, certificate.valid_until) == (CredentialStatus.ACTIVE, END)
    assert Role.objects.filter(unit=unit, person__email=approved.contact_email).exists()


def test_where_the_certificate_fails_nobody_is_admitted(cast, approved, monkeypatch):
    def fail(**given):
        raise Refused("no key")

    sign_all(cast, begin(cast, approved))
    monkeypatch.setattr("ronghe.governance.actions.admission.credentials.issue", fail)
    with pytest.raises(Refused):
        actions.admit(by=cast.officer, application=approved, start=START, end=END)
    assert not Unit.objects.filter(uscc=approved.uscc).exists()


def test_one_agreement_at_a_time_and_another_once_it_is_stopped(cast, approved):
    first = begin(cast, approved)
    with pytest.raises(Refused, match="Stop it first"):
        begin(cast, approved)
    agreements.terminate(by=cast.officer, agreement=first, reason="Wrong name")
    second = begin(cast, approved)
    assert agreement_of(approved) == second != first


@pytest.mark.parametrize("who", ["owner", "editor", "official", "outsider"])
def test_only_officers_draft_and_admit(cast, approved, who):
    by = cast.by_name(who)
    with pytest.raises(Refused):
        actions.begin_signing(
            by=by,
            application=approved,
            host=cast.enterprise,
            signatory="闻",
            authority="法定代表人",
            start=START,
            end=END,
        )
    sign_all(cast, begin(cast, approved))
    with pytest.raises(Refused):
        actions.admit(by=by, application=approved, start=START, end=END)
    assert not Unit.objects.filter(uscc=approved.uscc).exists()


def test_an_application_that_is_withdrawn_takes_its_agreement_along(cast, approved):
    agreement = begin(cast, approved)
    actions.withdraw_application(by=cast.officer, application=approved)
    agreement.refresh_from_db()
    assert agreement.status == AgreementStatus.TERMINATED


def test_the_applicant_s_own_withdrawal_leaves_the_agreement_to_the_secretariat(cast, approved):
    agreement = begin(cast, approved)
    actions.withdraw_application(by=None, application=approved)
    agreement.refresh_from_db()
    assert (approved.status, agreement.status) == (ApplicationStatus.WITHDRAWN, AgreementStatus.APPROVAL)


def test_the_unit_that_signs_for_the_community_has_the_title(cast):
    def grant(code, unit, **days):
        title = Title.objects.get(code=code)
        actions.grant_title(by=cast.officer, title=title, unit=unit, **{"start": today(), "end": None, **days})

    assert usual_host() is None
    grant("chair_unit", cast.enterprise)
    assert usual_host() == cast.enterprise
    grant("secretariat_unit", cast.school, start=today() + timedelta(days=1))
    assert usual_host() == cast.enterprise
    assert usual_host(today() + timedelta(days=1)) == cast.school
