"""From a pair of postings to a case: the door on their page, the page that asks, and what is told."""

import pytest
from django.urls import reverse

from ronghe.docking.models import Case
from ronghe.docking.states import CaseStatus, Origin
from ronghe.members.states import RoleName, UnitKind
from ronghe.postings.states import Kind
from tests import people
from tests.docking.cases import demand, supply

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(client):
    def sign_in(person):
        client.logout()
        client.cookies["django_language"] = "en"
        if person.is_authenticated:
            client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def pair(cast):
    return demand(cast), supply(cast)


def path(pair, end=""):
    return f"/docking/{pair[0].pk}/{pair[1].pk}/{end}"


@pytest.mark.parametrize(("who", "shown"), [("owner", True), ("editor", True), ("officer", True), ("official", False)])
def test_the_door_is_for_the_two_sides_and_the_secretariat(cast, as_, pair, who, shown):
    page = as_(cast.by_name(who)).get(path(pair)).content.decode()
    assert (path(pair, "propose/") in page) == shown


def test_others_cannot_propose_and_visitors_sign_in(cast, as_, pair):
    for who in ("official", "outsider"):
        assert as_(cast.by_name(who)).post(path(pair, "propose/")).status_code in (403, 404)
    assert as_(cast.nobody).post(path(pair, "propose/")).url.startswith(reverse("account_login"))
    assert not Case.objects.exists()


def test_a_side_proposes_and_is_interested(cast, as_, pair):
    owner = as_(cast.owner)
    assert owner.get(path(pair, "propose/")).status_code == 200
    answer = owner.post(path(pair, "propose/"))
    case = Case.objects.get()
    assert answer.url == f"/cases/{case.pk}/"
    assert (case.status, case.origin) == (CaseStatus.INTERESTED, Origin.PARTY)
    assert f"/cases/{case.pk}/" in owner.get(path(pair)).content.decode()
    assert owner.post(path(pair, "propose/")).status_code == 403


def test_the_secretariat_proposes_to_both(cast, as_, pair):
    as_(cast.officer).post(path(pair, "propose/"))
    case = Case.objects.get()
    assert (case.status, case.origin) == (CaseStatus.PROPOSED, Origin.SECRETARIAT)


def test_what_a_rule_stops_needs_the_secretariat_and_its_reason(cast, as_):
    apart = demand(cast), supply(cast, kind=Kind.TEACHER, title="教师")
    assert as_(cast.owner).post(path(apart, "propose/")).status_code == 403
    officer = as_(cast.officer)
    assert officer.post(path(apart, "propose/"), {"override": ""}).status_code == 422
    officer.post(path(apart, "propose/"), {"override": "双方当面商定"})
    assert Case.objects.get().override == "双方当面商定"


def test_a_notice_says_it_in_words(cast, as_, pair):
    as_(cast.owner).post(path(pair, "propose/"))
    page = as_(cast.editor).get("/me/notices/").content.decode()
    assert "Please say yes or no" in page


def test_home_says_whose_answer_is_waited_for(cast, as_, pair):
    as_(cast.owner).post(path(pair, "propose/"))
    assert "Say yes or no to a docking" in as_(cast.editor).get("/").content.decode()
    assert "Say yes or no to a docking" not in as_(cast.owner).get("/").content.decode()


def test_a_stranger_s_posting_is_not_found(cast, as_, pair):
    other = people.unit(cast.officer, kind=UnitKind.ENTERPRISE, name_zh="别家")
    stranger = people.person(cast.officer, "bie", "别", "Bie", other, RoleName.OWNER)
    assert as_(stranger).post(path(pair, "propose/")).status_code == 403
    assert not Case.objects.exists()
