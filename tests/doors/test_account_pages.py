"""allauth's pages: those named here are there; those that would write past our actions, or lead nowhere, are not."""

import types

import pytest
from allauth.account.urls import urlpatterns as pages
from django.urls import URLPattern, include, path, reverse
from django.views.generic import TemplateView

from ronghe.members.models import Person
from ronghe.web.accounts.pages import OPEN, closed, door

CLOSED = {
    "account_email",  # another address to sign in with
    "account_set_password",  # a password without the old one
    "account_confirm_email", "account_email_verification_sent",  # nothing asks anybody to verify an address
    "account_confirm_login_code",  # nothing sends such a code
}  # fmt: skip


def address(name):
    return reverse(name, args=["key"] if name == "account_confirm_email" else [])


def test_every_page_of_allauth_is_open_or_closed():
    assert {page.name for page in pages} == OPEN | CLOSED


@pytest.mark.parametrize("name", sorted(CLOSED))
@pytest.mark.parametrize("who", ["officer", "outsider", "nobody"])
def test_what_is_closed_is_not_there(cast, as_, name, who):
    client = as_(cast.by_name(who))
    assert client.get(address(name)).status_code == 404
    assert client.post(address(name), {"email": "new@ronghe.example"}).status_code == 404


@pytest.mark.parametrize("is_there", [False, True])
def test_nobody_changes_the_address_they_sign_in_with(cast, as_, settings, is_there):
    """Where allauth's own page were there, whoever is signed in would have another address."""
    if is_there:
        house = types.ModuleType("house")
        house.urlpatterns = [
            path("account/", include("allauth.account.urls")),
            path("", include("ronghe.config.urls")),
        ]
        settings.ROOT_URLCONF = house
    client = as_(cast.officer)
    client.post("/account/email/", {"action_add": "", "email": "new@ronghe.example"})
    client.post("/account/email/", {"action_primary": "", "email": "new@ronghe.example"})
    assert Person.objects.filter(email="new@ronghe.example").exists() == is_there


def test_a_page_that_an_update_brings_is_closed():
    page = path("phone/change/", TemplateView.as_view(template_name="web/base.html"), name="account_change_phone")
    shut = door(page)
    assert isinstance(shut, URLPattern)
    assert (shut.callback, shut.name) == (closed, "account_change_phone")


def test_who_has_no_password_is_not_led_to_changing_it(cast, as_):
    change = reverse("account_change_password")
    assert change in as_(cast.officer).get("/me/").content.decode()
    assert change not in as_(cast.outsider).get("/me/").content.decode()
