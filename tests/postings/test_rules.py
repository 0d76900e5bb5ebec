"""Who may see, write and move postings: every role, every status, its own unit and another."""

from datetime import timedelta

import pytest

from ronghe.lib.dates import today
from ronghe.lib.pairs import refusal
from ronghe.members import actions as members
from ronghe.members.states import UnitStatus
from ronghe.postings import rules
from ronghe.postings.models import Posting
from ronghe.postings.queries import postings_visible_to
from ronghe.postings.states import MOVES, PostingStatus, Visibility
from tests import people
from tests.people import ROLES

# The posting is the enterprise's: its own people are `owner`, another member is `editor`.
INSIDERS = {"officer", "owner"}
SEEN = {
    ("draft", "public"): INSIDERS,
    ("draft", "members"): INSIDERS,
    ("draft", "private"): INSIDERS,
    ("open", "public"): {*ROLES},
    ("open", "members"): INSIDERS | {"official", "editor"},
    ("open", "private"): INSIDERS,
    ("paused", "public"): INSIDERS | {"official"},
    ("paused", "members"): INSIDERS | {"official"},
    ("paused", "private"): INSIDERS,
    ("closed", "public"): INSIDERS | {"official"},
    ("closed", "members"): INSIDERS | {"official"},
    ("closed", "private"): INSIDERS,
    ("expired", "public"): INSIDERS | {"official"},
    ("expired", "members"): INSIDERS | {"official"},
    ("expired", "private"): INSIDERS,
}
CHANGES = {  # what the insiders may do in each status; nobody else may do anything
    "draft": {"can_edit", "can_publish", "can_discard"},
    "open": {"can_edit", "can_renew"},
    "paused": {"can_edit", "can_renew"},
    "expired": {"can_edit", "can_renew"},
    "closed": set(),
}


def see(cast, posting):
    """The roles that see the posting; the rule and the query must agree."""
    by_rule = {role for role in ROLES if rules.can_see(cast.by_name(role), posting)}
    by_query = {role for role in ROLES if posting in postings_visible_to(cast.by_name(role))}
    assert by_rule == by_query
    return by_rule


def test_the_tables_are_complete():
    assert set(SEEN) == {(status, visibility) for status in PostingStatus for visibility in Visibility}
    assert set(CHANGES) == set(PostingStatus)


@pytest.mark.parametrize(("status", "visibility"), SEEN)
def test_who_sees(cast, status, visibility):
    posting = people.posting(cast.owner, cast.enterprise, status, visibility=visibility)
    assert see(cast, posting) == SEEN[status, visibility]


def test_who_sees_an_open_posting_after_its_last_day(cast):
    posting = people.posting(cast.owner, cast.enterprise, visibility="public")
    Posting.objects.update(valid_until=today() - timedelta(days=1))
    posting.refresh_from_db()
    assert see(cast, posting) == INSIDERS | {"official"}


def test_who_sees_an_open_posting_on_its_last_day(cast):
    posting = people.posting(cast.owner, cast.enterprise, visibility="public")
    Posting.objects.update(valid_until=today())
    posting.refresh_from_db()
    assert see(cast, posting) == {*ROLES}


def test_who_sees_a_posting_of_a_suspended_unit(cast):
    posting = people.posting(cast.owner, cast.enterprise, visibility="public")
    members.change_unit_status(by=cast.officer, unit=posting.owner, to=UnitStatus.SUSPENDED, reason="dues")
    assert see(cast, posting) == INSIDERS | {"official"}


@pytest.mark.parametrize(
    ("role", "own", "other"),
    [
        ("officer", True, True),
        ("official", False, False),
        ("owner", True, False),
        ("editor", True, False),
        ("outsider", False, False),
        ("nobody", False, False),
    ],
)
def test_who_posts(cast, role, own, other):
    units = (cast.school, cast.enterprise) if role == "editor" else (cast.enterprise, cast.school)
    assert [rules.can_post(cast.by_name(role), unit) for unit in units] == [own, other]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("status", CHANGES)
def test_who_changes(cast, role, status):
    posting = people.posting(cast.owner, cast.enterprise, status)
    allowed = {
        name
        for name in ("can_edit", "can_publish", "can_renew", "can_discard")
        if getattr(rules, name)(cast.by_name(role), posting)
    }
    assert allowed == (CHANGES[status] if role in INSIDERS else set())


@pytest.mark.parametrize("status", PostingStatus)
@pytest.mark.parametrize("to", PostingStatus)
def test_moves_are_those_of_the_table(cast, status, to):
    posting = people.posting(cast.owner, cast.enterprise, status)
    in_table = to in MOVES[status] and to != PostingStatus.EXPIRED  # which is the clock's
    for role in ROLES:
        assert rules.can_move(cast.by_name(role), posting, to) is (in_table and role in INSIDERS)


@pytest.mark.parametrize("status", ["suspended", "withdrawn"])
def test_a_unit_that_is_not_active_ends_but_begins_nothing(cast, status):
    posting = people.posting(cast.owner, cast.enterprise)
    members.change_unit_status(by=cast.officer, unit=cast.enterprise, to=status, reason="dues")
    posting.refresh_from_db()
    for by in (cast.owner, cast.officer):
        assert not rules.can_post(by, cast.enterprise)
        assert not rules.can_edit(by, posting)
        assert not rules.can_renew(by, posting)
        assert rules.can_move(by, posting, PostingStatus.CLOSED)
    assert "restore" in str(refusal(rules.check_can_post, cast.owner, cast.enterprise))


@pytest.mark.parametrize("role", ROLES)
def test_who_edits_the_table_of_kinds(cast, role):
    assert rules.can_edit_kind_pairs(cast.by_name(role)) is (role == "officer")


def test_without_a_person_nothing(cast):
    posting = people.posting(cast.owner, cast.enterprise)
    assert not rules.can_see(None, posting)
    assert not rules.can_edit(None, posting)
    assert not postings_visible_to(None)


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_a_last_day_out_of_reach(days):
    assert "last day" in str(refusal(rules.check_valid_until, today() + timedelta(days=days)))


@pytest.mark.parametrize("days", [1, 366])
def test_a_last_day_within_reach(days):
    assert refusal(rules.check_valid_until, today() + timedelta(days=days)) is None
