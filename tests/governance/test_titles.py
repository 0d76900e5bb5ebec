"""Titles: on any day at most the allowed holders, and no history is lost, whatever is done in whatever order."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ronghe.governance import actions, queries
from ronghe.governance.actions import titles as writer
from ronghe.governance.models import Holding, Title
from ronghe.governance.states import DEFAULT_TITLES
from ronghe.ledger.models import Entry
from ronghe.lib.refusals import Refused
from ronghe.members import actions as members
from ronghe.notices.queries import unread_for
from tests import people

DAY = date(2026, 1, 1)
DAYS = 40
COLUMNS = ("title_id", "unit_id", "start", "end", "delegate", "decided_by_id", "replaces_id", "is_void", "reason")


@pytest.fixture
def units(cast):
    return [people.unit(cast.officer, name_zh=f"单位{number}") for number in range(4)]


def title(code, **columns):
    found = Title.objects.get(code=code)
    for name, value in columns.items():
        setattr(found, name, value)
    found.save()
    return found


def at(number):
    return DAY + timedelta(days=number)


terms = st.tuples(st.integers(0, DAYS), st.none() | st.integers(0, 15))
steps = st.lists(
    st.one_of(
        st.tuples(st.just("grant"), st.integers(0, 3), terms),
        st.tuples(st.just("end"), st.integers(0, 30), st.integers(0, DAYS + 15)),
        st.tuples(st.just("void"), st.integers(0, 30), st.none()),
    ),
    min_size=1,
    max_size=14,
)


def do(by, held, units, step):
    """One step, as far as it is not refused."""
    what, number, more = step
    if what == "grant":
        start, length = more
        end = None if length is None else at(start + length)
        return actions.grant_title(by=by, title=held, unit=units[number], start=at(start), end=end)
    rows = list(Holding.objects.order_by("pk"))
    if not rows:
        return None
    row = rows[number % len(rows)]
    if what == "end":
        return actions.end_title(by=by, holding=row, end=at(more))
    return actions.void_holding(by=by, holding=row, reason="误录")


def snapshot():
    return {row["pk"]: row for row in Holding.objects.values("pk", *COLUMNS)}


@pytest.mark.parametrize("limit", [1, 2, None])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=steps)
def test_on_any_day_at_most_the_allowed_hold_it_and_nothing_is_lost(cast, units, limit, plan):
    with transaction.atomic():
        held = title("rotating_chair", limit=limit)
        written = {}
        for step in plan:
            try:
                with transaction.atomic():
                    do(cast.officer, held, units, step)
            except Refused:
                assert snapshot() == written  # what is refused writes nothing
            now = snapshot()
            assert {pk: now[pk] for pk in written} == written  # every row stays as it was written
            written = now
        standing = list(Holding.objects.standing().filter(title=held))
        for number in range(DAYS + 20):
            holders = [row.unit_id for row in standing if row.start <= at(number) <= (row.end or date.max)]
            assert limit is None or len(holders) <= limit
            assert len(holders) == len(set(holders))
            if number % 15 == 0:
                assert sorted(row.unit_id for row in queries.who_held(held, at(number))) == sorted(holders)
        assert Entry.objects.filter(what__startswith="title.").count() >= len(written)
        transaction.set_rollback(True)


def test_the_property_bites(cast, units, monkeypatch):
    """Without the check, two hold an exclusive title."""
    monkeypatch.setattr(writer, "_check_limit", lambda title, holdings: None)
    held = title("rotating_chair")
    for unit in units[:2]:
        actions.grant_title(by=cast.officer, title=held, unit=unit, start=DAY)
    assert queries.who_held(held, DAY).count() == 2


def test_the_catalogue_is_there_from_the_start(db):
    assert [row.code for row in Title.objects.all()] == [row[0] for row in DEFAULT_TITLES]
    Title.objects.filter(code="initiator").delete()
    assert actions.ensure_titles() == 1
    assert actions.ensure_titles() == 0


def test_a_title_may_begin_next_month(cast, units):
    chair = title("chair_unit")
    held = actions.grant_title(by=cast.officer, title=chair, unit=units[0], start=at(30), end=at(60), delegate=" 周敏 ")
    assert not queries.who_held(chair, at(29))
    assert [row.unit for row in queries.who_held(chair, at(30))] == [units[0]]
    assert list(queries.titles_of(units[0], at(60))) == [held]
    assert not queries.titles_of(units[0], at(61))
    assert held.delegate == "周敏"


def test_an_exclusive_title_names_who_stands_in_the_way(cast, units):
    chair = title("chair_unit")
    actions.grant_title(by=cast.officer, title=chair, unit=units[0], start=at(0))
    with pytest.raises(Refused, match=r"at most 1 on any day.*单位0"):
        actions.grant_title(by=cast.officer, title=chair, unit=units[1], start=at(90))


def test_rotation_is_one_after_the_other(cast, units):
    turn = title("rotating_chair")
    for number, unit in enumerate(units):
        actions.grant_title(by=cast.officer, title=turn, unit=unit, start=at(10 * number), end=at(10 * number + 9))
    assert [queries.who_held(turn, at(day)).get().unit for day in (0, 9, 10, 39)] == [units[n] for n in (0, 0, 1, 3)]


def test_many_in_the_middle_are_counted_day_by_day(cast, units):
    """Two terms that do not meet are not two holders of one day."""
    joint = title("co_chair", limit=2)
    actions.grant_title(by=cast.officer, title=joint, unit=units[0], start=at(0), end=at(9))
    actions.grant_title(by=cast.officer, title=joint, unit=units[1], start=at(20), end=at(29))
    actions.grant_title(by=cast.officer, title=joint, unit=units[2], start=at(0), end=at(40))
    with pytest.raises(Refused, match="at most 2"):
        actions.grant_title(by=cast.officer, title=joint, unit=units[3], start=at(5), end=at(15))


def test_ending_leaves_the_first_entry_as_it_was(cast, units):
    vice = title("vice_chair")
    first = actions.grant_title(by=cast.officer, title=vice, unit=units[0], start=at(0))
    ended = actions.end_title(by=cast.officer, holding=first, end=at(20), reason="退会")
    first.refresh_from_db()
    assert (first.end, ended.end, ended.replaces) == (None, at(20), first)
    assert [row.pk for row in queries.history_of(vice)] == [ended.pk, first.pk]
    with pytest.raises(Refused, match="taken the place"):
        actions.end_title(by=cast.officer, holding=first, end=at(30))


def test_a_longer_term_is_refused_where_others_have_come(cast, units):
    turn = title("rotating_chair")
    first = actions.grant_title(by=cast.officer, title=turn, unit=units[0], start=at(0), end=at(9))
    actions.grant_title(by=cast.officer, title=turn, unit=units[1], start=at(10), end=at(19))
    with pytest.raises(Refused, match="at most 1"):
        actions.end_title(by=cast.officer, holding=first, end=at(12))


def test_what_is_not_granted(cast, units):
    vice = title("vice_chair")
    with pytest.raises(Refused, match="not before the first"):
        actions.grant_title(by=cast.officer, title=vice, unit=units[0], start=at(5), end=at(4))
    members.change_unit_status(by=cast.officer, unit=units[1], to="suspended", reason="会费")
    with pytest.raises(Refused, match="not an active member"):
        actions.grant_title(by=cast.officer, title=vice, unit=units[1], start=at(5))
    retired = title("initiator", is_retired=True)
    with pytest.raises(Refused, match="no longer granted"):
        actions.grant_title(by=cast.officer, title=retired, unit=units[0], start=at(5))


def test_a_limit_below_the_holders_is_refused(cast, units):
    joint = title("co_chair")
    for unit in units[:3]:
        actions.grant_title(by=cast.officer, title=joint, unit=unit, start=at(0))
    with pytest.raises(Refused, match="at most 2"):
        actions.revise_title(by=cast.officer, title=joint, limit=2)
    assert actions.revise_title(by=cast.officer, title=joint, limit=3).limit == 3


def test_the_unit_s_people_are_told(cast):
    actions.grant_title(by=cast.officer, title=title("vice_chair"), unit=cast.enterprise, start=DAY)
    assert unread_for(cast.owner).filter(code="title.granted").exists()


def test_what_changes_next(cast, units):
    vice = title("vice_chair")
    actions.grant_title(by=cast.officer, title=vice, unit=units[0], start=at(5), end=at(9))
    assert [(day, what) for day, what, _ in queries.changes_after(DAY)] == [(at(5), "start"), (at(9), "end")]
