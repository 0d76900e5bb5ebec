"""Stepping into a role: one click in a demonstration, nothing of the kind elsewhere."""

import pytest
from django.test import Client

from ronghe.members.models import Person


@pytest.fixture
def demonstration(settings):
    settings.DEMONSTRATION = True


def test_nothing_of_it_exists_outside_a_demonstration(cast, client):
    assert client.get("/me/demonstration/").status_code == 404
    assert client.post("/me/demonstration/enter/", {"person": cast.owner.pk}).status_code == 404
    assert client.get("/styleguide/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_one_click_and_one_is_someone(cast, client, demonstration):
    assert "周敏" in client.get("/me/demonstration/").content.decode()
    client.post("/me/demonstration/enter/", {"person": cast.owner.pk})
    assert client.session["_auth_user_id"] == str(cast.owner.pk)


def test_only_by_a_form_of_this_site(cast, demonstration):
    client = Client(enforce_csrf_checks=True)
    assert client.post("/me/demonstration/enter/", {"person": cast.owner.pk}).status_code == 403
    assert client.get("/me/demonstration/enter/").status_code == 405


@pytest.mark.parametrize("columns", [{"email": "real@company.cn"}, {"email": "root@x.example", "is_superuser": True}])
def test_nobody_real_and_no_superuser(columns, cast, client, demonstration):
    person = Person.objects.create_user(**columns)
    assert client.post("/me/demonstration/enter/", {"person": person.pk}).status_code == 404


@pytest.mark.parametrize("asked", ["", "x", "0", "999999"])
def test_someone_who_is_not_there(asked, cast, client, demonstration):
    assert client.post("/me/demonstration/enter/", {"person": asked}).status_code == 404


def test_the_banner_is_on_every_page(cast, client, demonstration):
    assert "演示共同体" in client.get("/members/").content.decode()
