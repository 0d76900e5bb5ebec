from tests import people


def test_one(cast):
    p = people.posting(cast.owner, cast.enterprise)
    assert p.versions.count() == 1


def test_tx(transactional_db):
    c = people.Cast()


def test_tx2(transactional_db):
    c = people.Cast()
