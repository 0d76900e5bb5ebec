"""Anyone verifies; holders take their files; the secretariat issues, revokes, replaces, rotates; nobody else does."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ronghe.credentials import actions, keys, queries
from ronghe.credentials.models import Credential, IssuerKey
from ronghe.credentials.states import CredentialStatus
from ronghe.ledger.models import Entry
from ronghe.lib.dates import days_from, today
from ronghe.web.credentials import files
from tests.credentials.files import certificate, claims, flipped, plaque
from tests.doors.test_pages import words
from tests.people import ROLES


@pytest.fixture
def award(cast):
    return plaque(cast)


def upload(client, content, name="credential.jwt"):
    content = content.encode() if isinstance(content, str) else content
    return client.post("/verify/", {"file": SimpleUploadedFile(name, content)})


# Verify


def test_a_visitor_verifies_by_the_address_of_the_code(award, cast, as_):
    path = claims(award.jwt)["id"].partition("localhost:8000")[2]
    response = as_(cast.nobody).get(path)
    assert response.context["verdict"] == "valid"
    assert "Vice-Chair Unit" in words(response)
    assert award.shown_number in words(response)
    assert cast.enterprise.uscc not in words(response)


def test_each_state_has_its_own_page(cast, as_):
    awards = [plaque(cast, valid_until=days_from(today(), 3)) for _ in range(4)]
    actions.revoke(by=cast.officer, credential=awards[1], reason="擅自转借")
    successor = actions.reissue(by=cast.officer, credential=awards[2], reason="更名")
    Credential.objects.filter(pk=awards[3].pk).update(jwt=flipped(awards[3].jwt, 4000))
    visitor = as_(cast.nobody)
    pages = [visitor.get(f"/verify/{one.number}/") for one in awards]
    assert [page.context["verdict"] for page in pages] == ["valid", "revoked", "superseded", "tampered"]
    assert "擅自转借" in words(pages[1])
    assert successor.shown_number in words(pages[2])


def test_an_expired_one_says_so(cast, as_, monkeypatch):
    award = plaque(cast, valid_until=days_from(today(), 3))
    monkeypatch.setattr("ronghe.credentials.queries.timezone.now", lambda: award.issued_at.replace(year=2099))
    assert as_(cast.nobody).get(f"/verify/{award.number}/").context["verdict"] == "expired"


def test_an_unknown_number(award, cast, as_):
    response = as_(cast.nobody).get("/verify/0000000000000000/")
    assert response.status_code == 404
    assert "Unknown number" in words(response)


def test_a_number_may_be_typed_as_it_stands(award, cast, as_):
    visitor = as_(cast.nobody)
    response = visitor.get("/verify/", {"number": award.shown_number.lower()})
    assert response.url == f"/verify/{award.number}/"
    assert visitor.get(f"/verify/{award.shown_number}/").url == f"/verify/{award.number}/"
    assert visitor.get("/verify/", {"number": "7Q4K"}).status_code == 200


@pytest.mark.parametrize("name", ["credential.jwt", "credential.json", "badge-zh.png", "badge-en.svg"])
def test_every_file_that_we_give_verifies(award, cast, as_, name):
    response = upload(as_(cast.nobody), files.content(award, name), name)
    assert response.context["verdict"] == "valid"
    assert award.shown_number in words(response)


def test_what_was_changed_is_not_repeated(award, cast, as_):
    response = upload(as_(cast.nobody), flipped(award.jwt, 4000))
    assert response.context["verdict"] == "tampered"
    assert "Vice-Chair Unit" not in words(response)


@pytest.mark.parametrize("content", [b"hello", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, b"<svg", b"{}", b"\xff\xfe" * 400])
def test_rubbish_is_answered_politely(award, cast, as_, content):
    response = upload(as_(cast.nobody), content, "x.png")
    assert (response.status_code, response.context["verdict"]) == (200, "unreadable")


def test_a_file_too_big_and_an_empty_one(cast, as_):
    for content in (b"", b"x" * (4 * 1024 * 1024 + 1)):
        response = upload(as_(cast.nobody), content)
        assert response.context["by_file"].errors


def test_a_script_in_a_name_stays_text(cast, as_):
    evil = "<script>alert(1)</script>"
    award = certificate(cast, person=None, holder_zh=evil, holder_en=evil, title_zh=evil, title_en=evil)
    for path in (f"/verify/{award.number}/", f"/credentials/{award.number}/", "/credentials/"):
        assert evil not in as_(cast.officer).get(path).content.decode()


def test_the_plaque_is_shown_while_it_holds(award, cast, as_):
    visitor = as_(cast.nobody)
    response = visitor.get(f"/verify/{award.number}/plaque.png")
    assert response["Content-Type"] == "image/png"
    assert "public" in response["Cache-Control"]
    actions.revoke(by=cast.officer, credential=award, reason="退会")
    assert visitor.get(f"/verify/{award.number}/plaque.png").status_code == 404
    assert visitor.get(f"/verify/{certificate(cast).number}/plaque.png").status_code == 404


# For machines


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/credentials/did.json", "application/did+json"),
        ("/credentials/status/1/revocation/", "application/vc+jwt"),
        ("/credentials/status/1/refresh/", "application/vc+jwt"),
        ("/credentials/status/1/revocation/?format=json", "application/vc+json"),
    ],
)
def test_keys_and_lists_are_public_and_may_be_kept(award, client, path, kind):
    response = client.get(path)
    assert response["Content-Type"] == kind
    assert "public" in response["Cache-Control"]
    assert "max-age=300" in response["Cache-Control"]
    assert response["Access-Control-Allow-Origin"] == "*"
    assert client.head(path).status_code == 200


def test_the_document_has_every_key_and_no_secret(cast, award, client):
    actions.rotate_key(by=cast.officer, reason="每年更换")
    document = json.loads(client.get("/credentials/did.json").content)
    assert len(document["verificationMethod"]) == 2
    assert all(set(one["publicKeyJwk"]) == {"kty", "crv", "x"} for one in document["verificationMethod"])


@pytest.mark.parametrize("path", ["/credentials/status/9/revocation/", "/credentials/status/1/suspension/"])
def test_no_such_list(award, client, path):
    assert client.get(path).status_code == 404


def test_without_the_key_a_list_is_away_for_a_while(award, client):
    keys.destroy_key(award.key.kid)
    assert client.get("/credentials/status/1/revocation/").status_code == 503
    assert client.get(f"/verify/{award.number}/").context["verdict"] == "valid"


def test_no_answer_holds_a_private_key(award, cast, as_):
    lines = keys.read_key(award.key.kid).decode().splitlines()
    secrets = [lines[1], "PRIVATE KEY", '"d":']
    officer = as_(cast.officer)
    paths = [
        "",
        "keys/",
        "did.json",
        "status/1/revocation/",
        f"{award.number}/",
        f"{award.number}/files/credential.jwt",
    ]
    for path in paths:
        content = officer.get(f"/credentials/{path}").content.decode()
        assert not [one for one in secrets if one in content], path


# Who may


# list; plaque of `enterprise`, its file; of `school`, its file; certificate of `outsider`; new, revoke, reissue, rotate
TABLE = {
    "officer": "200 200 200 200 200 200 200 200 200 200",
    "official": "200 200 403 200 403 200 403 403 403 403",
    "owner": "200 200 200 404 404 404 403 403 403 403",
    "editor": "200 404 404 200 200 404 403 404 404 403",
    "outsider": "200 404 404 404 404 200 403 404 404 403",
    "nobody": "302 302 302 302 302 302 302 302 302 302",
}


@pytest.mark.parametrize("role", ROLES)
def test_doors(cast, as_, role):
    ours, theirs, persons = plaque(cast), plaque(cast, unit=cast.school), certificate(cast)
    paths = [
        "",
        f"{ours.number}/",
        f"{ours.number}/files/credential.jwt",
        f"{theirs.number}/",
        f"{theirs.number}/files/credential.json",
        f"{persons.number}/",
        "new/",
        f"{ours.number}/revoke/",
        f"{ours.number}/reissue/",
        "keys/rotate/",
    ]
    reader = as_(cast.by_name(role))
    assert " ".join(str(reader.get(f"/credentials/{path}").status_code) for path in paths) == TABLE[role]
    for path, given in ((f"{ours.number}/revoke/", {}), (f"{ours.number}/reissue/", {}), ("keys/rotate/", {})):
        if role != "officer":
            reader.post(f"/credentials/{path}", {"reason": "x", "title_zh": "x", "title_en": "x", **given})
    assert Credential.objects.filter(status=CredentialStatus.ACTIVE).count() == 3
    assert IssuerKey.objects.count() == 1


def test_the_list_shows_each_reader_their_own(cast, as_):
    plaque(cast), plaque(cast, unit=cast.school), certificate(cast)
    shown = {role: len(as_(cast.by_name(role)).get("/credentials/").context["page"]) for role in ROLES[:-1]}
    assert shown == {"officer": 3, "official": 3, "owner": 1, "editor": 1, "outsider": 1}


# Acts


def test_the_secretariat_issues(cast, as_):
    given = {"kind": "plaque", "unit": cast.enterprise.pk, "title_zh": "理事单位", "title_en": "Council Unit"}
    response = as_(cast.officer).post("/credentials/new/", given)
    award = Credential.objects.get()
    assert response.url == f"/credentials/{award.number}/"
    assert (award.unit, award.title_en) == (cast.enterprise, "Council Unit")


def test_a_certificate_finds_its_account(cast, as_):
    given = {"kind": "certificate", "email": "HE@ronghe.example", "title_zh": "优秀导师", "title_en": "Mentor"}
    as_(cast.officer).post("/credentials/new/", given)
    assert Credential.objects.get().person == cast.outsider


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "unit"),
        ({"holder_zh": "闻知禾", "kind": "plaque"}, None),
        ({"email": "nobody@ronghe.example"}, "email"),
        ({"holder_zh": "闻知禾", "valid_until": "2001-01-01"}, None),
        ({"holder_zh": "闻知禾", "title_en": ""}, "title_en"),
    ],
)
def test_what_is_refused_stands_in_the_form(cast, as_, given, field):
    given = {"kind": "certificate", "title_zh": "导师", "title_en": "Mentor", **given}
    response = as_(cast.officer).post("/credentials/new/", given)
    assert response.status_code == 200
    assert response.context["form"].errors.get(field or "__all__")
    assert not Credential.objects.exists()


def test_a_reason_is_asked_for(award, cast, as_):
    officer = as_(cast.officer)
    assert officer.post(f"/credentials/{award.number}/revoke/", {"reason": ""}).context["form"].errors
    assert officer.post(f"/credentials/{award.number}/revoke/", {"reason": "退会"}).status_code == 302
    award.refresh_from_db()
    assert award.status == CredentialStatus.REVOKED
    assert officer.post(f"/credentials/{award.number}/revoke/", {"reason": "再次"}).status_code == 403


def test_a_reissue_leads_to_the_new_one(award, cast, as_):
    given = {"title_zh": "常务理事单位", "title_en": "Executive Council Unit", "reason": "更正"}
    response = as_(cast.officer).post(f"/credentials/{award.number}/reissue/", given)
    award.refresh_from_db()
    assert response.url == f"/credentials/{award.successor.number}/"


def test_the_key_is_rotated(award, cast, as_):
    assert as_(cast.officer).post("/credentials/keys/rotate/", {"reason": "每年更换"}).url == "/credentials/keys/"
    assert IssuerKey.objects.count() == 2
    assert queries.verified(award.jwt).is_valid


def test_every_file_is_given_and_recorded(award, cast, as_):
    owner = as_(cast.owner)
    heads = {"pdf": b"%PDF", "png": b"\x89PNG", "svg": b"<", "jwt": b"eyJ", "json": b"{"}
    for name in files.names(award):
        response = owner.get(f"/credentials/{award.number}/files/{name}")
        assert response.content.startswith(heads[name.rpartition(".")[2]]), name
        assert response["Content-Disposition"].startswith("attachment")
        assert response["X-Content-Type-Options"] == "nosniff"
    assert Entry.objects.filter(what="export.credential").count() == len(files.names(award))
    assert owner.get(f"/credentials/{award.number}/files/passwd").status_code == 404
    assert owner.get(f"/credentials/{award.number}/files/certificate-zh.pdf").status_code == 404


def test_filters(cast, as_):
    first, second = plaque(cast), plaque(cast, unit=cast.school, valid_until=days_from(today(), 9))
    actions.revoke(by=cast.officer, credential=first, reason="退会")
    officer = as_(cast.officer)
    for query, found in (
        ("q=光影", {first}),
        (f"q={second.shown_number}", {second}),
        ("state=revoked", {first}),
        ("state=active", {second}),
        ("state=expired", set()),
        ("kind=certificate", set()),
        ("state=nonsense", {first, second}),
    ):
        assert set(officer.get(f"/credentials/?{query}").context["page"]) == found, query


def test_a_unit_s_page_shows_its_plaques(award, cast, as_):
    visitor = as_(cast.nobody)
    path = f"/verify/{award.number}/"
    assert path in visitor.get(f"/members/{cast.enterprise.pk}/").content.decode()
    assert path not in visitor.get(f"/members/{cast.school.pk}/").content.decode()
    actions.revoke(by=cast.officer, credential=award, reason="退会")
    assert path not in visitor.get(f"/members/{cast.enterprise.pk}/").content.decode()
