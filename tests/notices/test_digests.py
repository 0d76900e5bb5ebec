"""What is written to people with an account: by default once a day what waits for them; otherwise what they chose."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from ronghe.lib.refusals import Refused
from ronghe.notices import actions, queries
from ronghe.notices.models import Letter, Notice, Preference
from ronghe.notices.states import ACTS, GROUPS, Channel, Group, LetterStatus, Rhythm, group_of
from ronghe.web.accounts.sentences import SENTENCES

pytestmark = pytest.mark.django_db
SIGN = {"code": "agreement.sign", "path": "/agreements/7/", "title": "订单培养协议", "number": "A-1"}
NEWS = {"code": "posting.paused", "title": "AIGC", "reason": ""}
MONDAY = timezone.make_aware(timezone.datetime(2027, 3, 1, 6))


@pytest.fixture
def owner(cast):
    """周敏, with nothing told before."""
    Notice.objects.all().delete()
    Letter.objects.all().delete()
    return cast.owner


def send(person, **facts):
    actions.send(to=[person.pk], **facts)
    return Notice.objects.filter(person_id=person.pk).latest("pk")


def choose(person, **columns):
    given = {"mail": True, "only_acts": False, **dict.fromkeys(Group.values, Rhythm.DAILY)}
    return actions.choose(by=person, **{**given, **columns})


def digest(now=None):
    return actions.digest_due(now=now or timezone.now())


def on(day):
    """A moment of that day, with everything that is there told to be new."""
    Notice.objects.update(created_at=day - timedelta(hours=1))
    return day


# -- who is written to --


def test_by_default_what_waits_for_one_is_written_once_a_day(owner):
    notice = send(owner, **SIGN)
    send(owner, **NEWS)
    assert not Letter.objects.exists()
    assert digest() == 1
    letter = Letter.objects.get()
    assert (letter.person_id, letter.to, letter.channel) == (owner.pk, owner.email, Channel.MAIL)
    assert letter.facts == {"notices": [notice.pk]}
    notice.refresh_from_db()
    assert notice.told_at
    assert notice.read_at is None


def test_by_default_nothing_else_is_written(owner):
    send(owner, **NEWS)
    assert (digest(), Letter.objects.count()) == (0, 0)


def test_a_digest_is_written_once_a_day(owner):
    send(owner, **SIGN)
    assert (digest(), digest()) == (1, 0)
    later = send(owner, **SIGN)
    assert digest() == 0
    later.refresh_from_db()
    assert later.told_at is None
    assert digest(timezone.now() + timedelta(days=1)) == 1
    assert Letter.objects.latest("pk").facts == {"notices": [later.pk]}


def test_what_was_read_is_not_written(owner):
    actions.mark_read(by=owner, notices=[send(owner, **SIGN)])
    assert digest() == 0


def test_what_is_old_is_not_written_any_more(owner):
    send(owner, **SIGN)
    assert digest(timezone.now() + timedelta(days=16)) == 0


def test_someone_who_may_not_sign_in_is_not_written_to(owner):
    type(owner).objects.filter(pk=owner.pk).update(is_active=False)
    send(owner, **SIGN)
    assert digest() == 0


def test_nobody_is_written_to_where_no_way_is_open(owner, settings):
    settings.SEND_LETTERS = False
    choose(owner, agreements=Rhythm.AT_ONCE)
    send(owner, **SIGN)
    assert (digest(), actions.deliver()) == (0, 0)


# -- as chosen --


def test_at_once_is_in_the_transaction_of_the_notice(owner, django_capture_on_commit_callbacks):
    choose(owner, agreements=Rhythm.AT_ONCE)
    with transaction.atomic():
        send(owner, **SIGN)
        assert Letter.objects.exists()
        transaction.set_rollback(True)
    assert not Letter.objects.exists()
    with django_capture_on_commit_callbacks() as callbacks:
        send(owner, **SIGN)
    assert len(callbacks) == Letter.objects.count() == 1
    assert digest() == 0


def test_at_once_is_for_its_group_and_its_person(owner, cast):
    choose(owner, agreements=Rhythm.AT_ONCE)
    send(owner, code="motion.opened", title="x")
    send(cast.editor, **SIGN)
    assert not Letter.objects.exists()


def test_a_week_ends_on_monday(owner):
    choose(owner, docking=Rhythm.WEEKLY)
    send(owner, **NEWS)
    assert digest(on(MONDAY - timedelta(days=1))) == 0
    assert digest(on(MONDAY)) == 1


def test_never_is_never(owner):
    choose(owner, agreements=Rhythm.OFF)
    send(owner, **SIGN)
    assert digest() == 0


def test_without_mail_and_bots_nothing_is_written(owner):
    choose(owner, mail=False)
    send(owner, **SIGN)
    assert digest() == 0


@pytest.mark.parametrize("columns", [{"docking": "hourly"}, {"wecom": "x"}, {"person_id": "daily"}])
def test_only_what_there_is_can_be_chosen(owner, columns):
    with pytest.raises(Refused):
        choose(owner, **columns)


# -- sent --


def test_the_letter_says_what_the_page_says(owner):
    owner.language = "en"
    owner.save()
    send(owner, **SIGN)
    digest()
    assert actions.deliver() == 1
    (sent,) = mail.outbox
    assert sent.subject == "“订单培养协议” (A-1) waits for your signature."
    assert "http://localhost:8000/agreements/7/" in sent.body
    assert "http://localhost:8000/me/notices/settings/" in sent.body
    assert sent.to == [owner.email]


def test_the_letter_is_in_its_readers_language(owner):
    for _n in range(2):
        send(owner, **SIGN)
    digest()
    actions.deliver()
    assert "新" in mail.outbox[0].subject
    assert "您好" in mail.outbox[0].body


def test_no_fact_becomes_a_header(owner):
    send(owner, **{**SIGN, "number": "1\r\nBcc: x@evil.example\r\n\r\n"})
    digest()
    assert actions.deliver() == 1
    assert mail.outbox[0].message()["Bcc"] is None


def test_one_click_unsubscribes(owner):
    send(owner, **SIGN)
    digest()
    actions.deliver()
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].startswith("<http://localhost:8000/unsubscribe/")
    actions.unsubscribe(person_id=owner.pk)
    assert not queries.preference_of(owner.pk).mail


def test_one_who_unsubscribed_meanwhile_has_no_letter(owner):
    send(owner, **SIGN)
    digest()
    actions.unsubscribe(person_id=owner.pk)
    assert (actions.deliver(), mail.outbox) == (0, [])
    assert Letter.objects.get().status == LetterStatus.FAILED


def test_many_notices_make_one_letter(owner):
    actions.send(to=[owner.pk], **SIGN)
    for _n in range(60):
        send(owner, **SIGN)
    assert digest() == 1
    actions.deliver()
    assert mail.outbox[0].body.count("·") == 50


def test_letters_to_people_are_their_own(owner):
    send(owner, **SIGN)
    digest()
    assert not queries.all_letters()
    assert set(queries.last_letters_of(owner)) == {Channel.MAIL}


# -- groups --


def test_every_code_that_waits_has_a_sentence_or_is_of_a_case():
    cases = ("case", "cases", "milestone")
    assert {code for code in ACTS if code not in SENTENCES and code.partition(".")[0] not in cases} == set()


def test_every_group_and_channel_has_its_column():
    columns = {field.name for field in Preference._meta.fields}
    assert set(Group.values) | set(Channel.values) <= columns


def test_most_codes_have_a_group():
    others = {code.partition(".")[0] for code in SENTENCES if group_of(code) == Group.OTHER}
    assert others <= {"credential", "issuer_key", "request", "sign_in", "factor", "sessions"}
    assert group_of("nonsense") == Group.OTHER
    assert set(GROUPS.values()) == set(Group) - {Group.OTHER}
