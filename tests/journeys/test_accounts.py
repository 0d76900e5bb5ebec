"""An officer sets up a second factor, signs in with it, and looks where they are signed in; security looks on."""

import time
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from ronghe.members import actions
from ronghe.members.models import Invitation
from ronghe.members.queries import digest_of
from ronghe.members.states import RoleName
from tests.journeys.conftest import LOOKS
from tests.people import person

PASSWORD = "moonlight-7"


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def send(page, **given):
    for name, value in given.items():
        page.fill(f"[name={name}]", value)
    with page.expect_navigation():
        page.locator("main .sheet form button").first.click()


@LOOKS
@pytest.mark.django_db(transaction=True)
def test_a_second_factor(reader, cast, look, settings):
    settings.REQUIRE_MFA = True
    type(cast.officer).objects.filter(pk=cast.officer.pk).update(language=look["language"])
    me = reader(**look).open("/account/login/")
    send(me.page, login=cast.officer.email, password=PASSWORD)
    assert me.page.url.split("?")[0].endswith("/account/reauthenticate/")
    send(me.check().page, password=PASSWORD)
    secret = me.check().page.inner_text(".factor-secret")
    send(me.page, code=code_of(secret))
    codes = me.check().page.locator(".recovery-codes code").all_inner_texts()
    link = unquote(me.page.get_attribute("a[download]", "href"))
    assert link.split(",")[1].split() == codes
    me.open("/me/").check().open("/me/sessions/").check().open("/account/factor/").check()
    me.page.context.clear_cookies(name="sessionid")
    me.open("/account/login/")
    send(me.page, login=cast.officer.email, password=PASSWORD)
    assert me.check().page.url.endswith("/account/factor/authenticate/")
    send(me.page, code=codes[3])
    assert me.open("/members/").page.url.endswith("/members/")
    me.open("/account/factor/recovery-codes/")


@LOOKS
@pytest.mark.django_db(transaction=True)
def test_accounts_and_invitations(reader, cast, look):
    security = person(cast.officer, "tang", "唐宁", "Tang Ning", None, RoleName.SECURITY)
    Authenticator.objects.create(user=cast.owner, type="totp", data={"secret": ""})
    for _ in range(5):
        actions.note_failed_sign_in(email=cast.owner.email, address="192.0.2.1")
    me = reader(security, **look).open("/security/").check()
    me.open(f"/security/{cast.owner.pk}/").check()
    guest = reader(**look).open("/invitation/x/")
    guest.expects(404)
    Invitation.objects.filter(person=cast.editor).update(digest=digest_of("key"))
    guest.check().open("/invitation/key/").check()
    send(guest.page, password1="sunrise-over-8", password2="sunrise-over-8")
    guest.check()
    guest.open("/invitation/key/").check()
    guest.expects(410)
