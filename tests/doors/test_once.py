"""What was sent once is done once: forms and programs, with a key, sent again, sent at once, refused, broken."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import ClassVar

import pytest
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from ronghe.config.urls import urlpatterns as ours
from ronghe.docking.models import Case, CaseFile, Message
from ronghe.docking.states import CaseStatus
from ronghe.intake.models import Import
from ronghe.members.models import Application, Remark
from ronghe.notices.models import Notice
from ronghe.once.models import Key
from ronghe.postings.models import Posting
from ronghe.web import once
from tests import people
from tests.docking import cases
from tests.doors.test_applications import handed_in
from tests.doors.test_postings import typed
from tests.members.applying import PDF, application

NEW = "/postings/new/?kind=talent_order"
KEY = "a-key-of-one-sending-1"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def key_on(page):
    """The keys of the forms of a page."""
    return re.findall(r'name="once" value="([^"]+)"', page.content.decode())


def sent_as(client, way, **given):
    """The answer to the form, with its key as a form or as a program sends it."""
    data = typed(**given)
    if way == "form":
        return client.post(NEW, {**data, "once": KEY})
    return client.post(NEW, data, headers={"Idempotency-Key": f'"{KEY}"'})


# the key


def test_every_form_has_a_key_of_its_own(cast, as_):
    client = as_(cast.owner)
    keys = [*key_on(client.get(NEW)), *key_on(client.get(NEW))]
    assert len(keys) == len(set(keys)) >= 4
    assert all(once.KEY.fullmatch(key) for key in keys)


@pytest.mark.parametrize("key", ["short", "x" * 65, "with a blank, and so on", "ключ-ключ-ключ-ключ"])
def test_a_key_that_is_none_is_a_bad_request(cast, as_, key):
    assert as_(cast.owner).post(NEW, typed(once=key)).status_code == 400
    assert not Posting.objects.exists()


# the same again


@pytest.mark.parametrize("way", ["form", "program"])
def test_sent_twice_is_done_once_and_leads_to_the_same_row(cast, as_, way):
    client = as_(cast.owner)
    first, second = (sent_as(client, way) for _ in range(2))
    one = Posting.objects.get()
    assert first.url == second.url == f"/postings/{one.pk}/"
    assert (first.status_code, second.status_code) == (302, 302)
    assert second["Idempotent-Replayed"] == "true"
    assert [str(said) for said in get_messages(second.wsgi_request)][-1].startswith("This had been sent before")


def test_without_a_key_it_is_done_each_time(cast, as_):
    """The control: it is the key that keeps a second posting away."""
    client = as_(cast.owner)
    for _ in range(2):
        client.post(NEW, typed())
    assert Posting.objects.count() == 2


def test_files_are_part_of_what_was_sent_and_arrive_whole(cast, as_):
    one = cases.case(cast, CaseStatus.NEGOTIATING)
    client = as_(cast.owner)

    def say(data):
        files = SimpleUploadedFile("方案.pdf", data)
        return client.post(f"/cases/{one.pk}/messages/", {"text": "请看方案。", "files": files, "once": KEY})

    assert [say(PDF).status_code for _ in range(2)] == [302, 302]
    assert say(PDF + b"%other").status_code == 422
    assert Message.objects.count() == 1
    assert bytes(CaseFile.objects.get().file) == PDF


def test_a_proposal_that_was_answered_to_nobody_is_answered_again(cast, as_):
    """The second time a rule would refuse: the pair is in a case. The key answers before the rule is asked."""
    pair = cases.demand(cast), cases.supply(cast)
    client, address = as_(cast.owner), f"/docking/{pair[0].pk}/{pair[1].pk}/propose/"
    first, second = (client.post(address, {"once": KEY}) for _ in range(2))
    assert first.url == second.url == f"/cases/{Case.objects.get().pk}/"
    assert Notice.objects.filter(code="case.interested").count() == 1


def test_a_file_of_many_rows_is_checked_once(cast, as_):
    client = as_(cast.officer)
    for _ in range(2):
        client.post("/imports/units/", {"file": SimpleUploadedFile("a.csv", "单位名称\n某校\n".encode()), "once": KEY})
    assert Import.objects.count() == 1


# another content, another person


def test_the_same_key_with_another_content_is_refused_with_the_way_to_what_was_done(cast, as_):
    client = as_(cast.owner)
    done = sent_as(client, "form")
    other = sent_as(client, "form", title="另一份")
    assert other.status_code == 422
    assert done.url in other.content.decode()
    assert "sent before" in other.content.decode()
    assert Posting.objects.count() == 1


def test_a_program_reads_why(cast, as_):
    client = as_(cast.owner)
    sent_as(client, "program")
    other = sent_as(client, "program", title="另一份")
    assert (other.status_code, list(other.json())) == (422, ["error"])


def test_keys_of_two_people_do_not_meet(cast, as_):
    for person in (cast.owner, cast.editor):
        sent_as(as_(person), "form")
    assert Posting.objects.count() == 2


def test_somebody_without_an_account_applies_once(cast):
    client = Client(enforce_csrf_checks=True)
    page = client.get("/applications/new/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())[1]
    key = key_on(page)[-1]
    given = {"csrfmiddlewaretoken": token, "once": key}
    uscc = people.new_uscc()
    answers = [client.post("/applications/new/", {**handed_in(uscc=uscc), **given}) for _ in range(2)]
    assert answers[0].url == answers[1].url
    assert Application.objects.count() == 1
    assert Key.objects.get().owner.startswith("browser:")


def test_who_must_sign_in_first_leaves_no_key(cast, client):
    client.get("/")
    assert client.post(NEW, typed(once=KEY)).url.startswith("/account/login/")
    assert not Key.objects.exists()


# nothing done, nothing kept


def test_a_form_with_faults_keeps_its_key(cast, as_):
    client = as_(cast.owner)
    assert sent_as(client, "form", title="").status_code == 200
    assert sent_as(client, "form").status_code == 302
    assert Posting.objects.count() == 1


def test_what_was_refused_keeps_its_key(cast, as_):
    one = cases.case(cast, CaseStatus.DECLINED)
    client, address = as_(cast.owner), f"/cases/{one.pk}/messages/"
    assert client.post(address, {"text": "太晚", "once": KEY}).status_code == 403
    assert not Key.objects.exists()


def test_a_refusal_that_leads_back_keeps_its_key(cast, as_):
    assert as_(cast.officer).post("/outcomes/weights/", {"once": KEY}).url == "/outcomes/weights/"
    assert not Key.objects.exists()


def test_a_view_that_breaks_takes_everything_back(cast, as_, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("the power went")

    client = as_(cast.owner)
    monkeypatch.setattr("ronghe.web.postings.writing._said", broken)
    with pytest.raises(RuntimeError):
        sent_as(client, "form")
    assert not Posting.objects.exists()
    assert not Key.objects.exists()
    monkeypatch.undo()
    assert sent_as(client, "form").status_code == 302


# a program's own answer, and two at the same moment


def create(request):
    """As an address for programs would answer: created, with the row."""
    from ronghe.members import actions

    remark = actions.add_remark(by=request.user, application=Application.objects.get(), text=request.body.decode())
    return HttpResponse(f'{{"id": {remark.pk}}}', status=201, content_type="application/json")


create.__module__ = "ronghe.api.made_up"


class Addresses:
    urlpatterns: ClassVar = [*ours, path("made-up/remarks/", create, name="made-up")]


def test_a_program_gets_what_was_created_again(cast, as_, settings):
    settings.ROOT_URLCONF = Addresses
    application(cast)
    client = as_(cast.officer)

    def send(text):
        given = {"content_type": "application/json", "headers": {"Idempotency-Key": KEY}}
        return client.post("/made-up/remarks/", text, **given)

    first, second, other = send("补交材料"), send("补交材料"), send("不必了")
    assert (first.status_code, second.status_code, other.status_code) == (201, 201, 422)
    assert first.json() == second.json() == {"id": Remark.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_five_at_the_same_moment_are_one(cast):
    barrier = Barrier(5)

    def send(client):
        barrier.wait()
        try:
            return client.post(NEW, typed(once=KEY))
        finally:
            connection.close()

    clients = [Client() for _ in range(5)]
    for client in clients:
        client.force_login(cast.owner)
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(send, clients))
    assert {answer.url for answer in answers} == {f"/postings/{Posting.objects.get().pk}/"}
    assert sum("Idempotent-Replayed" in answer for answer in answers) == 4
