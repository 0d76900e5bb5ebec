"""Consents and requests: what is true afterwards."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ronghe.ledger import queries as ledger
from ronghe.lib.dates import days_from, today
from ronghe.lib.refusals import Refused
from ronghe.members.states import RoleName
from ronghe.notices import actions as notices
from ronghe.notices.models import Notice, Preference
from ronghe.privacy import actions, consents, queries
from ronghe.privacy.models import Consent, DataRequest
from ronghe.privacy.rules import Guardian
from ronghe.privacy.states import Optional, RequestKind, RequestStatus
from tests.people import person

DIRECTORY, BOTS = Optional.DIRECTORY, Optional.BOTS
NOW = consents.version_of(DIRECTORY)


def asked(by, kind=RequestKind.CORRECTION, text="英文名有误"):
    return actions.ask(by=by, kind=kind, text=text)


def told(person, code):
    return Notice.objects.filter(person_id=person.pk, code=code)


# -- consents --


def test_consent_is_given_once_and_counts(cast):
    first = actions.give_consent(by=cast.owner, to=DIRECTORY, version=NOW)
    assert actions.give_consent(by=cast.owner, to=DIRECTORY, version=NOW) == first
    assert queries.has_consented(cast.owner, DIRECTORY)
    assert not queries.has_consented(cast.editor, DIRECTORY)
    entry = ledger.entries_on(first).get()
    assert (entry.what, entry.facts) == ("consent.given", {"to": "directory", "version": NOW, "guardian": False})


def test_withdrawn_it_counts_no_more_and_its_row_stays(cast):
    actions.give_consent(by=cast.owner, to=DIRECTORY, version=NOW)
    row = actions.withdraw_consent(by=cast.owner, to=DIRECTORY)
    assert not queries.has_consented(cast.owner, DIRECTORY)
    assert Consent.objects.get().withdrawn_at
    assert [entry.what for entry in ledger.entries_on(row)] == ["consent.given", "consent.withdrawn"]
    with pytest.raises(Refused, match="no consent"):
        actions.withdraw_consent(by=cast.owner, to=DIRECTORY)


def test_a_changed_text_is_asked_again(cast, monkeypatch):
    old = actions.give_consent(by=cast.owner, to=DIRECTORY, version=NOW)
    monkeypatch.setitem(consents.EDITIONS, DIRECTORY, {**consents.EDITIONS[DIRECTORY], "2027-01": ("新", "new")})
    assert not queries.has_consented(cast.owner, DIRECTORY)
    with pytest.raises(Refused, match="text changed"):
        actions.give_consent(by=cast.owner, to=DIRECTORY, version=NOW)
    new = actions.give_consent(by=cast.owner, to=DIRECTORY, version="2027-01")
    old.refresh_from_db()
    assert old.withdrawn_at
    assert queries.has_consented(cast.owner, DIRECTORY)
    assert new.version == "2027-01"


def test_withdrawing_it_for_bots_takes_their_keys(cast):
    actions.connect_bot(by=cast.owner, channel="wecom", key="abcd-1234-efgh", version=consents.version_of(BOTS))
    assert Preference.objects.get(person_id=cast.owner.pk).wecom
    actions.withdraw_consent(by=cast.owner, to=BOTS)
    assert not Preference.objects.get(person_id=cast.owner.pk).wecom


def test_a_bot_that_cannot_be_connected_leaves_no_consent(cast):
    with pytest.raises(Refused):
        actions.connect_bot(by=cast.owner, channel="wecom", key="https://x", version=consents.version_of(BOTS))
    assert not Consent.objects.exists()


def test_for_a_minor_the_signed_paper_of_a_guardian_is_kept(cast):
    born = days_from(today(), -13 * 365)
    with pytest.raises(Refused, match="guardian"):
        actions.give_consent(by=cast.outsider, to=BOTS, version=NOW, born=born)
    mother = Guardian("林静", "母亲", b"%PDF signed")
    made = actions.give_consent(by=cast.outsider, to=BOTS, version=NOW, born=born, guardian=mother)
    made.refresh_from_db()
    assert (made.guardian, made.relation, bytes(made.statement)) == ("林静", "母亲", b"%PDF signed")
    assert len(made.statement_digest) == 64
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.update(relation="")


# -- requests --


def test_what_is_asked_waits_with_a_clock_and_officers_are_told(cast, settings):
    settings.REQUEST_DAYS = 30
    request = asked(cast.owner)
    assert (request.status, request.due) == (RequestStatus.WAITING, days_from(today(), 30))
    assert list(queries.waiting_requests()) == [request]
    assert told(cast.officer, "request.asked").get().path == f"/privacy/{request.pk}/"
    assert ledger.entries_on(request).get().facts == {"kind": "correction", "about": None}  # not what was written


def test_an_erasure_is_asked_once_at_a_time(cast):
    request = asked(cast.owner, RequestKind.ERASURE, "")
    with pytest.raises(Refused, match="already"):
        asked(cast.owner, RequestKind.ERASURE, "")
    actions.take_back(by=cast.owner, request=request)
    asked(cast.owner, RequestKind.ERASURE, "")
    assert DataRequest.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        DataRequest.objects.create(person=cast.owner, kind=RequestKind.ERASURE, due=today())


def test_the_answer_reaches_who_asked(cast):
    request = asked(cast.owner, RequestKind.APPEAL, "为什么排在第七")
    actions.decide(by=cast.officer, request=request, to=RequestStatus.REFUSED, answer="已复核：缺少两项技能")
    request.refresh_from_db()
    assert (request.status, request.answer) == (RequestStatus.REFUSED, "已复核：缺少两项技能")
    assert (request.decided_by, request.decided_at is not None) == (cast.officer, True)
    assert told(cast.owner, "request.refused").get().facts["reason"] == "已复核：缺少两项技能"
    with pytest.raises(Refused, match="already"):
        actions.decide(by=cast.officer, request=request, to=RequestStatus.DONE, answer="x")


def test_what_is_late_is_put_before_every_officer_once(cast):
    second = person(cast.officer, "second", "林二", "", None, RoleName.SECRETARIAT)
    request = asked(cast.owner)
    assert actions.escalate_due(today=request.due) == 0
    assert actions.escalate_due(today=days_from(request.due, 1)) == 1
    assert actions.escalate_due(today=days_from(request.due, 2)) == 0
    assert [told(one, "request.late").count() for one in (cast.officer, second, cast.owner)] == [1, 1, 0]


def test_answered_requests_are_forgotten_in_time(cast, settings):
    done, waits = asked(cast.owner), asked(cast.editor)
    actions.decide(by=cast.officer, request=done, to=RequestStatus.DONE, answer="已更正")
    later = timezone.now() + timedelta(days=settings.REQUEST_RETENTION)
    assert actions.forget_requests(now=later - timedelta(days=1)) == 0
    assert actions.forget_requests(now=later + timedelta(days=1)) == 1
    assert list(DataRequest.objects.all()) == [waits]


def test_read_notices_are_forgotten_in_time(cast, settings):
    Notice.objects.all().delete()
    notices.send(to=[cast.owner.pk, cast.editor.pk], code="x")
    Notice.objects.filter(person_id=cast.owner.pk).update(read_at=timezone.now())
    later = timezone.now() + timedelta(days=settings.NOTICE_RETENTION)
    assert notices.forget_notices(now=later - timedelta(days=1)) == 0
    assert notices.forget_notices(now=later + timedelta(days=1)) == 1
    assert Notice.objects.get().person_id == cast.editor.pk
