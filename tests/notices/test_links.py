"""A one-time link acts once, for one purpose, for seven days, and not where anybody changed it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.core import signing
from django.db import connection, transaction
from django.utils import timezone

from ronghe.lib.refusals import Refused
from ronghe.notices import actions, queries, tokens
from ronghe.notices.models import UsedLink

LINK = tokens.Link("case.answer", 7, 12, 30)


def test_a_token_is_read_as_it_was_signed():
    assert tokens.read(tokens.sign(LINK), "case.answer") == LINK


def test_a_token_is_for_its_purpose():
    with pytest.raises(Refused, match="does not work"):
        tokens.read(tokens.sign(LINK), "case.accept")


@pytest.mark.parametrize("at", range(0, 40, 3))
def test_a_token_that_was_changed_is_refused(at):
    token = tokens.sign(LINK)
    other = "A" if token[at] != "A" else "B"
    with pytest.raises(Refused):
        tokens.read(token[:at] + other + token[at + 1 :], "case.answer")


@pytest.mark.parametrize("token", ["", ":", "::", "a:b:c", "\x00", "é:ß:漢"])
def test_nonsense_is_refused(token):
    with pytest.raises(Refused):
        tokens.read(token, "case.answer")
    with pytest.raises(Refused):
        tokens.read_unsubscribe(token)


def test_a_token_of_another_site_is_refused(settings):
    token = tokens.sign(LINK)
    settings.SECRET_KEY = "another"
    with pytest.raises(Refused):
        tokens.read(token, "case.answer")


def test_a_token_lasts_seven_days(monkeypatch):
    token, now = tokens.sign(LINK), timezone.now().timestamp()
    monkeypatch.setattr(signing.time, "time", lambda: now + timedelta(days=7).total_seconds() - 60)
    assert tokens.read(token, "case.answer") == LINK
    monkeypatch.setattr(signing.time, "time", lambda: now + timedelta(days=7).total_seconds() + 60)
    with pytest.raises(Refused, match="expired"):
        tokens.read(token, "case.answer")


def test_unsubscribing_is_no_act():
    with pytest.raises(Refused):
        tokens.read(tokens.sign_unsubscribe(12), "case.answer")
    with pytest.raises(Refused):
        tokens.read_unsubscribe(tokens.sign(LINK))
    assert tokens.read_unsubscribe(tokens.sign_unsubscribe(12)) == 12


# -- once --


@pytest.mark.django_db
def test_a_link_is_used_once_whichever_copy():
    again = tokens.read(tokens.sign(LINK), "case.answer")
    actions.use_link(link=LINK)
    assert queries.is_used(again)
    with pytest.raises(Refused, match="used already"):
        actions.use_link(link=again)
    actions.use_link(link=tokens.Link("case.answer", 7, 12, 31))


@pytest.mark.django_db
def test_what_it_did_and_that_it_was_used_are_one():
    with transaction.atomic():
        actions.use_link(link=LINK)
        transaction.set_rollback(True)
    assert not queries.is_used(LINK)


@pytest.mark.django_db
def test_the_table_keeps_no_token():
    token = tokens.sign(LINK)
    actions.use_link(link=tokens.read(token, "case.answer"))
    assert not {str(value) for value in UsedLink.objects.values_list().get()} & set(token.split(":"))


@pytest.mark.django_db
def test_used_links_are_forgotten_once_their_tokens_have_expired():
    actions.use_link(link=LINK)
    actions.forget_letters()
    assert queries.is_used(LINK)
    UsedLink.objects.update(used_at=timezone.now() - timedelta(days=15))
    actions.forget_letters()
    assert not queries.is_used(LINK)


def at_once(many, use):
    """What each of `many` threads got, starting together."""
    barrier = Barrier(many)

    def one(_n):
        barrier.wait()
        try:
            return use()
        except Refused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(many) as pool:
        return list(pool.map(one, range(many)))


def acting(acted):
    """Something to do by the link, which is noted in `acted`."""

    def use():
        with transaction.atomic():
            actions.use_link(link=LINK)
            acted.append(1)
        return "done"

    return use


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_acts():
    acted = []

    assert sorted(at_once(4, acting(acted))) == ["done", *["refused"] * 3]
    assert acted == [1]


@pytest.mark.django_db(transaction=True)
def test_without_the_one_digest_all_would_act(monkeypatch):
    monkeypatch.setattr(tokens.Link, "digest", property(lambda link: uuid4().hex))
    assert at_once(4, acting([])) == ["done"] * 4
