"""Who may do what with a credential: every role, a unit's plaque of its own, another's, and a person's certificate."""

import pytest

from ronghe.credentials import actions, queries, rules
from ronghe.credentials.states import KEY_MOVES, MOVES, CredentialStatus, KeyStatus
from tests.credentials.files import certificate, plaque
from tests.people import ROLES

# (plaque of `enterprise`, plaque of `school`, certificate of `outsider`)
TABLE = {
    "can_see": {
        "officer": "111",
        "official": "111",
        "owner": "100",
        "editor": "010",
        "outsider": "001",
        "nobody": "000",
    },
    "can_download": {
        "officer": "111",
        "official": "000",
        "owner": "100",
        "editor": "010",
        "outsider": "001",
        "nobody": "000",
    },
    "can_revoke": {
        "officer": "111",
        "official": "000",
        "owner": "000",
        "editor": "000",
        "outsider": "000",
        "nobody": "000",
    },
    "can_reissue": {
        "officer": "111",
        "official": "000",
        "owner": "000",
        "editor": "000",
        "outsider": "000",
        "nobody": "000",
    },
}
CASES = [(rule, role, cells) for rule, row in TABLE.items() for role, cells in row.items()]


@pytest.fixture
def awards(cast):
    return [plaque(cast), plaque(cast, unit=cast.school), certificate(cast)]


@pytest.mark.parametrize(("rule", "role", "cells"), CASES)
def test_with_a_credential(cast, awards, rule, role, cells):
    can = getattr(rules, rule)
    assert "".join("01"[can(cast.by_name(role), award)] for award in awards) == cells


@pytest.mark.parametrize("role", ROLES)
def test_the_list_shows_what_the_rule_allows(cast, awards, role):
    shown = queries.credentials_visible_to(cast.by_name(role))
    assert [award in shown for award in awards] == [rules.can_see(cast.by_name(role), award) for award in awards]


@pytest.mark.parametrize("role", ROLES)
def test_of_the_community(cast, role):
    by = cast.by_name(role)
    assert rules.can_issue(by) is rules.can_rotate_key(by) is (role == "officer")


def test_the_table_has_every_role():
    assert all(tuple(row) == ROLES for row in TABLE.values())


def test_every_status_has_its_row_in_a_table_of_moves():
    for moves, statuses in ((MOVES, CredentialStatus), (KEY_MOVES, KeyStatus)):
        assert set(moves) == set(statuses)
        assert {to for row in moves.values() for to in row} <= set(statuses)


def test_what_is_over_is_over(cast, awards):
    revoked, replaced, _other = awards
    actions.revoke(by=cast.officer, credential=revoked, reason="退会")
    actions.reissue(by=cast.officer, credential=replaced, reason="更名")
    for award in (revoked, replaced):
        assert not rules.can_revoke(cast.officer, award)
        assert not rules.can_reissue(cast.officer, award)
