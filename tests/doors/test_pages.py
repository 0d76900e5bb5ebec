"""Pages answer as they should to each kind of reader."""

import re
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from ronghe.lib.refusals import Refused
from ronghe.members.actions import change_unit_status
from ronghe.members.models import Person
from ronghe.members.states import UnitStatus
from ronghe.notices.models import Notice
from tests import people


@pytest.fixture
def as_(as_):
    """The same, in Chinese unless asked otherwise."""
    return partial(as_, language="zh-hans")


def words(response):
    return re.sub(r"<[^>]+>", " ", response.content.decode())


@pytest.mark.parametrize("path", ["/", "/members/", "/account/login/", "/account/password/reset/", "/accessibility/"])
def test_visitors_read_public_pages(path, cast, client):
    response = client.get(path)
    assert response.status_code == 200
    assert "no-store" not in response.headers.get("Cache-Control", "") or path.startswith("/account")


@pytest.mark.parametrize("path", ["/", "/members/", "/me/", "/me/notices/", "/account/password/change/"])
@pytest.mark.parametrize("who", [name for name in people.ROLES if name != "nobody"])
def test_signed_in_pages_are_not_stored(path, who, cast, as_):
    response = as_(cast.by_name(who)).get(path)
    assert response.status_code == (302 if "password" in path and not cast.by_name(who).has_usable_password() else 200)
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", ["/me/", "/me/notices/", "/members/1/edit/"])
def test_visitors_are_asked_to_sign_in(path, cast, client):
    assert client.get(path).url.startswith(reverse("account_login"))


def test_headers_close_the_doors_of_the_browser(cast, client):
    headers = client.get("/").headers
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_missing_page_says_so(db, client):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "没有这个页面" in words(response)


def test_a_refusal_is_a_page_with_its_sentence(cast, as_):
    response = as_(cast.editor, language="en").get(f"/members/{cast.enterprise.pk}/edit/")
    assert response.status_code == 403
    assert "Only an administrator of the unit or the secretariat changes its data." in words(response)


def test_a_refusal_to_htmx_is_a_note(cast, as_):
    response = as_(cast.editor).get(f"/members/{cast.enterprise.pk}/edit/", headers={"HX-Request": "true"})
    assert response.status_code == 403
    assert response.content.startswith(b'<div class="note note-stop"')


def test_an_expired_form_says_so(cast):
    response = Client(enforce_csrf_checks=True).post("/preferences/", {"theme": "dark"})
    assert response.status_code == 403
    assert "表单打开的时间过长" in words(response)


def test_a_server_error_is_said_without_the_database(client, monkeypatch):
    """No `db` mark: a query on the way would fail this test."""
    client.raise_request_exception = False
    monkeypatch.setattr("ronghe.web.home.views.connection.ensure_connection", lambda: 1 / 0)
    response = client.get("/health/")
    assert response.status_code == 500
    assert "服务暂时出错" in words(response)


def test_health_answers(db, client):
    assert client.get("/health/").json() == {"status": "ok"}


# the directory


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"日照光影数字科技", "杭州数字艺术职业学院"}),
        ("kind=school", {"杭州数字艺术职业学院"}),
        ("province=370000", {"日照光影数字科技"}),
        ("q=光影", {"日照光影数字科技"}),
        ("q=ＺＨＥＪＩＡＮＧ", {"杭州数字艺术职业学院"}),
        ("q=光影&kind=school", set()),
        ("kind=nonsense", {"日照光影数字科技", "杭州数字艺术职业学院"}),
        ("page=99&sort=-region", {"日照光影数字科技", "杭州数字艺术职业学院"}),
    ],
)
def test_filters_find(query, found, cast, client):
    page = client.get(f"/members/?{query}").context["page"]
    assert {unit.name_zh for unit in page} == found


def test_withdrawn_units_are_not_in_the_directory(cast, as_):
    change_unit_status(by=cast.officer, unit=cast.school, to=UnitStatus.WITHDRAWN, reason="合并")
    assert as_(cast.nobody).get(f"/members/{cast.school.pk}/").status_code == 404
    assert as_(cast.officer).get(f"/members/{cast.school.pk}/").status_code == 200


def test_only_open_postings_that_one_may_read_are_counted(cast, as_):
    people.posting(cast.owner, cast.enterprise, visibility="members")
    people.posting(cast.owner, cast.enterprise, visibility="public")
    people.draft(cast.owner, cast.enterprise)
    seen = {
        name: {unit.pk: unit.open for unit in as_(cast.by_name(name)).get("/members/").context["page"]}
        for name in ("nobody", "editor")
    }
    assert seen["nobody"][cast.enterprise.pk] == 1
    assert seen["editor"][cast.enterprise.pk] == 2


