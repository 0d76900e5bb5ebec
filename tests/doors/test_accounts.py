"""Signing in: the lock, the second factor, sessions that end, invitations, limits; each with its guard taken away."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver, reverse

from ronghe.ledger.models import Entry
from ronghe.members.models import Counter, FailedSignIn
from ronghe.members.states import RoleName
from ronghe.notices.models import Letter
from ronghe.web.accounts import gate, presence
from ronghe.web.accounts.browsers import browser_of
from ronghe.web.limits import RATES
from tests.people import person

PASSWORD = "moonlight-7"


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def sign_in(client, email, password=PASSWORD, **extra):
    client.cookies["django_language"] = "en"
    return client.post("/account/login/", {"login": email, "password": password}, **extra)


def is_in(client):
    return "_auth_user_id" in client.session


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def required(settings):
    settings.REQUIRE_MFA = True


@pytest.fixture
def security(cast):
    return person(cast.officer, "tang", "唐宁", "Tang Ning", None, RoleName.SECURITY)


# -- the lock --


def test_five_failures_lock_even_the_right_password(cast, client):
    answers = [words(sign_in(client, cast.officer.email, "wrong")) for _ in range(5)]
    assert ["locked until" in answer for answer in answers] == [False] * 4 + [True]
    assert "locked until" in words(sign_in(client, cast.officer.email))
    assert not is_in(client)
    sign_in(client, cast.officer.email, REMOTE_ADDR="192.0.2.9")
    assert is_in(client)


def test_without_the_lock_the_sixth_guess_would_open(cast, client, monkeypatch):
    monkeypatch.setattr("ronghe.web.accounts.adapter.locked_until", lambda email, address: None)
    for _ in range(5):
        sign_in(client, cast.officer.email, "wrong")
    sign_in(client, cast.officer.email)
    assert is_in(client)


def test_capital_letters_do_not_open_another_count(cast, client):
    for email in (cast.officer.email, cast.officer.email.upper()) * 3:
        answer = sign_in(client, email, "wrong")
    assert "locked until" in words(answer)
    assert FailedSignIn.objects.count() == 1


def test_a_stranger_cannot_pretend_to_come_from_elsewhere(cast, client):
    for n in range(5):
        sign_in(client, cast.officer.email, "wrong", headers={"X-Forwarded-For": f"192.0.2.{n}"})
    assert "locked until" in words(sign_in(client, cast.officer.email))


def test_behind_our_proxy_each_address_counts_for_itself(cast, client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for n in range(5):
        sign_in(client, cast.officer.email, "wrong", headers={"X-Forwarded-For": f"198.51.100.1, 192.0.2.{n}"})
    assert set(FailedSignIn.objects.values_list("address", flat=True)) == {f"192.0.2.{n}" for n in range(5)}


def test_signing_in_forgets_the_failures(cast, client):
    for _ in range(4):
        sign_in(client, cast.officer.email, "wrong")
    sign_in(client, cast.officer.email)
    assert is_in(client)
    assert not FailedSignIn.objects.exists()


def test_confirming_it_is_oneself_is_locked_too(cast, as_):
    client = as_(cast.officer)
    for _ in range(5):
        answer = client.post("/account/reauthenticate/", {"password": "wrong"})
    assert "locked until" in words(answer)


def test_the_administration_has_no_door_of_its_own(cast, client):
    assert client.get("/admin/login/").url.startswith("/account/login/")
    assert client.post("/admin/login/", {"username": cast.officer.email, "password": PASSWORD}).status_code == 302
    assert not is_in(client)


# -- the second factor --


def enrol(client):
    """Password once more, the secret from the page, a code: as the pages ask for it. Returns the secret."""
    client.post("/account/reauthenticate/?next=/account/factor/totp/activate/", {"password": PASSWORD})
    page = client.get("/account/factor/totp/activate/")
    secret = page.context["form"].secret
    answer = client.post("/account/factor/totp/activate/", {"code": code_of(secret)})
    assert answer.url == "/account/factor/recovery-codes/"
    return secret


@pytest.mark.django_db(transaction=True)
def test_from_enrolment_to_signing_in_with_a_code(cast, client):
    sign_in(client, cast.officer.email)
    secret = enrol(client)
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept
    codes = client.get("/account/factor/recovery-codes/").context["unused_codes"]
    assert len(codes) == 10
    assert codes[0] not in client.get("/account/factor/recovery-codes/").content.decode()
    assert Entry.objects.filter(what="factor.on", on_id=str(cast.officer.pk)).count() == 1
    client.logout()
    assert sign_in(client, cast.officer.email).url == "/account/factor/authenticate/"
    assert not is_in(client)
    client.post("/account/factor/authenticate/", {"code": "000000"})
    assert not is_in(client)
    client.post("/account/factor/authenticate/", {"code": codes[0]})
    assert is_in(client)
    client.logout()
    sign_in(client, cast.officer.email)
    client.post("/account/factor/authenticate/", {"code": codes[0]})
    assert not is_in(client), "a recovery code signs in once"


def with_factor(person):
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(person, secret)
    return secret


def test_a_code_works_once(cast, client):
    secret = with_factor(cast.officer)
    sign_in(client, cast.officer.email)
    code = code_of(secret)
    client.post("/account/factor/authenticate/", {"code": code})
    assert is_in(client)
    client.logout()
    sign_in(client, cast.officer.email)
    client.post("/account/factor/authenticate/", {"code": code})
    assert not is_in(client)


def test_codes_are_not_guessed_at_leisure(cast, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,3/h/key"}
    secret = with_factor(cast.officer)
    sign_in(client, cast.officer.email)
    for _ in range(3):
        client.post("/account/factor/authenticate/", {"code": "000000"})
    client.post("/account/factor/authenticate/", {"code": code_of(secret)})
    assert not is_in(client)


def test_switching_off_asks_who_one_is_and_writes(cast, client):
    with_factor(cast.officer)
    client.force_login(cast.officer)
    assert "reauthenticate" in client.post("/account/factor/totp/deactivate/").url
    assert Authenticator.objects.exists()
    client.post("/account/reauthenticate/?next=/me/", {"password": PASSWORD})
    assert client.post("/account/factor/totp/deactivate/").status_code == 302
    assert not Authenticator.objects.exists()
    assert Letter.objects.filter(to=cast.officer.email, code="account.factor_off").count() == 1
    assert Entry.objects.filter(what="factor.off").count() == 1


def test_who_needs_it_does_not_switch_it_off(cast, client, required):
    with_factor(cast.officer)
    sign_in(client, cast.officer.email)
    client.post("/account/factor/authenticate/", {"code": code_of("JBSWY3DPEHPK3PXP")})
    client.post("/account/reauthenticate/?next=/me/", {"password": PASSWORD})
    answer = client.post("/account/factor/totp/deactivate/", headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    assert Authenticator.objects.filter(type="totp").exists()


# -- required --


CLOSED = ["/", "/members/", "/me/", "/postings/", "/security/", "/letters/", "/me/notices/", "/verify/", "/exports/"]


@pytest.mark.parametrize("path", [*CLOSED, "/account/factor/", "/account/factor/recovery-codes/"])
@pytest.mark.parametrize("who", ["officer", "owner"])
def test_without_a_factor_nothing_else_opens(cast, as_, required, path, who):
    answer = as_(cast.by_name(who)).get(path)
    if answer.status_code != 404:  # no such page is no page
        assert answer.url == "/account/factor/totp/activate/"


def test_the_way_there_is_open_and_the_exceptions_are_exact(cast, client, required):
    assert sorted(gate.OPEN) == [
        "accessibility", "account_change_password", "account_logout", "account_reauthenticate", "health",
        "mfa_activate_totp", "mfa_reauthenticate", "preferences",
    ]  # fmt: skip
    sign_in(client, cast.officer.email)
    enrol(client)
    assert client.get("/members/").status_code == 200


def test_every_other_address_is_closed(cast, as_, required):
    """Each name of the site, with made-up parts: whoever lacks a factor is led away from all but the exceptions."""
    client = as_(cast.officer)
    tried = 0
    for name in sorted(name for name in get_resolver().reverse_dict if isinstance(name, str)):
        for _parts in get_resolver().reverse_dict.getlist(name)[:1]:
            parts = _parts[0][0][1]
            try:
                path = reverse(name, args=["1"] * len(parts))
            except Exception:
                continue
            if name in gate.OPEN:
                continue
            assert client.get(path).headers.get("Location") == "/account/factor/totp/activate/", path
            tried += 1
    assert tried > 15


def test_without_the_gate_a_password_would_do(cast, as_, required, monkeypatch):
    monkeypatch.setattr(gate, "lacks_factor", lambda person: False)
    assert as_(cast.officer).get("/members/").status_code == 200


@pytest.mark.parametrize("who", ["editor", "outsider", "official", "nobody"])
def test_others_are_not_asked(cast, as_, required, who):
    assert as_(cast.by_name(who)).get("/members/").status_code == 200


def test_a_factor_opens_the_gate(cast, as_, required):
    with_factor(cast.owner)
    assert as_(cast.owner).get("/members/").status_code == 200


def test_a_deployment_without_it_is_warned(settings):
    from ronghe.web.checks import counters_are_shared, second_factor_is_required

    settings.REQUIRE_MFA, settings.DEMONSTRATION = False, False
    assert [warning.id for warning in second_factor_is_required(None)] == ["ronghe.W001"]
    assert [warning.id for warning in counters_are_shared(None)] == ["ronghe.W002"]
    settings.REQUIRE_MFA = True
    assert second_factor_is_required(None) == []


# -- sessions --


def age(client, seen=0, since=0):
    session = client.session
    session[presence.SEEN] -= seen
    session[presence.SINCE] -= since
    session.save()


@pytest.mark.parametrize(
    ("who", "minutes", "stays"),
    [("officer", 29, True), ("officer", 31, False), ("owner", 31, False), ("editor", 31, True), ("editor", 481, False)],
)
def test_who_goes_away_is_signed_out(cast, as_, who, minutes, stays):
    client = as_(cast.by_name(who))
    client.get("/members/")
    age(client, seen=minutes * 60)
    answer = client.get("/me/notices/")
    assert (answer.status_code == 200) is stays
    assert is_in(client) is stays
    if not stays:
        assert answer.url == "/account/login/?next=/me/notices/"


def test_after_seven_days_one_signs_in_again(cast, as_):
    client = as_(cast.editor)
    client.get("/members/")
    age(client, since=7 * 24 * 3600 + 1)
    client.get("/members/")
    assert not is_in(client)


def test_without_the_clock_one_would_stay(cast, as_, monkeypatch):
    monkeypatch.setattr(presence, "_is_over", lambda request: False)
    client = as_(cast.officer)
    client.get("/members/")
    age(client, seen=100 * 3600, since=100 * 24 * 3600)
    client.get("/members/")
    assert is_in(client)


def test_a_page_that_asks_by_itself_is_no_use(cast, as_):
    client = as_(cast.officer)
    client.get("/members/")
    age(client, seen=20 * 60)
    client.get("/members/", headers={"HX-Request": "true"})
    assert time.time() - client.session[presence.SEEN] > 19 * 60
    client.get("/members/")
    assert time.time() - client.session[presence.SEEN] < 60


def two_browsers(someone):
    clients = Client(headers={"User-Agent": "Firefox/128.0 (Windows)"}), Client(headers={"User-Agent": "Chrome/1"})
    for client in clients:
        client.cookies["django_language"] = "en"
        client.force_login(someone)
        client.get("/members/")
    return clients


def test_one_sees_where_one_is_signed_in_and_ends_it(cast):
    here, there = two_browsers(cast.owner)
    page = words(here.get("/me/sessions/"))
    assert "Firefox · Windows" in page
    assert "Chrome" in page
    here.post("/me/sessions/end/")
    assert is_in(here)
    assert there.get("/me/").status_code == 302
    assert Entry.objects.get(what="sessions.ended").facts == {"sessions": 1}


def test_one_ends_one_session_of_ones_own_only(cast):
    here, there = two_browsers(cast.owner)
    other = Client()
    other.force_login(cast.editor)
    other.get("/members/")
    named = UserSession.objects.get(session_key=there.session.session_key).pk
    assert other.post("/me/sessions/end/", {"session": named}).status_code == 404
    assert here.post("/me/sessions/end/", {"session": "x"}).status_code == 404
    here.post("/me/sessions/end/", {"session": named})
    assert there.get("/me/").status_code == 302
    assert here.get("/me/").status_code == 200


def test_a_visitor_signs_in_before_ending_sessions(cast, as_):
    client = as_(cast.nobody)
    assert client.post("/me/sessions/end/").url == "/account/login/?next=/me/sessions/end/"
    assert dict(client.session) == {}, "nothing is kept to be done after signing in"
    assert as_(cast.owner).post("/me/sessions/end/").url == "/me/sessions/"


def test_a_new_password_signs_out_elsewhere(cast):
    here, there = two_browsers(cast.officer)
    given = {"oldpassword": PASSWORD, "password1": "sunrise-over-8", "password2": "sunrise-over-8"}
    assert here.post("/account/password/change/", given).status_code == 302
    assert here.get("/me/").status_code == 200
    assert there.get("/me/").status_code == 302


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1", "Safari · iOS"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/126.0 MicroMessenger/8.0", "WeChat · Android"),
        ("curl", "curl"),
        ("", ""),
    ],
)
def test_browsers_have_names(agent, name):
    assert browser_of(agent) == name


# -- those who look after accounts --


@pytest.mark.parametrize("who", ["official", "owner", "editor", "outsider"])
def test_accounts_are_not_for_everybody(cast, as_, who):
    client = as_(cast.by_name(who))
    for path in ("/security/", f"/security/{cast.editor.pk}/"):
        assert client.get(path).status_code == 403
    for act in ("release", "factor", "sessions"):
        assert client.post(f"/security/{cast.editor.pk}/{act}/").status_code == 403


def test_the_list_finds_who_is_locked_and_who_lacks_a_factor(cast, as_, security, required, client):
    with_factor(security)
    for _ in range(5):
        sign_in(client, cast.owner.email, "wrong")
    client = as_(security)

    def emails(query):
        return {one.email for one in client.get(f"/security/{query}").context["page"]}

    assert emails("?show=locked") == {cast.owner.email}
    assert emails("?show=bare") == {cast.owner.email, cast.officer.email}
    assert emails("?role=security") == {security.email}
    assert emails("?q=xu") == {cast.editor.email}


def test_a_security_administrator_helps_and_sees_no_content(cast, as_, security):
    with_factor(cast.owner)
    there = Client()
    there.force_login(cast.owner)
    there.get("/members/")
    client = as_(security)
    page = words(client.get(f"/security/{cast.owner.pk}/"))
    assert "Reset the second factor" in page
    client.post(f"/security/{cast.owner.pk}/factor/")
    assert not Authenticator.objects.exists()
    assert there.get("/me/").status_code == 302
    assert client.get("/letters/").status_code == 403
    assert client.get("/applications/").status_code == 403
    assert "second factor reset" in words(client.get(f"/security/{cast.owner.pk}/")).lower()


def test_an_officer_releases_a_lock_and_resets_nothing(cast, as_, client):
    for _ in range(5):
        sign_in(client, cast.owner.email, "wrong")
    client = as_(cast.officer)
    assert "Release the lock" in words(client.get(f"/security/{cast.owner.pk}/"))
    client.post(f"/security/{cast.owner.pk}/release/")
    assert not FailedSignIn.objects.exists()
    assert client.post(f"/security/{cast.owner.pk}/factor/").status_code == 403
    assert client.post(f"/security/{cast.owner.pk}/nothing/").status_code == 404


@pytest.mark.parametrize("is_demonstration", [False, True])
def test_roles_are_stepped_into_in_a_demonstration_only(cast, client, settings, is_demonstration):
    settings.DEMONSTRATION = is_demonstration
    assert client.get("/me/demonstration/").status_code == (200 if is_demonstration else 404)
    answer = client.post("/me/demonstration/enter/", {"person": cast.owner.pk})
    assert answer.status_code == (302 if is_demonstration else 404)
    assert is_in(client) is is_demonstration


# -- limits --


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("/verify/", "verify"),
        ("/agreements/verify/", "verify"),
        ("/lists/verify/", "verify"),
        ("/applications/track/x/", "track"),
        ("/invitation/x/", "invitation"),
    ],
)
def test_too_many_requests_are_answered_politely(db, client, monkeypatch, path, limit):
    monkeypatch.setitem(RATES, limit, "2/m/ip")
    assert [client.get(path).status_code for _ in range(3)][1:] in ([200, 429], [404, 429])
    assert "请求太频繁了" in words(client.get(path))
    assert client.get(path, REMOTE_ADDR="192.0.2.9").status_code != 429


@pytest.mark.parametrize(
    ("path", "limit", "given"),
    [
        ("/account/login/", "login", {"login": "a@b.example", "password": "x"}),
        ("/account/password/reset/", "reset_password", {"email": "a@b.example"}),
    ],
)
def test_signing_in_and_forgotten_passwords_too(db, client, settings, path, limit, given):
    settings.ACCOUNT_RATE_LIMITS = {limit: "2/m/ip"}
    client.cookies["django_language"] = "en"
    answers = [client.post(path, given) for _ in range(3)]
    assert [answer.status_code == 429 for answer in answers] == [False, False, True]
    assert "a little too much at once" in words(answers[-1])
    assert answers[-1]["Retry-After"] == "60"


def test_counters_are_rows_of_the_database(db, client, settings, monkeypatch):
    """Two processes share nothing but that table, as two caches here do."""
    table = "django.core.cache.backends.db.DatabaseCache"
    settings.CACHES = {"default": {"BACKEND": table, "LOCATION": "members_counter"}}
    call_command("createcachetable")  # nothing: a migration made it
    monkeypatch.setitem(RATES, "verify", "2/m/ip")
    answers = []
    for _ in range(3):
        caches["default"].close()
        answers.append(client.get("/verify/").status_code)
    assert answers == [200, 200, 429]
    assert Counter.objects.filter(cache_key__contains="verify").count() == 1
