"""The chain is whole, and every way of tampering with it is found."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.db.transaction import TransactionManagementError

from ronghe.ledger import actions, queries
from ronghe.ledger.chain import GENESIS, digest_of
from ronghe.ledger.models import Entry
from ronghe.members.models import Unit
from tests.seals import open_ledger

UNIT = Unit(pk=7)
CHAIN = "unit:7"


@pytest.fixture
def chain(db):
    """Five entries of one unit, and one of the community beside them."""
    for number in range(1, 6):
        actions.record(by=None, what="unit.updated", on=UNIT, unit=UNIT, columns=["about_zh"], number=number)
    actions.record(by=None, what="unit.registered", on=UNIT)
    return CHAIN


def entry(seq):
    return Entry.objects.get(chain=CHAIN, seq=seq)


def tamper(seq, **columns):
    with open_ledger(connection):
        Entry.objects.filter(chain=CHAIN, seq=seq).update(**columns)


def test_the_chain_counts_and_links(chain):
    entries = list(Entry.objects.filter(chain=CHAIN))
    assert [e.seq for e in entries] == [1, 2, 3, 4, 5]
    assert [e.previous for e in entries] == [GENESIS] + [e.digest for e in entries[:-1]]
    assert queries.chains() == ["community", CHAIN]
    assert all(queries.first_break(name) is None for name in queries.chains())


def test_an_empty_chain_is_whole(db):
    assert queries.first_break("unit:999") is None
    assert queries.head("unit:999") == (0, GENESIS)


def test_facts_are_sealed_as_the_database_gives_them_back(db):
    facts = {"day": date(2026, 3, 1), "share": 0.1, "large": 1e30, "pair": (1, 2), "text": "数字 “x”\n", "none": None}
    made = actions.record(by=None, what="x", on=UNIT, unit=UNIT, **facts)
    assert digest_of(Entry.objects.get(pk=made.pk)) == made.digest
    assert queries.first_break(CHAIN) is None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("by_id", 3),
        ("what", "unit.withdrew"),
        ("on_kind", "members.role"),
        ("on_id", "8"),
        ("facts", {"columns": ["uscc"]}),
        ("previous", "f" * 64),
        ("digest", "f" * 64),
    ],
)
def test_an_edit_is_found(chain, column, value):
    tamper(3, **{column: value})
    assert queries.first_break(chain) == 3


def test_a_shifted_time_is_found(chain):
    tamper(3, at=entry(2).at)
    assert queries.first_break(chain) == 3


def test_a_forged_entry_with_its_own_seal_is_found_at_the_next(chain):
    forged = entry(3)
    forged.what = "unit.withdrew"
    tamper(3, what=forged.what, digest=digest_of(forged))
    assert queries.first_break(chain) == 4


@pytest.mark.parametrize("seq", [1, 3])
def test_a_removal_is_found(chain, seq):
    with open_ledger(connection):
        entry(seq).delete()
    assert queries.first_break(chain) == seq


def test_a_removal_is_found_after_renumbering(chain):
    with open_ledger(connection):
        entry(3).delete()
        for seq in (4, 5):
            Entry.objects.filter(chain=CHAIN, seq=seq).update(seq=F("seq") - 1)
    assert queries.first_break(chain) == 3


def test_a_change_of_order_is_found(chain):
    with open_ledger(connection):
        for old, new in ((2, 99), (4, 2), (99, 4)):
            Entry.objects.filter(chain=CHAIN, seq=old).update(seq=new)
    assert queries.first_break(chain) == 2


def test_a_shortened_chain_is_betrayed_by_a_published_head(chain):
    published = queries.head(chain)
    assert queries.first_break(chain, published=published) is None
    with open_ledger(connection):
        entry(5).delete()
    assert queries.first_break(chain) is None
    assert queries.first_break(chain, published=published) == 5


def test_a_chain_rewritten_from_the_start_is_betrayed_by_a_published_head(chain):
    published = queries.head(chain)
    with open_ledger(connection):
        Entry.objects.filter(chain=CHAIN).delete()
    for _ in range(6):
        actions.record(by=None, what="unit.updated", on=UNIT, unit=UNIT)
    assert queries.first_break(chain) is None
    assert queries.first_break(chain, published=published) == 5


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET what = 'x'",
        "UPDATE ledger_entry SET seq = seq + 10",
        "DELETE FROM ledger_entry",
        "DELETE FROM ledger_entry WHERE seq = 5",
    ],
)
def test_the_database_refuses(chain, statement):
    with pytest.raises(IntegrityError, match="insert-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Entry.objects.filter(chain=chain).count() == 5


def test_the_database_refuses_to_empty_or_replace(chain):
    copy = (
        "SELECT id, chain, seq, at, by_id, 'x', on_kind, on_id, facts, previous, digest FROM ledger_entry WHERE seq=3"
    )
    columns = "id, chain, seq, at, by_id, what, on_kind, on_id, facts, previous, digest"
    statement = f"INSERT OR REPLACE INTO ledger_entry ({columns}) {copy}"
    if connection.vendor == "postgresql":
        statement = "TRUNCATE ledger_entry CASCADE"
    with pytest.raises(IntegrityError, match="insert-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert queries.first_break(chain) is None


def test_without_its_triggers_the_database_would_not_refuse(chain):
    with open_ledger(connection):
        Entry.objects.filter(chain=chain).delete()
    assert not Entry.objects.filter(chain=chain).exists()


def test_entries_on_a_row(chain):
    assert [e.chain for e in queries.entries_on(UNIT)] == [CHAIN] * 5 + ["community"]
    assert not queries.entries_on(Unit(pk=8))


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_a_mistake():
    with pytest.raises(TransactionManagementError):
        actions.record(by=None, what="x", on=UNIT, unit=UNIT)
