"""Letters are part of the transaction they tell of; they leave at least once, in words, and keep no secret."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ronghe.lib.refusals import Refused
from ronghe.notices import actions, letters, queries, tasks
from ronghe.notices.actions import outbox
from ronghe.notices.models import Letter
from ronghe.notices.states import ATTEMPTS, KEPT, LEASE, WAITS, Language, LetterStatus

pytestmark = pytest.mark.django_db
SECRET = "/applications/track/Zx9-the-token/"
BROKEN = f"{__name__}.Broken"


class Broken(BaseEmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, messages):
        raise OSError("451 come back\nlater, wen@qingyu.example")


def letter(**columns):
    given = {"to": "wen@qingyu.example", "language": Language.BOTH, "code": "application.returned", "path": SECRET}
    facts = {"number": "2026-0012", "name_zh": "青屿数字", "name_en": "Qingyu Digital", "remark": "缺少公章\n请补盖"}
    return actions.write(**{**given, **facts, **columns})


def make_due(one):
    Letter.objects.filter(pk=one.pk).update(next_try_at=timezone.now())


# -- written --


def test_a_rollback_takes_it_along():
    with transaction.atomic():
        letter()
        transaction.set_rollback(True)
    assert not Letter.objects.exists()


def test_after_the_commit_a_worker_is_asked(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        letter()
        assert not DBTaskResult.objects.exists()
    assert DBTaskResult.objects.get().task_path == "ronghe.notices.tasks.deliver_letters"
    tasks.deliver_letters.call()
    assert len(mail.outbox) == 1


def test_the_same_once_writes_one_letter(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        assert letter(once="a:1") == letter(once="a:1")
        assert letter(once="a:2") != letter(once="a:1")
    assert Letter.objects.count() == len(callbacks) == 2


# -- in words --


def test_it_is_written_in_both_languages_where_nobody_knows_which():
    subject, text = letters.written(letter(), with_link=True)
    assert subject == "请补正入会申请 2026-0012 / Please complete your application 2026-0012"
    assert text.index("青屿数字的入会申请") < text.index("the application of Qingyu Digital")
    assert text.count(f"http://localhost:8000{SECRET}") == 2
    assert text.count("缺少公章\n请补盖") == 2


@pytest.mark.parametrize(("language", "word", "other"), [("zh-hans", "您好", "Hello"), ("en", "Hello", "您好")])
def test_it_is_written_in_one_language_where_that_is_known(language, word, other):
    subject, text = letters.written(letter(language=language), with_link=True)
    assert word in text
    assert other not in text
    assert "/" not in subject


def test_a_name_in_one_language_stands_in_the_other_too():
    assert "application of 青屿数字" in letters.written(letter(name_en="", language="en"), with_link=True)[1]


def test_whoever_is_not_the_receiver_reads_no_link():
    assert SECRET not in letters.written(letter(), with_link=False)[1]


def test_facts_are_no_templates():
    assert "100%(number)s {x}" in letters.written(letter(remark="100%(number)s {x}"), with_link=True)[1]


@pytest.mark.parametrize("code", letters.LETTERS)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_letter_has_its_facts_and_its_link(code, language):
    facts = dict.fromkeys(("unit_zh", "days", "resolution", "start", "end", "title_zh", "student"), "7")
    subject, text = letters.written(letter(code=code, language=language, **facts), with_link=True)
    assert "%(" not in subject + text
    assert SECRET in text


# -- sent --


def test_it_is_sent_once_and_forgets_its_secret():
    one = letter()
    assert (actions.deliver(), actions.deliver()) == (1, 0)
    (sent,) = mail.outbox
    one.refresh_from_db()
    assert sent.to == ["wen@qingyu.example"]
    assert SECRET in sent.body
    assert sent.extra_headers["Message-ID"] == f"<{one.delivery}@localhost>"
    assert (one.status, one.attempts, one.path) == (LetterStatus.SENT, 1, "")
    assert one.sent_at
    assert "Zx9" not in str(Letter.objects.values_list().get())
    assert "Zx9" not in letters.written(one, with_link=True)[1]


def test_a_sent_letter_cannot_keep_its_secret():
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter().pk).update(status=LetterStatus.SENT, sent_at=timezone.now())


def test_nothing_leaves_a_demonstration_or_without_a_mail_server(settings, django_capture_on_commit_callbacks):
    settings.SEND_LETTERS = False
    with django_capture_on_commit_callbacks() as callbacks:
        one = letter()
    assert (callbacks, actions.deliver(), mail.outbox) == ([], 0, [])
    settings.SEND_LETTERS = True
    assert actions.deliver() == 1
    one.refresh_from_db()
    assert one.status == LetterStatus.SENT


def test_at_most_so_many_at_a_time():
    for number in range(3):
        letter(number=number)
    assert (actions.deliver(limit=2), actions.deliver(limit=2)) == (2, 1)


def test_one_waking_is_enough_for_many_letters(django_capture_on_commit_callbacks):
    for number in range(120):
        letter(number=number)
    DBTaskResult.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.deliver() == 50
    assert DBTaskResult.objects.count() == 1


@pytest.mark.parametrize("to", ["a@b.example\nBcc: x@evil.example", "a@b.example, x@evil.example", "nobody", ""])
def test_only_one_address_is_written_to(to):
    one = letter(to=to)
    assert (actions.deliver(), mail.outbox) == (0, [])
    one.refresh_from_db()
    assert (one.status, one.last_error) == (LetterStatus.FAILED, "not an e-mail address")


def test_no_fact_becomes_a_header():
    letter(code="agreement.sign", number="1\r\nBcc: x@evil.example\r\n\r\nbody", title_zh="协议", language="en")
    assert actions.deliver() == 1
    sent = mail.outbox[0].message()
    assert sent["Bcc"] is None
    assert sent["Subject"] == "Agreement 1 Bcc: x@evil.example body waits for your signature"
    assert mail.outbox[0].recipients() == ["wen@qingyu.example"]


# -- tried again --


def test_it_is_tried_again_at_growing_distances_and_then_fails(settings):
    settings.EMAIL_BACKEND = BROKEN
    one = letter()
    for attempt, wait in enumerate(WAITS, 1):
        start = timezone.now()
        assert actions.deliver() == 0
        one.refresh_from_db()
        assert (one.status, one.attempts) == (LetterStatus.WAITING, attempt)
        assert start + wait <= one.next_try_at <= timezone.now() + wait * 1.25
        assert actions.deliver() == 0
        make_due(one)
    assert DBTaskResult.objects.count() == len(WAITS) == ATTEMPTS - 1
    assert DBTaskResult.objects.filter(run_after=one.next_try_at).exists()
    assert actions.deliver() == 0
    one.refresh_from_db()
    assert (one.status, one.attempts, one.path) == (LetterStatus.FAILED, ATTEMPTS, SECRET)
    assert one.last_error == "OSError: 451 come back later, wen@qingyu.example"
    assert list(queries.failed_letters()) == [one]
    make_due(one)
    assert (actions.deliver(), Letter.objects.get().attempts) == (0, ATTEMPTS)


def test_one_that_cannot_leave_keeps_no_other_back():
    bad, good = letter(to="nobody"), letter()
    assert actions.deliver() == 1
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.status, good.status) == (LetterStatus.FAILED, LetterStatus.SENT)


def test_a_failed_letter_is_sent_again_when_asked(django_capture_on_commit_callbacks):
    one = letter(to="nobody")
    actions.deliver()
    Letter.objects.filter(pk=one.pk).update(to="wen@qingyu.example")
    with django_capture_on_commit_callbacks() as callbacks:
        actions.send_again(letter=one)
    assert (one.status, one.attempts, one.last_error, len(callbacks)) == (LetterStatus.WAITING, 0, "", 1)
    assert actions.deliver() == 1
    assert SECRET in mail.outbox[0].body


def test_only_a_failed_letter_is_sent_again():
    one = letter()
    with pytest.raises(Refused):
        actions.send_again(letter=one)
    actions.deliver()
    with pytest.raises(Refused):
        actions.send_again(letter=one)


def test_a_letter_whose_link_is_dead_is_not_sent():
    one = letter(useless_at=timezone.now() - timedelta(seconds=1))
    assert (actions.deliver(), mail.outbox) == (0, [])
    one.refresh_from_db()
    assert one.status == LetterStatus.FAILED
    assert not queries.failed_letters()


def test_one_whose_sender_died_is_due_again_after_its_lease():
    one = letter()
    assert outbox._take() == one
    assert (actions.deliver(), outbox._take()) == (0, None)
    Letter.objects.filter(pk=one.pk).update(next_try_at=timezone.now() - LEASE)
    assert actions.deliver() == 1
    assert outbox._try(one)  # the first sender lives after all: a second copy, with the same id, and no harm
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 1
    one.refresh_from_db()
    assert (one.status, one.attempts) == (LetterStatus.SENT, 2)


def test_old_letters_are_forgotten():
    waiting, sent, new = letter(), letter(), letter()
    Letter.objects.exclude(pk=waiting.pk).update(status=LetterStatus.SENT, sent_at=timezone.now(), path="")
    Letter.objects.exclude(pk=new.pk).update(created_at=timezone.now() - KEPT - timedelta(days=1))
    assert actions.forget_letters() == 1
    assert not Letter.objects.filter(pk=sent.pk).exists()
    assert Letter.objects.count() == 2
