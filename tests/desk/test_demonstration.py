"""The demonstration community, loaded once for all tests of this file: everything in it is there, in both languages."""

import re
from collections import Counter

import pytest
from django.db import transaction
from django.utils import translation

from ronghe.agreements.models import Agreement
from ronghe.agreements.queries import expiring, obligations_due, verify, version_of, waiting_for_signature
from ronghe.agreements.rules import can_decide
from ronghe.agreements.states import AgreementStatus
from ronghe.credentials.models import Credential
from ronghe.desk.demonstration import HERE, loading, roster, rows, table
from ronghe.desk.demonstration.community import OFFICER
from ronghe.docking.models import Case
from ronghe.docking.queries import news_for, waiting_cases
from ronghe.docking.states import ABOUT_CASE, CaseStatus
from ronghe.governance.models import Committee, Holding, Meeting, Motion, Resolution
from ronghe.governance.queries import holders_on, open_motions_for, votes_waiting
from ronghe.governance.states import MeetingStatus, MotionStatus
from ronghe.ledger.models import Seal
from ronghe.ledger.queries import chains, first_break, heads
from ronghe.lib.dates import days_from, today
from ronghe.members.models import Application, Person, Unit
from ronghe.members.queries import delegates_of, expiring_terms, terms_of
from ronghe.members.states import COMMUNITY_ROLES, ApplicationStatus, UnitStatus
from ronghe.notices.queries import unread_for
from ronghe.postings.models import Posting
from ronghe.postings.states import PostingStatus
from ronghe.privacy.models import DataRequest
from ronghe.web.accounts.demonstration import made_up_people, roles_to_try

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("community")]
SHOWCASE = "hr@haijia.example.org"


@pytest.fixture(scope="module")
def community(django_db_setup, django_db_blocker):
    """What `ronghe demo` loads, rolled back after the last test; the lines that it says."""
    said = []
    with django_db_blocker.unblock(), transaction.atomic():
        loading.load(said.append)
        yield said
        transaction.set_rollback(True)


@pytest.fixture
def showcase():
    return Person.objects.get(email=SHOWCASE)


@pytest.fixture
def officer():
    return Person.objects.get(email=OFFICER)


def test_it_says_what_it_does_and_knows_that_it_is_there(community):
    assert "Holding a council meeting …" in community
    assert len(community) == len(loading.STEPS)
    assert loading.is_loaded()


def test_units_and_postings_are_all_there():
    assert (Unit.objects.count(), Posting.objects.count()) == (60, 120)
    assert not Unit.objects.filter(is_demonstration=False).exists()


def test_every_unit_has_a_term_and_a_few_end_soon():
    assert all(terms_of(unit).exists() for unit in Unit.objects.all())
    ends = [term.end for term in expiring_terms(60)]
    assert len(ends) == 3
    assert min(ends) < today() <= max(ends)


def test_two_units_are_members_no_longer():
    found = Unit.objects.exclude(status=UnitStatus.ACTIVE).values_list("status", flat=True)
    assert sorted(found) == [UnitStatus.SUSPENDED, UnitStatus.WITHDRAWN]


def test_every_unit_with_a_title_has_a_delegate_that_stands_for_it():
    for holding in holders_on(today()):
        assert delegates_of(holding.unit).exists(), holding
        assert holding.delegate, holding


def test_applications_wait_in_every_status_that_waits():
    found = Counter(Application.objects.values_list("status", flat=True))
    assert found == dict.fromkeys(set(ApplicationStatus) - {ApplicationStatus.ADMITTED}, 1)
    submitted = Application.objects.get(status=ApplicationStatus.SUBMITTED)
    assert [bytes(paper.file)[:5] for paper in submitted.materials.all()] == [b"%PDF-"] * 2
    rejected = Application.objects.get(status=ApplicationStatus.REJECTED)
    assert rejected.remarks.get().for_applicant


