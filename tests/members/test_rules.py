"""Who may do what with units, people and roles: every role, its own unit and another."""

import pytest

from ronghe.lib.pairs import refusal
from ronghe.lib.refusals import Refused
from ronghe.members import actions, rules
from ronghe.members.states import MOVES, RoleName, UnitStatus
from tests.people import ROLES, person

# (own unit, other unit); officer, official, outsider and nobody have no unit, so both are others'
UNITS = {
    "can_edit_unit": {
        "officer": "11",
        "official": "00",
        "owner": "10",
        "editor": "00",
        "outsider": "00",
        "nobody": "00",
    },
    "can_see_contacts": {
        "officer": "11",
        "official": "00",
        "owner": "11",
        "editor": "11",
        "outsider": "00",
        "nobody": "00",
    },
    "can_give_role": {
        "officer": "11",
        "official": "00",
        "owner": "10",
        "editor": "00",
        "outsider": "00",
        "nobody": "00",
    },
    "acts_for": {"officer": "00", "official": "00", "owner": "10", "editor": "10", "outsider": "00", "nobody": "00"},
}
CASES = [(rule, role, cells) for rule, row in UNITS.items() for role, cells in row.items()]


def own_and_other(cast, role):
    return (cast.school, cast.enterprise) if role == "editor" else (cast.enterprise, cast.school)


@pytest.mark.parametrize(("rule", "role", "cells"), CASES)
def test_with_units(cast, rule, role, cells):
    can = getattr(rules, rule)
    answers = [can(cast.by_name(role), unit) for unit in own_and_other(cast, role)]
    assert answers == [cell == "1" for cell in cells]


def test_the_table_has_every_role():
    assert all(tuple(row) == ROLES for row in UNITS.values())


@pytest.mark.parametrize("role", ROLES)
def test_of_the_community(cast, role):
    by, is_officer = cast.by_name(role), role == "officer"
    assert rules.can_register_unit(by) is is_officer
    assert rules.can_give_role(by, None) is is_officer
    assert rules.can_change_unit_status(by, cast.enterprise, UnitStatus.SUSPENDED) is is_officer
    assert rules.is_secretariat(by) is is_officer
    assert rules.is_official(by) is (role == "official")
    assert rules.is_member(by) is (role in ("owner", "editor"))


@pytest.mark.parametrize("rule", ["can_edit_unit", "can_see_contacts", "can_give_role", "acts_for"])
def test_nothing_without_a_person(cast, rule):
    assert not getattr(rules, rule)(None, cast.enterprise)


@pytest.mark.parametrize("role", ["officer", "owner"])
def test_an_account_that_was_closed_may_nothing(cast, role):
    by = cast.by_name(role)
    by.is_active = False
    assert not rules.can_edit_unit(by, cast.enterprise)
    assert not rules.acts_for(by, cast.enterprise)


def test_a_superuser_is_nobody_here(cast):
    cast.outsider.is_superuser = cast.outsider.is_staff = True
    assert not rules.can_register_unit(cast.outsider)
    assert not rules.can_edit_unit(cast.outsider, cast.school)


def test_a_withdrawn_unit_stays_as_it_was(cast):
    actions.change_unit_status(by=cast.officer, unit=cast.enterprise, to=UnitStatus.WITHDRAWN, reason="merged")
    for by in (cast.officer, cast.owner):
        assert not rules.can_edit_unit(by, cast.enterprise)
        assert not rules.can_give_role(by, cast.enterprise)


def test_people_of_a_suspended_unit_see_their_own_contacts_only(cast):
    actions.change_unit_status(by=cast.officer, unit=cast.enterprise, to=UnitStatus.SUSPENDED, reason="dues")
    assert rules.can_see_contacts(cast.owner, cast.enterprise)
    assert not rules.can_see_contacts(cast.owner, cast.school)


@pytest.mark.parametrize("status", UnitStatus)
@pytest.mark.parametrize("to", UnitStatus)
def test_a_membership_moves_as_the_table_says(cast, status, to):
    cast.enterprise.status = status
    assert rules.can_change_unit_status(cast.officer, cast.enterprise, to) is (to in MOVES[status])


COMMUNITY = {"auditor": rules.is_auditor, "security": rules.is_security, "system": rules.is_system}


@pytest.mark.parametrize("name", COMMUNITY)
def test_who_audits_and_who_administers(cast, name):
    given = person(cast.officer, name, "", "", None, RoleName(name))
    assert [role for role, holds in COMMUNITY.items() if holds(given)] == [name]
    assert not any(holds(cast.by_name(role)) for role in ROLES for holds in COMMUNITY.values())
    for can in (rules.can_register_unit, rules.can_see_letters, rules.can_see_application, rules.is_secretariat):
        assert not can(given)
    assert not any(getattr(rules, rule)(given, cast.school) for rule in UNITS)
    given.is_active = False
    assert not COMMUNITY[name](given)


TOGETHER = {  # who holds the first may be given: separation of duties
    "secretariat": "official security system owner editor",
    "official": "secretariat auditor security system owner editor",
    "auditor": "official",
    "security": "secretariat official owner editor",
    "system": "secretariat official owner editor",
    "owner": "secretariat official security system editor",
    "editor": "secretariat official security system owner",
}


@pytest.mark.parametrize("held", RoleName)
@pytest.mark.parametrize("name", RoleName)
def test_duties_stay_apart(cast, held, name):
    units = {RoleName.OWNER: cast.school, RoleName.EDITOR: cast.school}
    someone = person(cast.officer, "new", "", "", units.get(held), held)
    given = {"by": cast.officer, "person": someone, "unit": units.get(name), "name": name}
    if held == name or str(name) in TOGETHER[held].split():
        assert actions.give_role(**given)
    else:
        with pytest.raises(Refused, match="duties are kept apart"):
            actions.give_role(**given)
        assert [role.name for role in someone.roles.all()] == [held]


def test_without_the_rule_one_person_would_audit_themselves(cast, monkeypatch):
    monkeypatch.setattr(rules, "check_duties_stay_apart", lambda held, name: None)
    someone = person(cast.officer, "new", "", "", None, RoleName.AUDITOR)
    actions.give_role(by=cast.officer, person=someone, unit=None, name=RoleName.SYSTEM)
    assert someone.roles.count() == 2


def test_two_roles_add_up(cast):
    both = person(cast.officer, "xu", "", "", cast.enterprise, RoleName.OWNER)
    assert both == cast.editor
    assert rules.can_edit_unit(both, cast.enterprise)
    assert not rules.can_edit_unit(both, cast.school)


def test_the_refusal_is_a_sentence(cast):
    with pytest.raises(Refused, match="secretariat"):
        rules.check_can_register_unit(cast.owner)
    assert str(refusal(rules.check_can_register_unit, cast.owner)).endswith(".")
    assert refusal(rules.check_can_register_unit, cast.officer) is None


def test_roles_fetched_before_cost_no_query(cast, django_assert_num_queries):
    by = type(cast.owner).objects.prefetch_related("roles__unit").get(pk=cast.owner.pk)
    with django_assert_num_queries(0):
        assert rules.acts_for(by, cast.enterprise)
        assert rules.is_member(by)
