"""Terms, delegates, and changes of many units at once: all or none, and undone the same way."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from ronghe.ledger import queries as ledger
from ronghe.lib.dates import today
from ronghe.lib.refusals import Refused
from ronghe.members import actions, queries, rules
from ronghe.members.models import BulkChange, MembershipTerm, Unit
from ronghe.members.states import BulkKind, UnitStatus
from ronghe.notices.queries import unread_for
from tests.people import ROLES, unit


def day(days):
    return today() + timedelta(days=days)


def spans(of):
    return [(term.start, term.end) for term in queries.terms_of(of)]


@pytest.fixture
def three(cast):
    return [cast.enterprise, cast.school, unit(cast.officer, name_zh="济南动漫研究院")]


# -- who --

WHO = {  # renew · appoint and see the history of one's own unit · change many
    "officer": (True, True, True, True),
    "official": (False, False, True, False),
    "owner": (False, True, True, False),
    "editor": (False, False, True, False),
    "outsider": (False, False, False, False),
    "nobody": (False, False, False, False),
}


@pytest.mark.parametrize("role", ROLES)
def test_who_may_what(cast, role):
    by, own = cast.by_name(role), cast.school if role == "editor" else cast.enterprise
    may = (
        rules.can_renew_term(by, own),
        rules.can_appoint_delegate(by, own),
        rules.can_see_history(by, own),
        rules.can_change_many(by),
    )
    assert may == WHO[role]


def test_another_units_history_stays_its_own(cast):
    assert not rules.can_see_history(cast.owner, cast.school)
    assert not rules.can_appoint_delegate(cast.owner, cast.school)


@pytest.mark.parametrize("gone", [UnitStatus.WITHDRAWN, UnitStatus.EXPELLED])
def test_a_former_member_has_no_new_terms_or_delegates(cast, gone):
    actions.change_unit_status(by=cast.officer, unit=cast.school, to=gone, reason="x")
    for act in (
        lambda: actions.renew_term(by=cast.officer, unit=cast.school, end=day(10)),
        lambda: actions.appoint_delegate(by=cast.officer, unit=cast.school, name="许青", start=today()),
    ):
        with pytest.raises(Refused):
            act()


# -- terms --


def test_terms_follow_each_other_and_stay(cast):
    for end in (day(100), day(200)):
        actions.renew_term(by=cast.officer, unit=cast.school, end=end)
    assert spans(cast.school) == [(today(), day(100)), (day(101), day(200))]
    assert unread_for(cast.editor).first().facts == {"unit": cast.school.pk, "until": day(200).isoformat()}


def test_after_a_gap_a_term_starts_today(cast):
    MembershipTerm.objects.create(unit=cast.school, start=day(-100), end=day(-50))
    actions.renew_term(by=cast.officer, unit=cast.school, end=day(10))
    assert spans(cast.school)[-1] == (today(), day(10))


def test_a_term_that_would_end_before_it_starts_is_refused(cast):
    actions.renew_term(by=cast.officer, unit=cast.school, end=day(100))
    with pytest.raises(Refused, match="cannot end"):
        actions.renew_term(by=cast.officer, unit=cast.school, end=day(100))
    assert len(spans(cast.school)) == 1


def test_the_database_too_keeps_terms_in_order(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipTerm.objects.create(unit=cast.school, start=day(1), end=day(0))


def test_only_last_terms_expire(cast, three):
    first, second, third = three
    actions.renew_term(by=cast.officer, unit=first, end=day(5))
    actions.renew_term(by=cast.officer, unit=first, end=day(400))
    actions.renew_term(by=cast.officer, unit=second, end=day(20))
    MembershipTerm.objects.create(unit=third, start=day(-100), end=day(-1))
    assert [term.unit for term in queries.expiring_terms(30)] == [third, second]
    actions.change_unit_status(by=cast.officer, unit=third, to=UnitStatus.WITHDRAWN, reason="x")
    assert [term.unit for term in queries.expiring_terms(30)] == [second]
    ends = {one.pk: one.term_end for one in queries.with_term_end(Unit.objects.all())}
    assert ends == {first.pk: day(400), second.pk: day(20), third.pk: day(-1)}


# -- delegates --


def test_delegates_of_a_day(cast):
    old = actions.appoint_delegate(by=cast.owner, unit=cast.enterprise, name="周敏", post="总经理", start=day(-10))
    actions.end_delegate(by=cast.owner, delegate=old, end=day(-1))
    new = actions.appoint_delegate(by=cast.owner, unit=cast.enterprise, person=cast.owner, start=today())
    assert list(queries.delegates_of(cast.enterprise)) == [new]
    assert list(queries.delegates_of(cast.enterprise, on=day(-1))) == [old]
    assert new.name == str(cast.owner)
    assert [entry.what for entry in ledger.entries_on(old)] == ["delegate.appointed", "delegate.ended"]
    assert "周敏" not in str([entry.facts for entry in ledger.entries_on(old)])


def test_a_delegate_only_ends_earlier(cast):
    made = actions.appoint_delegate(by=cast.owner, unit=cast.enterprise, name="周敏", start=today(), end=day(10))
    for end in (day(-1), day(11)):
        with pytest.raises(Refused):
            actions.end_delegate(by=cast.owner, delegate=made, end=end)
    with pytest.raises(Refused):
        actions.end_delegate(by=cast.editor, delegate=made, end=day(5))
    with pytest.raises(Refused, match="name"):
        actions.appoint_delegate(by=cast.owner, unit=cast.enterprise, name=" ", start=today())


# -- many at once --


def test_many_are_renewed(cast, three):
    actions.renew_term(by=cast.officer, unit=three[0], end=day(50))
    preview = queries.renewal_preview(by=cast.officer, units=three, end=day(300))
    assert [(line.before, line.start, line.refusal) for line in preview] == [
        (day(50), day(51), None),
        (None, today(), None),
        (None, today(), None),
    ]
    bulk = actions.renew_many(by=cast.officer, units=three, end=day(300))
    assert [spans(one)[-1] for one in three] == [(line.start, line.after) for line in preview]
    assert (bulk.kind, set(bulk.units.all())) == (BulkKind.RENEW, set(three))
    for one in three:
        assert ledger.first_break(f"unit:{one.pk}") is None


def test_all_are_renewed_or_none(cast, three):
    actions.renew_term(by=cast.officer, unit=three[1], end=day(400))
    before = {one.pk: spans(one) for one in three}
    with pytest.raises(Refused, match="Nothing was changed, because 1 of the units"):
        actions.renew_many(by=cast.officer, units=three, end=day(300))
    assert {one.pk: spans(one) for one in three} == before
    assert not BulkChange.objects.exists()


def test_all_are_suspended_or_none(cast, three):
    actions.change_unit_status(by=cast.officer, unit=three[2], to=UnitStatus.SUSPENDED, reason="dues")
    with pytest.raises(Refused, match="济南动漫研究院"):
        actions.suspend_many(by=cast.officer, units=three, reason="dues")
    assert Unit.objects.filter(status=UnitStatus.ACTIVE).count() == 2
    with pytest.raises(Refused, match="reason"):
        actions.suspend_many(by=cast.officer, units=three[:2], reason=" ")


def test_a_fault_in_the_middle_leaves_nothing(cast, three, monkeypatch):
    told = []

    def fail_at_the_second(people, code, **facts):
        told.append(code)
        if len(told) == 2:
            raise RuntimeError

    monkeypatch.setattr("ronghe.members.actions.units.tell", fail_at_the_second)
    with pytest.raises(RuntimeError):
        actions.suspend_many(by=cast.officer, units=three, reason="dues")
    assert not Unit.objects.filter(status=UnitStatus.SUSPENDED).exists()
    assert not BulkChange.objects.exists()


def test_a_suspension_of_many_is_undone(cast, three):
    bulk = actions.suspend_many(by=cast.officer, units=three, reason="dues")
    assert Unit.objects.filter(status=UnitStatus.SUSPENDED).count() == 3
    actions.undo_bulk(by=cast.officer, bulk=bulk)
    assert Unit.objects.filter(status=UnitStatus.ACTIVE).count() == 3
    assert [entry.what for entry in queries.history_of(three[0])][-2:] == ["unit.suspended", "unit.restored"]
    assert unread_for(cast.owner).first().code == "unit.suspension_undone"
    with pytest.raises(Refused, match="undone already"):
        actions.undo_bulk(by=cast.officer, bulk=bulk)


def test_a_renewal_of_many_is_undone(cast, three):
    actions.renew_term(by=cast.officer, unit=three[0], end=day(50))
    before = {one.pk: spans(one) for one in three}
    bulk = actions.renew_many(by=cast.officer, units=three, end=day(300))
    actions.undo_bulk(by=cast.officer, bulk=bulk)
    assert {one.pk: spans(one) for one in three} == before
    assert MembershipTerm.objects.filter(bulk=bulk, revoked_at__isnull=False).count() == 3, "the rows stay"
    actions.renew_many(by=cast.officer, units=three, end=day(300))


def test_what_moved_on_is_not_undone(cast, three):
    bulk = actions.renew_many(by=cast.officer, units=three, end=day(300))
    actions.renew_term(by=cast.officer, unit=three[1], end=day(500))
    with pytest.raises(Refused, match="changed again since"):
        actions.undo_bulk(by=cast.officer, bulk=bulk)
    assert spans(three[0]) == [(today(), day(300))]
    assert BulkChange.objects.get(pk=bulk.pk).undone_at is None


def test_a_later_suspension_is_not_undone_by_mistake(cast, three):
    bulk = actions.suspend_many(by=cast.officer, units=three, reason="dues")
    actions.change_unit_status(by=cast.officer, unit=three[0], to=UnitStatus.ACTIVE, reason="paid")
    actions.change_unit_status(by=cast.officer, unit=three[0], to=UnitStatus.SUSPENDED, reason="fraud")
    with pytest.raises(Refused, match="changed again since"):
        actions.undo_bulk(by=cast.officer, bulk=bulk)
    assert not Unit.objects.filter(status=UnitStatus.ACTIVE).exists()


@pytest.mark.parametrize("role", [role for role in ROLES if role != "officer"])
def test_many_are_changed_by_officers_only(cast, role, three):
    by, bulk = cast.by_name(role), actions.suspend_many(by=cast.officer, units=three, reason="dues")
    for act in (
        lambda: actions.renew_many(by=by, units=three, end=day(300)),
        lambda: actions.suspend_many(by=by, units=three, reason="x"),
        lambda: actions.undo_bulk(by=by, bulk=bulk),
        lambda: actions.renew_term(by=by, unit=three[0], end=day(300)),
    ):
        with pytest.raises(Refused):
            act()


def test_nothing_chosen_is_refused(cast):
    with pytest.raises(Refused, match="at least one"):
        actions.renew_many(by=cast.officer, units=[], end=day(1))