def test_titles_of_today():
    assert Counter(holding.title.code for holding in holders_on(today())) == {
        "guiding_unit": 1,
        "chair_unit": 1,
        "co_chair": 3,
        "rotating_chair": 1,
        "executive_vice_chair": 3,
        "vice_chair": 6,
        "executive_council": 10,
        "council_unit": 20,
        "lead_unit": 3,
        "initiator": 9,
        "secretariat_unit": 1,
    }


@pytest.mark.parametrize(
    ("title", "days", "unit"),
    [
        ("rotating_chair", -150, "Demo Xingcha"),
        ("rotating_chair", 0, "Demo Qingwan"),
        ("rotating_chair", 100, "Demo Lanyu"),
        ("chair_unit", -300, "Demo Jiangzhu"),
        ("chair_unit", 0, "Demo Yongyuan"),
        ("secretariat_unit", -300, "Demo Content Intelligence Institute"),
    ],
)
def test_who_held_what_on_a_day_has_history(title, days, unit):
    held = holders_on(days_from(today(), days)).get(title__code=title)
    assert held.unit.short_en == unit


def test_the_showcase_rose_by_a_resolution():
    held = {row.title.code: row for row in Holding.objects.standing().filter(unit__short_en="Demo Haijia")}
    assert set(held) == {"council_unit", "vice_chair"}
    assert held["council_unit"].end < held["vice_chair"].start
    assert held["vice_chair"].decided_by == Resolution.objects.order_by("number").first()


def test_committees_have_a_chair_and_an_expert_of_their_own():
    assert {committee.kind for committee in Committee.objects.all()} == {"special", "expert"}
    for committee in Committee.objects.all():
        assert committee.seats.filter(post="chair").count() == 1
        assert committee.seats.count() >= 7
    assert Committee.objects.get(kind="expert").seats.filter(unit=None).count() == 3


def test_a_meeting_in_each_state_that_a_visitor_should_see():
    assert Counter(Meeting.objects.values_list("status", flat=True)) == {"minuted": 1, "open": 1, "convened": 1}
    past = Meeting.objects.get(status=MeetingStatus.MINUTED)
    assert (past.attendances.count(), past.proxies.count()) == (32, 4)
    assert Resolution.objects.filter(motion__meeting=past).count() == past.motions.count() == 3
    assert all(set(motion.result["heads"]) == {"for", "against", "abstain"} for motion in past.motions.all())
    assert past.motions.get(kind="admit_units").ballots.filter(is_recorded=True).count() == 1


def test_half_have_voted_and_the_showcase_has_two_ballots(showcase):
    motion = Motion.objects.get(status=MotionStatus.OPEN)
    assert open_motions_for(showcase) == [motion]
    own, carried = votes_waiting(showcase, motion)
    assert (own.proxy, carried.proxy.holder) == (None, own.unit)
    assert motion.ballots.count() == 11
    assert len(motion.electorate["voters"]) == 24


def test_the_meeting_of_next_week_has_the_reviewed_application():
    meeting = Meeting.objects.get(status=MeetingStatus.CONVENED)
    waiting = Application.objects.get(status=ApplicationStatus.REVIEWED)
    assert meeting.at.date() > today()
    assert meeting.items.count() == 4
    assert meeting.motions.get(kind="admit_units").payload == {"applications": [waiting.pk]}


def test_agreements_in_every_state_before_the_end(showcase, officer):
    found = Counter(Agreement.objects.exclude(about_kind=ABOUT_CASE).values_list("status", flat=True))
    assert found == {"in_force": 3, "signing": 2, "approval": 1, "draft": 1}
    assert [party.agreement.title_en for party in waiting_for_signature(showcase)] == [
        "Order class for AIGC visual operators"
    ]
    step = Agreement.objects.get(status=AgreementStatus.APPROVAL).steps.get(decision="waiting")
    assert can_decide(officer, step)
    assert [one.end for one in expiring(30)] == [days_from(today(), 30)]


def test_one_duty_is_late_and_one_is_due_soon():
    days = [(one.due - today()).days for one in obligations_due(14)]
    assert days == [-9, 11]


