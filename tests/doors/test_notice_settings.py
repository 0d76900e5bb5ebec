"""A reader chooses what is written to them; a letter's link answers once, as its receiver, and never on opening."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import mail, signing
from django.db import connection
from django.test import Client
from django.utils import timezone

from ronghe.docking import actions as docking
from ronghe.docking.models import Case
from ronghe.docking.states import CaseStatus, Origin
from ronghe.ledger.queries import entries_on
from ronghe.members import actions as members
from ronghe.members.models import Role
from ronghe.notices import actions, queries, tokens
from ronghe.notices.models import Letter, Notice, Preference
from ronghe.notices.states import BOT_KEYS, Group, LetterStatus, Rhythm
from ronghe.postings.states import Kind
from ronghe.privacy.consents import version_of
from ronghe.privacy.states import Optional
from ronghe.web.acting.links import ANSWER, path_for
from tests.people import posting

pytestmark = pytest.mark.django_db
SETTINGS = "/me/notices/settings/"
KEY = "5f0ae1c2Secret9b7d"
AGREED = {"version": version_of(Optional.BOTS), "agrees": "on"}
CHOICE = {"mail": "on", **dict.fromkeys(Group.values, "daily"), "docking": "at_once"}


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


# -- settings --


def test_visitors_are_asked_to_sign_in(client):
    assert client.get(SETTINGS).url.startswith("/account/login/")
    assert client.post(f"{SETTINGS}bot/").url.startswith("/account/login/")


def test_the_page_shows_the_defaults_and_keeps_a_choice(cast, as_):
    client = as_(cast.owner)
    page = text(client.get(SETTINGS))
    assert page.count('<option value="daily" selected>') == len(Group)
    assert re.search(r'name="only_acts"[^>]* checked', page)
    assert not Preference.objects.exists()
    assert client.post(SETTINGS, CHOICE).url == SETTINGS
    kept = queries.preference_of(cast.owner.pk)
    assert (kept.mail, kept.only_acts, kept.docking) == (True, False, Rhythm.AT_ONCE)
    assert '<option value="at_once" selected>' in text(client.get(SETTINGS))


def test_a_wrong_choice_is_shown_again(cast, as_):
    assert "field-wrong" in text(as_(cast.owner).post(SETTINGS, {**CHOICE, "docking": "hourly"}))
    assert not Preference.objects.exists()


def test_the_notices_lead_to_the_settings(cast, as_):
    assert SETTINGS in text(as_(cast.owner).get("/me/notices/"))


def test_bots_are_offered_where_the_site_does(cast, as_, settings):
    assert "Key of the bot" not in text(as_(cast.owner).get(SETTINGS))
    settings.BOTS = ["feishu"]
    page = text(as_(cast.owner).get(SETTINGS))
    assert "Key of the bot" in page
    assert "Feishu" in page
    assert '<option value="wecom"' not in page


def test_a_key_is_kept_and_never_shown(cast, as_, settings):
    settings.BOTS = list(BOT_KEYS)
    client = as_(cast.owner)
    assert "This field is required" in text(client.post(f"{SETTINGS}bot/", {"channel": "wecom", "key": KEY}))
    assert not Preference.objects.exists()  # without consent, nothing leaves for a chat
    assert client.post(f"{SETTINGS}bot/", {"channel": "wecom", "key": KEY, **AGREED}).url == SETTINGS
    assert queries.preference_of(cast.owner.pk).wecom == KEY
    page = text(client.get(SETTINGS))
    assert "Remove WeCom" in page
    assert KEY not in page
    assert client.post(f"{SETTINGS}bot/", {"gone": "wecom"}).url == SETTINGS
    assert queries.preference_of(cast.owner.pk).wecom == ""


@pytest.mark.parametrize("key", ["https://evil.example/hook", "abc 12345", "@evil.example"])
def test_an_address_is_no_key(key, cast, as_, settings):
    settings.BOTS = list(BOT_KEYS)
    page = text(as_(cast.owner).post(f"{SETTINGS}bot/", {"channel": "wecom", "key": key, **AGREED}))
    assert "not the key of a bot" in page
    assert key not in page
    assert not Preference.objects.exists()


def test_one_chooses_for_oneself(cast, as_):
    as_(cast.owner).post(SETTINGS, CHOICE)
    assert queries.preference_of(cast.editor.pk).docking == Rhythm.DAILY
    assert as_(cast.owner).post(f"{SETTINGS}bot/", {"gone": "mail"}).status_code == 403


# -- unsubscribing --


def unsubscribe(person):
    return f"/unsubscribe/{tokens.sign_unsubscribe(person.pk)}/"


def test_opening_the_link_unsubscribes_nobody(cast, client):
    assert "No more notices by mail?" in text(client.get(unsubscribe(cast.owner), headers={"accept-language": "en"}))
    assert queries.preference_of(cast.owner.pk).mail


def test_a_mail_program_unsubscribes_by_one_post(cast):
    client = Client(enforce_csrf_checks=True)  # it has no cookie and no page of ours
    assert client.post(unsubscribe(cast.owner), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not queries.preference_of(cast.owner.pk).mail
    assert queries.preference_of(cast.editor.pk).mail


def test_a_changed_link_unsubscribes_nobody(cast, client):
    assert client.post(unsubscribe(cast.owner)[:-3] + "xx/").status_code == 403
    assert not Preference.objects.exists()


# -- answering by a link --


@pytest.fixture
def case(cast):
    """A proposal that waits for the answers of both units."""
    demand = posting(cast.owner, cast.enterprise)
    supply = posting(cast.editor, cast.school, kind=Kind.PROGRAMME, title="数字媒体技术专业", text="开设 AIGC 课程。")
    Notice.objects.all().delete()
    Letter.objects.all().delete()
    return docking.propose(
        by=cast.officer, demand=demand, supply=supply, origin=Origin.SECRETARIAT, basis={}, override="值得一谈"
    )


def notice_of(person):
    return Notice.objects.filter(person_id=person.pk, code="case.proposed").latest("pk")


@pytest.fixture
def link(case, cast):
    return path_for(notice_of(cast.owner))


def test_the_mail_holds_the_link_and_the_bot_and_the_page_do_not(case, cast, as_):
    assert actions.digest_due(now=timezone.now())
    assert actions.deliver()
    (body,) = [sent.body for sent in mail.outbox if sent.to == [cast.owner.email]]
    path = re.search(r"http://localhost:8000(/act/\S+/)", body)[1]
    assert "Your answer to a proposal" in text(Client().get(path, headers={"accept-language": "en"}))
    assert "/act/" not in text(as_(cast.owner).get("/me/notices/"))
    assert not Letter.objects.filter(status=LetterStatus.WAITING, person_id=cast.owner.pk).exists()
    assert "/act/" not in str(list(Letter.objects.values_list()))


def test_opening_the_link_does_nothing(link, case, cast, client):
    for _n in range(3):
        page = text(client.get(link, headers={"accept-language": "en"}))
    assert "You answer as Zhou Min" in page
    assert case.demand.title in page
    case.refresh_from_db()
    assert (case.status, case.demand_interest_at) == (CaseStatus.PROPOSED, None)
    assert client.head(link).status_code == 405


def test_the_page_is_kept_nowhere(link, client):
    answer = client.get(link)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_interest_is_expressed_once_and_as_the_receiver(link, case, cast, client):
    assert client.post(link, {"answer": "interest"}).url == link
    case.refresh_from_db()
    assert case.status == CaseStatus.INTERESTED
    assert case.demand_interest_at
    assert entries_on(case).last().by_id == cast.owner.pk
    assert "The answer is given" in text(client.get(link, headers={"accept-language": "en"}))
    assert "used already" in text(client.post(link, {"answer": "interest"}, headers={"accept-language": "en"}), 403)
    assert "_auth_user_id" not in client.session


def test_it_is_declined_with_a_reason(link, case, client):
    assert "field-wrong" in text(client.post(link, {"answer": "decline"}))
    assert client.post(link, {"answer": "decline", "code": "timing", "text": "明年再说"}).url == link
    case.refresh_from_db()
    assert (case.status, case.reason_code, case.reason) == (CaseStatus.DECLINED, "timing", "明年再说")


def test_nothing_else_is_done(link, case, client):
    for given in ({}, {"answer": "accept"}, {"answer": ""}):
        assert client.post(link, given).status_code == 404
    case.refresh_from_db()
    assert case.status == CaseStatus.PROPOSED


def test_a_forgery_from_another_page_is_refused(link, case):
    assert Client(enforce_csrf_checks=True).post(link, {"answer": "interest"}).status_code == 403
    case.refresh_from_db()
    assert case.status == CaseStatus.PROPOSED


def test_who_has_lost_the_role_cannot_answer(link, case, cast, client):
    Role.objects.filter(person=cast.owner).delete()
    assert "any more" in text(client.get(link, headers={"accept-language": "en"}))
    assert client.post(link, {"answer": "interest"}).status_code == 403
    case.refresh_from_db()
    assert case.status == CaseStatus.PROPOSED


def test_who_may_not_sign_in_cannot_answer(link, case, cast, client):
    type(cast.owner).objects.filter(pk=cast.owner.pk).update(is_active=False)
    assert client.post(link, {"answer": "interest"}).status_code == 403


def test_a_refused_answer_leaves_the_link(link, case, cast, client):
    role = Role.objects.get(person=cast.owner)
    role.delete()
    client.post(link, {"answer": "interest"})
    members.give_role(by=cast.officer, person=cast.owner, unit=cast.enterprise, name=role.name)
    assert client.post(link, {"answer": "interest"}).status_code == 302


def test_a_link_breaks_off_no_talks(link, case, cast, client):
    docking.express_interest(by=cast.owner, case=case)
    docking.express_interest(by=cast.editor, case=case)
    assert client.post(link, {"answer": "decline", "code": "timing"}).status_code == 403
    case.refresh_from_db()
    assert case.status == CaseStatus.NEGOTIATING
    assert path_for(notice_of(cast.owner)) == ""


def tokens_that_do_not_work(case, cast):
    good = tokens.sign(tokens.Link(ANSWER, case.pk, cast.owner.pk, 1))
    yield good[:-1] + ("A" if good[-1] != "A" else "B")
    yield "A" + good[1:]
    yield tokens.sign(tokens.Link("case.accept", case.pk, cast.owner.pk, 1))
    yield tokens.sign_unsubscribe(cast.owner.pk)


def test_tampered_and_wrong_tokens_are_refused(case, cast, client):
    for token in tokens_that_do_not_work(case, cast):
        assert client.get(f"/act/{token}/").status_code == 403
        assert client.post(f"/act/{token}/", {"answer": "interest"}).status_code == 403
    case.refresh_from_db()
    assert case.status == CaseStatus.PROPOSED


def test_an_expired_link_says_so(link, case, client, monkeypatch):
    then = timezone.now() + timedelta(days=8)
    monkeypatch.setattr(signing.time, "time", then.timestamp)
    assert "expired" in text(client.post(link, {"answer": "interest"}, headers={"accept-language": "en"}), 403)
    case.refresh_from_db()
    assert case.status == CaseStatus.PROPOSED


def test_a_stranger_has_no_link(case, cast):
    for person in (cast.official, cast.outsider, cast.officer):
        assert path_for(Notice(person_id=person.pk, code="case.proposed", path=f"/cases/{case.pk}/")) == ""
    assert path_for(Notice(person_id=cast.owner.pk, code="case.accepted", path=f"/cases/{case.pk}/")) == ""
    assert path_for(Notice(person_id=cast.owner.pk, code="case.proposed", path="/cases/0/")) == ""


@pytest.mark.django_db(transaction=True)
def test_of_two_posts_at_once_one_acts(link, case):
    barrier = Barrier(2)

    def post(_n):
        client = Client()
        barrier.wait()
        try:
            return client.post(link, {"answer": "interest"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(post, range(2))) == [302, 403]
    assert Case.objects.get().steps.filter(status=CaseStatus.INTERESTED).count() == 1
