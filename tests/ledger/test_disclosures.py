"""What people typed is committed to, and erased without a trace in the chain."""

import pytest
from django.db import IntegrityError, connection, transaction

from ronghe.ledger import actions, queries
from ronghe.ledger.chain import commitment, new_salt
from ronghe.ledger.models import Disclosure, Entry
from ronghe.ledger.verifying import check_chain
from ronghe.members.models import Person, Unit
from tests.seals import open_ledger

UNIT, OTHER = Unit(pk=7), Unit(pk=8)
CHAIN = "unit:7"


def write(unit=UNIT, by=None, **private):
    return actions.record(by=by, what="unit.suspended", on=unit, unit=UNIT, private=private, bulk=1)


def test_the_entry_holds_a_commitment_and_the_value_stands_beside(db):
    made = write(reason="欠费 · 张三", note="")
    kept = Disclosure.objects.get()
    assert made.facts == {"bulk": 1, "private": {"reason": commitment(kept.salt, "欠费 · 张三")}}
    assert queries.disclosed([made]) == {made.pk: {"reason": "欠费 · 张三"}}
    assert queries.first_break(CHAIN) is None


def test_nothing_to_commit_to_leaves_no_trace(db):
    assert write(reason="").facts == {"bulk": 1}


def test_the_same_value_is_committed_to_differently_each_time(db):
    assert write(reason="x").facts != write(reason="x").facts
    assert commitment(new_salt(), "x") != commitment(new_salt(), "x")


def test_forgetting_a_person_erases_what_they_typed_and_leaves_the_chain(db):
    typed, other = write(by=Person(pk=5), reason="张三"), write(by=Person(pk=6), reason="李四")
    assert actions.forget(by_id=5) == 1
    assert queries.disclosed([typed, other]) == {other.pk: {"reason": "李四"}}
    assert queries.first_break(CHAIN) is None
    last = Entry.objects.get(what="ledger.forgotten")
    assert (last.chain, last.on_kind, last.on_id, last.facts) == ("community", "members.person", "5", {"count": 1})


def test_forgetting_a_row_erases_what_was_typed_about_it(db):
    typed, other = write(reason="张三"), write(OTHER, reason="李四")
    assert actions.forget(on=UNIT) == 1
    assert queries.reasons_of([typed, other]) == {typed.pk: "", other.pk: "李四"}
    assert actions.forget(on=UNIT) == 0
    assert Entry.objects.filter(what="ledger.forgotten").count() == 1


def test_forgetting_nobody_forgets_nothing(db):
    write(reason="张三")
    assert actions.forget() == 0
    assert Disclosure.objects.count() == 1


def test_entries_from_before_commitments_keep_their_reason(db):
    old = actions.record(by=None, what="unit.suspended", on=UNIT, unit=UNIT, reason="as it was")
    assert queries.reasons_of([old]) == {old.pk: "as it was"}


def test_the_database_refuses_another_value(db):
    write(reason="x")
    with pytest.raises(IntegrityError, match="not changed"), transaction.atomic():
        Disclosure.objects.update(value="y")


def test_another_value_is_found_where_the_trigger_was_taken_away(db):
    write(reason="x")
    write(reason="y")
    with open_ledger(connection):
        Disclosure.objects.filter(value="y").update(value="z")
    assert check_chain(CHAIN).broken == (CHAIN, 2, "disclosure")
