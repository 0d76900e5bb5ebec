"""Keys: whose they are, what they keep, that they go with what they stand for, and how long they stay."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from ronghe.once import actions
from ronghe.once.models import Key

KEY = "k" * 22
GIVEN = {"owner": "person:7", "key": KEY, "route": "postings:new", "digest": "d" * 64}


@pytest.mark.django_db
def test_a_key_is_its_owners():
    row, is_new = actions.claim(**GIVEN)
    assert is_new
    assert actions.claim(**GIVEN) == (row, False)
    assert actions.claim(**{**GIVEN, "owner": "person:8"})[1]


@pytest.mark.django_db
def test_a_key_keeps_its_first_answer():
    row, _ = actions.claim(**GIVEN)
    actions.keep_answer(row=row, status_code=302, location="/postings/7/")
    again, is_new = actions.claim(**{**GIVEN, "digest": "e" * 64})
    assert (again.status_code, again.location, again.digest, is_new) == (302, "/postings/7/", "d" * 64, False)


@pytest.mark.django_db
def test_a_released_key_is_free():
    actions.release(row=actions.claim(**GIVEN)[0])
    assert actions.claim(**GIVEN)[1]


@pytest.mark.django_db(transaction=True)
def test_a_key_goes_with_the_transaction_in_which_it_stands():
    with transaction.atomic():
        assert actions.claim(**GIVEN)[1]
        transaction.set_rollback(True)
    assert not Key.objects.exists()


@pytest.mark.django_db
def test_keys_are_forgotten_after_a_week():
    for age in (0, 6, 8):
        row, _ = actions.claim(**{**GIVEN, "key": f"{age}" * 20})
        Key.objects.filter(pk=row.pk).update(at=timezone.now() - timedelta(days=age))
    assert actions.forget_keys() == 1
    assert set(Key.objects.values_list("key", flat=True)) == {"0" * 20, "6" * 20}
