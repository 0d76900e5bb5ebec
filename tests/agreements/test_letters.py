"""An outside signatory whose turn it is has a letter with the link, once, in the same transaction."""

import re

import pytest
from django.db import transaction

from ronghe.agreements import actions
from ronghe.notices.letters import written
from ronghe.notices.models import Letter
from tests.agreements import made

pytestmark = pytest.mark.django_db


def letters():
    return Letter.objects.filter(code="agreement.sign")


def with_outsider(cast, status="signing", email="zhao@outside.example", **columns):
    parties = [*made.parties(cast), made.outside(email=email, order=3)]
    return made.agreement(cast, status, parties=parties, **columns)


def link_in(letter):
    return re.search(r"http://localhost:8000(/\S+)", written(letter, with_link=True)[1])[1]


def test_the_letter_leads_to_the_paper(cast, client):
    agreement = with_outsider(cast)
    letter = letters().get()
    party = agreement.parties.get(position=3)
    assert (letter.to, letter.language) == ("zhao@outside.example", "both")
    assert link_in(letter) == f"/agreements/link/{party.token}/"
    assert f"《{agreement.title_zh}》（{agreement.number}）待示范外部检测机构签署" in written(letter, with_link=True)[1]
    assert "waits for the signature of Outside Testing" in written(letter, with_link=True)[1]
    assert client.get(link_in(letter)).status_code == 200


def test_before_everybody_approved_nobody_is_written_to(cast):
    with_outsider(cast, "approval")
    assert not letters().exists()


def test_in_order_the_letter_waits_for_its_turn(cast):
    agreement = with_outsider(cast, in_order=True)
    made.sign(made.dean(cast), agreement, 1)
    assert not letters().exists()
    made.sign(cast.owner, agreement, 2)
    assert letters().count() == 1


def test_signatures_of_others_write_no_second_letter(cast):
    agreement = with_outsider(cast)
    made.sign_all(cast, agreement)
    assert letters().count() == 1


def test_a_text_that_was_taken_back_calls_anew(cast):
    agreement = with_outsider(cast)
    actions.take_back(by=cast.owner, agreement=agreement)
    actions.submit_for_approval(by=cast.owner, agreement=agreement)
    made.approve_all(cast, agreement)
    assert letters().count() == 2


def test_without_an_address_and_for_members_there_is_none(cast):
    with_outsider(cast, email="")
    assert not letters().exists()


def test_a_rollback_leaves_none(cast):
    with transaction.atomic():
        with_outsider(cast)
        transaction.set_rollback(True)
    assert not letters().exists()
