"""Two signatories at once: both signatures hold, on one file; nobody signs twice, whatever the moment."""

import pytest
from django.db import connection

from ronghe.agreements import actions, queries
from ronghe.agreements.models import Agreement, Signature
from ronghe.agreements.states import AgreementStatus
from ronghe.lib.refusals import Refused
from tests.agreements import made
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def signing(transactional_db, cast):
    actions.ensure_templates()
    actions.ensure_authority()
    return made.agreement(cast, "signing")


def together(*calls):
    """What each call returned, or the sentence with which it was refused; all of them begin at once."""
    return [str(one) if isinstance(one, Refused) else one for one in at_once(*calls)]


def signs(by, agreement, position):
    """A call that signs with what this person's page would hold: its own copy of the row."""
    digest = made.text_of(agreement)

    def call():
        own = Agreement.objects.get(pk=agreement.pk)
        party = own.parties.get(position=position)
        return actions.sign(by=by, agreement=own, party=party, text_digest=digest)

    return call


def test_two_parties_at_once(cast, signing):
    made_both = together(signs(made.dean(cast), signing, 1), signs(cast.owner, signing, 2))
    assert all(isinstance(one, Signature) for one in made_both), made_both
    signing.refresh_from_db()
    assert signing.status == AgreementStatus.IN_FORCE
    verdict, known = queries.verify(made.signed_pdf(signing))
    assert verdict.is_whole
    assert len(verdict.signatures) == 2
    assert known.relation == "latest"


def test_one_party_five_times_at_once(cast, signing):
    outcomes = together(*[signs(cast.owner, signing, 2)] * 5)
    assert sum(isinstance(one, Signature) for one in outcomes) == 1
    assert all("has signed already" in one for one in outcomes if not isinstance(one, Signature))
    assert len(queries.verify(made.signed_pdf(signing))[0].signatures) == 1


def test_signing_while_it_is_terminated(cast, signing):
    def stop():
        own = Agreement.objects.get(pk=signing.pk)
        return actions.terminate(by=cast.officer, agreement=own, reason="停止")

    signed, _stopped = together(signs(cast.owner, signing, 2), stop)
    signing.refresh_from_db()
    assert signing.status == AgreementStatus.TERMINATED
    assert isinstance(signed, Signature) or "cannot be signed now" in signed


def test_without_the_lock_signatures_would_be_lost(cast, signing, monkeypatch):
    """The negative control, where a lock can be taken away: on SQLite the transaction itself is the lock."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    import ronghe.agreements.actions.signatures as room

    monkeypatch.setattr(room, "lock", lambda agreement: agreement.refresh_from_db())
    monkeypatch.setattr(room, "_version", lambda agreement: agreement.versions.get(number=agreement.version))
    together(signs(made.dean(cast), signing, 1), signs(cast.owner, signing, 2))
    assert len(queries.verify(made.signed_pdf(signing))[0].signatures) < 2