def test_what_was_signed_verifies():
    agreement = Agreement.objects.get(type__code="framework")
    verdict, known = verify(bytes(version_of(agreement).pdf))
    assert (verdict.code, len(verdict.signatures), known.relation) == ("whole", 5, "latest")


def test_the_applicant_that_signs_has_its_agreement():
    signing = Application.objects.get(status=ApplicationStatus.SIGNING)
    agreement = Agreement.objects.get(about_kind="members.application", about_id=signing.pk)
    assert agreement.status == AgreementStatus.SIGNING
    assert agreement.values["resolution"]["en"].endswith(signing.resolution)


def test_credentials_of_every_fate():
    found = Counter(Credential.objects.values_list("kind", "status"))
    assert found == {
        ("plaque", "active"): 15,
        ("plaque", "revoked"): 1,
        ("certificate", "active"): 13,
        ("certificate", "superseded"): 1,
    }
    assert Credential.objects.get(status="revoked").reason
    assert Credential.objects.filter(valid_until__lte=days_from(today(), 14)).count() == 1
    assert Credential.objects.get(unit=None).holder_en == "Ruozhou Gu"


def test_everybody_can_be_entered():
    owners = Person.objects.filter(roles__name="owner")
    assert owners.count() == 60
    assert not owners.exclude(pk__in=made_up_people()).exists()


@pytest.mark.parametrize("model", [Application, Unit, Agreement, Motion, Meeting, Committee, Credential])
def test_everything_has_both_languages(model):
    for row in model.objects.all():
        with translation.override("zh-hans"):
            zh = str(row)
        with translation.override("en"):
            en = str(row)
        assert re.search("[一-鿿]", zh), row.pk
        assert not re.search("[一-鿿]", en), en


def test_nobody_has_an_unread_notice_of_months_ago(showcase):
    assert not unread_for(showcase).filter(code="meeting.minuted").exists()
    assert unread_for(showcase).filter(code="motion.opened").count() == 1


def test_the_ledger_is_whole():
    assert [chain for chain in chains() if first_break(chain)] == []


def test_an_offer_that_came_late_is_new_to_the_showcase(showcase):
    orders = Posting.objects.get(source_key="d01")
    late = Posting.objects.get(source_key=roster.LATE)
    assert late.status == PostingStatus.OPEN
    assert news_for(orders, viewer=showcase).new == {late.pk}


def test_it_is_sealed_as_it_stands():
    assert Seal.objects.get().heads == heads()


def test_each_role_of_the_community_is_held_by_somebody_to_step_into():
    community, _units = roles_to_try()
    assert sorted(role.name for role in community) == sorted(COMMUNITY_ROLES)
    assert len({role.person for role in community}) == len(COMMUNITY_ROLES)


def test_a_request_about_data_waits_and_one_was_answered(showcase):
    assert Counter(DataRequest.objects.values_list("status", flat=True)) == {"waiting": 1, "done": 1}
    assert DataRequest.objects.get(person=showcase).answer


def test_the_files_name_units_that_there_are():
    keys = {row["key"] for row in rows("units")}
    for path in HERE.glob("*.toml"):
        assert set(re.findall(r'"(u\d\d)"', path.read_text("utf-8"))) <= keys
    held = {key for _title, key, *_term in table("titles")["holdings"]}
    assert held == set(table("membership")["delegates_of"])


# docking cases


def test_there_is_a_case_in_every_state_that_people_bring_it_to():
    found = set(Case.objects.values_list("status", flat=True))
    assert found == set(CaseStatus) - {CaseStatus.WITHDRAWN, CaseStatus.EXPIRED}
    assert all(case.basis.get("score") for case in Case.objects.all())


def test_the_showcase_has_an_answer_to_give_and_talks_to_lead(showcase):
    assert {case.status for case in waiting_cases(showcase)} >= {CaseStatus.NEGOTIATING, CaseStatus.INTERESTED}
