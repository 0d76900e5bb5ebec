"""Who may see, change, approve and sign agreements: every role, every status."""

import pytest

from ronghe.agreements import rules
from ronghe.agreements.queries import agreements_visible_to
from ronghe.agreements.states import (
    DECISION_MOVES,
    MOVES,
    OBLIGATION_MOVES,
    AgreementStatus,
    Decision,
    ObligationStatus,
)
from tests import people
from tests.agreements import made
from tests.people import ROLES

# The agreement is drafted by the enterprise (`owner`), the school (`editor`, and `dean`) is the other party.
AUTHORS = {"officer", "owner"}
PARTIES = AUTHORS | {"editor"}
SEEN = dict.fromkeys(AgreementStatus, PARTIES) | {"draft": AUTHORS}
OVERSEEN = {"signing", "in_force", "fulfilled", "terminated", "expired", "amended"}
WRITES = {
    "draft": {"can_revise", "can_submit", "can_terminate"},
    "approval": {"can_take_back", "can_terminate"},
    "signing": {"can_take_back", "can_terminate"},
    "in_force": {"can_amend", "can_terminate"},
}


def see(cast, agreement):
    """The roles that see the agreement; the rule and the query must agree."""
    by_rule = {role for role in ROLES if rules.can_see(cast.by_name(role), agreement)}
    by_query = {role for role in ROLES if agreement in agreements_visible_to(cast.by_name(role))}
    assert by_rule == by_query
    return by_rule


@pytest.mark.parametrize(
    "moves", [(MOVES, AgreementStatus), (DECISION_MOVES, Decision), (OBLIGATION_MOVES, ObligationStatus)]
)
def test_every_status_has_its_row(moves):
    table, statuses = moves
    assert set(table) == set(statuses)
    assert {to for row in table.values() for to in row} <= set(statuses)


@pytest.mark.parametrize("is_confidential", [False, True])
@pytest.mark.parametrize("status", AgreementStatus)
def test_who_sees(cast, status, is_confidential):
    agreement = made.agreement(cast, status, is_confidential=is_confidential)
    officials = {"official"} if status in OVERSEEN and not is_confidential else set()
    assert see(cast, agreement) == SEEN[status] | officials


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("status", AgreementStatus)
def test_who_changes(cast, status, role):
    agreement = made.agreement(cast, status)
    names = ("can_revise", "can_submit", "can_take_back", "can_amend", "can_terminate")
    allowed = {name for name in names if getattr(rules, name)(cast.by_name(role), agreement)}
    expected = WRITES.get(status, set()) if role in AUTHORS else set()
    if role == "editor" and status == "in_force":
        expected = {"can_amend"}  # acts for a party, without administering it
    assert allowed == expected


@pytest.mark.parametrize(
    ("role", "own", "secretariat"),
    [
        ("officer", True, True),
        ("official", False, False),
        ("owner", True, False),
        ("editor", False, False),
        ("outsider", False, False),
        ("nobody", False, False),
    ],
)
def test_who_drafts(cast, role, own, secretariat):
    by = cast.by_name(role)
    assert [rules.can_draft(by, cast.enterprise), rules.can_draft(by, None)] == [own, secretariat]


@pytest.mark.parametrize("role", [*ROLES, "dean"])
def test_who_approves(cast, role):
    agreement = made.agreement(cast, "approval")
    by = made.dean(cast) if role == "dean" else cast.by_name(role)
    school, enterprise, secretariat = agreement.steps.all()
    allowed = [rules.can_decide(by, step) for step in (school, enterprise, secretariat)]
    assert allowed == [role == "dean", role == "owner", False]
    agreement.steps.filter(party__isnull=False).update(decision=Decision.APPROVED)
    assert rules.can_decide(by, secretariat) is (role == "officer")


@pytest.mark.parametrize("role", [*ROLES, "dean"])
@pytest.mark.parametrize("status", AgreementStatus)
def test_who_signs(cast, status, role):
    agreement = made.agreement(cast, status)
    by = made.dean(cast) if role == "dean" else cast.by_name(role)
    allowed = [rules.can_sign(by, agreement, party) for party in agreement.parties.all()]
    assert allowed == [status == "signing" and role == "dean", status == "signing" and role == "owner"]


@pytest.mark.parametrize("role", [*ROLES, "dean"])
def test_who_adds_a_scan(cast, role):
    agreement = made.agreement(
        cast, "signing", parties=[*made.parties(cast), made.outside()], code="nda", obligations=[]
    )
    by = made.dean(cast) if role == "dean" else cast.by_name(role)
    allowed = {p.position for p in agreement.parties.all() if rules.can_attach_scan(by, agreement, p)}
    assert allowed == {"officer": {1, 2, 3}, "owner": {2, 3}, "dean": {1}}.get(role, set())


@pytest.mark.parametrize("role", ROLES)
def test_who_reports_and_who_confirms(cast, role):
    agreement = made.agreement(cast, "in_force")
    owed, by = agreement.obligations.get(), cast.by_name(role)
    assert rules.can_report(by, owed) is (role == "owner")
    assert not rules.can_accept(by, owed)
    owed.status = "reported"
    assert rules.can_accept(by, owed) is (role in ("officer", "editor"))


@pytest.mark.parametrize("role", ROLES)
def test_who_oversees(cast, role):
    assert rules.can_oversee(cast.by_name(role)) is (role == "officer")
    assert rules.can_edit_templates(cast.by_name(role)) is (role == "officer")


def test_a_unit_that_is_no_party_sees_nothing(cast):
    stranger = people.unit(cast.officer, name_zh="旁观学校")
    by = people.person(cast.officer, "wu", "吴越", "Wu Yue", stranger, "owner")
    agreement = made.agreement(cast, "in_force")
    assert not rules.can_see(by, agreement)
    assert not agreements_visible_to(by)
    assert not rules.can_amend(by, agreement)


def test_without_a_person_nothing(cast):
    agreement = made.agreement(cast, "signing")
    party = agreement.parties.first()
    assert not rules.can_see(None, agreement)
    assert not rules.can_sign(None, agreement, party)
    assert not agreements_visible_to(None)