# one unit


def test_visitors_see_neither_code_nor_contacts(cast, as_):
    path = f"/members/{cast.enterprise.pk}/"
    assert cast.enterprise.uscc not in words(as_(cast.nobody).get(path))
    assert "周敏" not in words(as_(cast.nobody).get(path))
    assert cast.enterprise.uscc in words(as_(cast.editor).get(path))
    assert "周敏" in words(as_(cast.owner).get(path))


def test_others_do_not_see_drafts(cast, as_):
    people.draft(cast.owner, cast.enterprise, title="尚未发布")
    assert "尚未发布" not in words(as_(cast.editor).get(f"/members/{cast.enterprise.pk}/"))


def test_a_unit_changes_its_data_through_the_action(cast, as_):
    path = f"/members/{cast.enterprise.pk}/edit/"
    form = as_(cast.owner).get(path).context["form"]
    values = {name: value or "" for name, value in form.initial.items()}
    response = as_(cast.owner).post(path, {**values, "about_zh": "做数字内容", "uscc": "X", "status": "withdrawn"})
    assert response.status_code == 302
    cast.enterprise.refresh_from_db()
    assert (cast.enterprise.about_zh, cast.enterprise.status) == ("做数字内容", UnitStatus.ACTIVE)
    assert cast.enterprise.uscc != "X"


def test_a_refused_change_stands_in_the_form(cast, as_, monkeypatch):
    def refuse(**_):
        raise Refused("不行")

    monkeypatch.setattr("ronghe.web.members.views.actions.update_unit", refuse)
    path = f"/members/{cast.enterprise.pk}/edit/"
    form = as_(cast.owner).get(path).context["form"]
    response = as_(cast.owner).post(path, {name: value or "" for name, value in form.initial.items()})
    assert response.status_code == 200
    assert "不行" in words(response)


# home, notices, profile


def test_home_lists_what_waits(cast, as_):
    people.draft(cast.owner, cast.enterprise, title="待完成的草稿")
    assert "待完成的草稿" in words(as_(cast.owner).get("/"))
    assert "待完成的草稿" not in words(as_(cast.editor).get("/"))


def test_notices_are_read_only_by_their_reader(cast, as_):
    assert "您在日照光影数字科技的角色" in words(as_(cast.owner).get("/me/notices/"))
    as_(cast.editor).post("/me/notices/read/", {"notice": Notice.objects.filter(person_id=cast.owner.pk).first().pk})
    assert Notice.objects.filter(person_id=cast.owner.pk, read_at=None).exists()
    as_(cast.owner).post("/me/notices/read/")
    assert not Notice.objects.filter(person_id=cast.owner.pk, read_at=None).exists()


def test_a_notice_of_an_unknown_kind_is_still_a_sentence(cast, as_):
    Notice.objects.create(person_id=cast.owner.pk, code="something.new", facts={"x": 1})
    assert "有一项与您有关的变动" in words(as_(cast.owner).get("/me/notices/"))


def test_profile_keeps_names_and_language_only(cast, as_):
    given = {"name_zh": "周敏敏", "name_en": "Zhou Min", "language": "en", "email": "x@y.z", "is_staff": "1"}
    response = as_(cast.owner).post("/me/", given)
    person = Person.objects.get(pk=cast.owner.pk)
    assert (person.name_zh, person.language, person.email) == ("周敏敏", "en", cast.owner.email)
    assert not person.is_staff
    assert response.cookies["django_language"].value == "en"


@pytest.mark.parametrize(
    ("to", "lands"), [("/members/?q=a", "/members/?q=a"), ("https://evil.example/", "/"), ("", "/")]
)
def test_preferences_go_back_to_where_one_was(to, lands, cast, client):
    response = client.post("/preferences/", {"theme": "dark", "next": to})
    assert response.url == lands
    assert response.cookies["theme"].value == "dark"


def test_an_unknown_theme_or_language_is_ignored(cast, client):
    response = client.post("/preferences/", {"theme": "pink", "language": "xx"})
    assert not response.cookies.keys() & {"theme", "django_language"}


def test_people_do_not_sign_up_by_themselves(db, client):
    assert "本平台通过邀请加入" in words(client.get("/account/signup/"))


def test_signing_in_brings_the_readers_language(cast, client):
    Person.objects.filter(pk=cast.officer.pk).update(language="en")
    response = client.post("/account/login/", {"login": cast.officer.email, "password": "moonlight-7"})
    assert response.status_code == 302
    assert response.cookies["django_language"].value == "en"
