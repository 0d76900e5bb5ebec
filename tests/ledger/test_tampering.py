"""10,000 random tamperings, each caught; a few hundred of them in every check."""

import os
from collections import Counter

import pytest
from django.db import connection

from ronghe.ledger import actions, queries, verifying
from tests.ledger.tampering import WAYS, chances, tampered
from tests.people import Cast, posting
from tests.seals import open_ledger

COUNT = int(os.environ.get("RONGHE_TAMPERINGS", "100"))


@pytest.fixture
def chain(db):
    """The chain of a unit that posted for a while, open to whoever owns the database."""
    cast = Cast()
    for number in range(3):
        posting(cast.owner, cast.enterprise, "closed", title=f"订单班 {number}")
    with open_ledger(connection):
        yield f"unit:{cast.enterprise.pk}"


def caught(chain, published=()):
    """(way, caught or not) of each tampering."""

    def is_broken():
        return verifying.check_chain(chain, published=published).broken is not None

    return Counter(tampered(chance, chain, is_broken) for chance in chances(7, COUNT))


def test_every_tampering_is_caught(chain):
    published = [queries.head(chain)]
    found = caught(chain, published)
    assert queries.first_break(chain) is None  # each was undone
    missed = {way: n for (way, is_caught), n in found.items() if not is_caught}
    print(f"\n{COUNT:,} tamperings: {COUNT - sum(missed.values()):,} caught ({connection.vendor})")
    assert not missed
    assert {way for way, _ in found} == {way.__name__ for way in WAYS}


def test_without_a_published_head_cutting_and_rewriting_are_not(chain):
    found = caught(chain)
    assert found["truncate", True] == found["rewrite", True] == 0
    missed = {way for way, is_caught in found if not is_caught}
    assert {"truncate", "rewrite"} <= missed <= {"truncate", "rewrite", "delete"}  # of the last entry: a truncation


def test_without_comparing_digests_edits_are_not(chain, monkeypatch):
    monkeypatch.setattr(verifying, "digest_of", lambda entry: entry.digest)
    assert caught(chain, [queries.head(chain)])["edit", False] > 0


def test_a_published_mark_betrays_them_as_a_head_does(chain):
    actions.seal()
    mark = verifying.mark(chain, *queries.head(chain))

    def is_lost():
        marks = {mark}
        verifying.check_chain(chain, marks=marks)
        return bool(marks)

    for chance in chances(11, 50):
        way, is_caught = tampered(chance, chain, is_lost)
        assert is_caught or way == "edit", way  # an edit of the last field that no head depends on breaks the chain
