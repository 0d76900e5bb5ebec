"""The pages of one's own data and of the secretariat that answers; masks, and how proposals are explained."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest

from ronghe.ledger.models import Entry
from ronghe.members.models import Person, Unit
from ronghe.notices.models import Letter, Notice
from ronghe.privacy import actions, consents
from ronghe.privacy.models import Consent, DataRequest
from ronghe.privacy.states import Optional, RequestKind, RequestStatus
from tests.docking import cases
from tests.members.applying import application
from tests.people import ROLES

MINE, COPY, ERASURE, QUEUE = "/me/data/", "/me/data/copy/", "/me/data/erasure/", "/privacy/"
SIGNED_IN = [role for role in ROLES if role != "nobody"]


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def ask(by, kind=RequestKind.CORRECTION, words="英文名有误"):
    return actions.ask(by=by, kind=kind, text=words)


# -- one's own --


@pytest.mark.parametrize("path", [MINE, COPY, ERASURE, "/me/data/ask/appeal/", QUEUE, "/privacy/1/"])
def test_visitors_are_asked_to_sign_in(db, client, path):
    assert client.get(path).url.startswith("/account/login/")


@pytest.mark.parametrize("path", [COPY, ERASURE])
def test_what_a_visitor_sends_is_not_kept_for_who_signs_in_next(cast, client, path):
    assert client.post(path, {"text": "", "sure": "on"}).url.startswith("/account/login/")
    assert not client.session.keys()
    client.force_login(cast.owner)
    assert client.get(path).status_code == 200
    assert not DataRequest.objects.exists()
    assert not Entry.objects.filter(what="person.copied").exists()


@pytest.mark.parametrize("who", SIGNED_IN)
def test_everybody_sees_what_is_held_about_themselves(cast, as_, who):
    page = text(as_(cast.by_name(who)).get(MINE))
    assert "What is held about me" in page
    assert "Your account" in page
    assert ("only secretariat officer" in page) is (who == "officer")


def test_nobody_sees_what_others_ask(cast, as_):
    ask(cast.owner, words="只给秘书处看")
    assert "只给秘书处看" in text(as_(cast.owner).get(MINE))
    assert "只给秘书处看" not in text(as_(cast.editor).get(MINE))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_copy_is_a_file_to_read_and_to_process(cast, as_, language):
    client = as_(cast.owner, language)
    assert "Download" in text(client.get(COPY)) or language != "en"
    answer = client.post(COPY)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="my-data-')
    archive = ZipFile(BytesIO(b"".join(answer) if answer.streaming else answer.content))
    data = json.loads(archive.read("data.json"))
    assert data["account"]["members.Person"][0]["email"] == cast.owner.email
    page = archive.read("data.html").decode()
    assert "周敏" in page
    assert cast.editor.email not in page
    assert Entry.objects.filter(what="person.copied", by_id=cast.owner.pk).count() == 1


@pytest.mark.parametrize("path", [COPY, ERASURE])
def test_who_has_a_password_gives_it_once_more(cast, as_, path):
    """The officer of the cast has one. A session alone, left open somewhere, takes nothing out and ends nothing."""
    client = as_(cast.officer)
    for answer in (client.get(path), client.post(path, {"sure": "on"})):
        assert answer.url.startswith("/account/reauthenticate/")
    assert not Entry.objects.filter(what="person.copied").exists()
    client.post(f"/account/reauthenticate/?next={path}", {"password": "moonlight-7"})
    assert client.get(path).status_code == 200


def test_an_erasure_is_asked_with_a_confirmation(cast, as_):
    client = as_(cast.owner)
    text(client.post(ERASURE, {"text": ""}), 422)
    assert not DataRequest.objects.exists()
    assert client.post(ERASURE, {"text": "", "sure": "on"}).url == MINE
    assert "already" in text(client.post(ERASURE, {"text": "", "sure": "on"}), 422)
    request = DataRequest.objects.get()
    assert client.post(f"/me/data/{request.pk}/back/").url == MINE
    request.refresh_from_db()
    assert request.status == RequestStatus.TAKEN_BACK


def test_nobody_takes_back_what_others_asked(cast, as_):
    request = ask(cast.owner)
    assert as_(cast.editor).post(f"/me/data/{request.pk}/back/").status_code == 404


def test_consent_is_given_and_withdrawn_on_the_page(cast, as_):
    client = as_(cast.owner)
    assert client.post("/me/data/consents/directory/", {"version": consents.version_of(Optional.DIRECTORY)}).url == MINE
    assert "agreed" in text(client.get(MINE))
    assert client.post("/me/data/consents/directory/", {"do": "withdraw"}).url == MINE
    assert Consent.objects.get().withdrawn_at
    assert client.post("/me/data/consents/directory/", {"do": "withdraw"}).status_code == 403
    assert client.post("/me/data/consents/directory/", {"version": "2020-01"}).status_code == 403
    assert client.post("/me/data/consents/everything/").status_code == 404


def test_no_other_request_is_made_up(cast, as_):
    for kind in ("erasure", "anything"):
        assert as_(cast.owner).get(f"/me/data/ask/{kind}/").status_code == 404


# -- an appeal --


def test_a_case_is_put_before_a_person_and_answered(cast, as_):
    case = cases.proposed(cast)
    page = text(as_(cast.owner).get(f"/cases/{case.pk}/"))
    there = f"/me/data/ask/appeal/?case={case.pk}"
    assert there in page
    assert case.number in text(as_(cast.owner).get(there))
    assert as_(cast.owner).post(there, {"text": "为什么推荐这一项"}).url == MINE
    request = DataRequest.objects.get()
    assert (request.about_kind, request.about_id) == ("docking.case", case.pk)
    client = as_(cast.officer)
    assert f"/cases/{case.pk}/" in text(client.get(f"/privacy/{request.pk}/"))
    assert "Please write the answer" in text(client.post(f"/privacy/{request.pk}/", {"to": "done", "answer": ""}), 422)
    assert client.post(f"/privacy/{request.pk}/", {"to": "done", "answer": "已由人工复核"}).status_code == 302
    assert "已由人工复核" in text(as_(cast.owner).get("/me/notices/"))
    assert "已由人工复核" in text(as_(cast.owner).get(MINE))


def test_nobody_asks_about_a_case_that_they_do_not_see(cast, as_):
    case = cases.proposed(cast)
    assert as_(cast.outsider).get(f"/me/data/ask/appeal/?case={case.pk}").status_code == 404


# -- the secretariat --


@pytest.mark.parametrize("who", [role for role in SIGNED_IN if role != "officer"])
def test_only_officers_answer(cast, as_, who):
    request = ask(cast.outsider)
    client = as_(cast.by_name(who))
    for path in (QUEUE, f"/privacy/{request.pk}/"):
        assert client.get(path).status_code == 403
    assert client.post(f"/privacy/{request.pk}/", {"to": "done", "answer": "x"}).status_code == 403
    request.refresh_from_db()
    assert request.status == RequestStatus.WAITING
    assert QUEUE not in text(client.get("/")).replace("/me/data", "")


def test_what_waits_stands_on_home_and_in_the_queue(cast, as_):
    request = ask(cast.owner)
    client = as_(cast.officer)
    assert f"/privacy/{request.pk}/" in text(client.get("/"))
    assert f"#{request.pk}" in text(client.get(QUEUE))
    assert "No such request" in text(client.get(f"{QUEUE}?status=done"))


def test_an_erasure_that_is_done_signs_the_person_out(cast, as_):
    request = ask(cast.editor, RequestKind.ERASURE, "")
    client = as_(cast.officer)
    assert "cannot be undone" in text(client.get(f"/privacy/{request.pk}/"))
    assert client.post(f"/privacy/{request.pk}/", {"to": "done", "answer": ""}).status_code == 302
    assert "Former user" in text(client.get(f"/privacy/{request.pk}/"))
    assert not Person.objects.get(pk=cast.editor.pk).is_active


# -- masks --


@pytest.fixture
def contact(cast):
    Unit.objects.filter(pk=cast.enterprise.pk).update(contact_name="沈静安", contact_email="shen@haijia.example")
    return f"/members/{cast.enterprise.pk}/"


@pytest.mark.parametrize(
    ("who", "shown"), [("officer", True), ("owner", True), ("editor", False), ("official", False), ("nobody", False)]
)
def test_a_contact_is_masked_for_others(cast, as_, contact, who, shown):
    page = text(as_(cast.by_name(who)).get(contact))
    assert ("shen@haijia.example" in page) is shown
    assert ("s***@haijia.example" in page) is (who == "editor")
    assert ("沈**" in page) is (who == "editor")


def test_it_is_shown_on_request_and_that_is_written_down(cast, as_, contact):
    page = text(as_(cast.editor).post(f"{contact}contact/"))
    assert "shen@haijia.example" in page
    entry = Entry.objects.get(what="personal.shown")
    assert (entry.by_id, entry.on_id) == (cast.editor.pk, str(cast.enterprise.pk))
    assert "s***@haijia.example" in text(as_(cast.editor).get(contact))


@pytest.mark.parametrize("who", ["outsider", "official"])
def test_it_is_not_shown_to_who_may_not_see_it(cast, as_, contact, who):
    assert as_(cast.by_name(who)).post(f"{contact}contact/").status_code == 403
    assert not Entry.objects.filter(what="personal.shown").exists()


def test_people_are_named_to_others_with_their_consent_only(cast, as_):
    path = f"/members/{cast.enterprise.pk}/"
    named = "Zhou Min"
    assert named in text(as_(cast.officer).get(path))
    assert named not in text(as_(cast.editor).get(path))
    actions.give_consent(by=cast.owner, to=Optional.DIRECTORY, version=consents.version_of(Optional.DIRECTORY))
    assert named in text(as_(cast.editor).get(path))
    assert named not in text(as_(cast.outsider).get(path))
    actions.withdraw_consent(by=cast.owner, to=Optional.DIRECTORY)
    assert named not in text(as_(cast.editor).get(path))


def test_addresses_of_letters_are_masked_until_somebody_looks(cast, as_):
    Letter.objects.all().delete()
    application(cast.officer)
    letter = Letter.objects.get()
    client = as_(cast.officer)
    for path in ("/letters/", f"/letters/{letter.pk}/"):
        page = text(client.get(path))
        assert letter.to not in page
        assert "w***@qingyu.example" in page
    assert letter.to in text(client.post(f"/letters/{letter.pk}/show/"))
    assert Entry.objects.get(what="personal.shown").facts == {"columns": ["to"]}
    assert as_(cast.owner).post(f"/letters/{letter.pk}/show/").status_code == 403


# -- explained --


@pytest.mark.parametrize(("language", "words"), [("en", "What is not used"), ("zh-hans", "不使用什么")])
def test_how_proposals_are_made_is_open_to_everybody(db, as_, language, words):
    from tests.people import NOBODY

    page = text(as_(NOBODY, language).get("/explained/"))
    assert words in page
    assert "50.0 %" in page  # the weight of skills today
    assert "/explained/" in text(as_(NOBODY, language).get("/accessibility/"))


def test_what_is_said_about_a_request_has_a_sentence(cast, as_):
    ask(cast.owner)
    assert "Somebody asks about their data: correction." in text(as_(cast.officer).get("/me/notices/"))
    assert Notice.objects.filter(code="request.asked").count() == 1
