"""What a browser is told, what a log says and which passwords are taken; each with its guard taken away."""

import json
import logging
import os
import subprocess
import sys

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from cryptography.exceptions import InvalidTag
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from ronghe.web import middleware
from ronghe.web.accounts import passwords, presence
from ronghe.web.accounts.factors import Adapter
from ronghe.web.logs import Lines

PASSWORD = "moonlight-7"

# -- cookies and headers under HTTPS: settings are read once, so a process of its own reads them --

ASKED = """
import django, json
django.setup()
from django.conf import settings
from django.test import Client
from ronghe.web.messages import InCookie
page = Client().get("/accessibility/", secure=True, headers={"host": "localhost"})
chosen = Client().post("/preferences/", {"theme": "dark", "language": "en"}, secure=True, headers={"host": "localhost"})
cookies = [morsel.OutputString() for answer in (page, chosen) for morsel in answer.cookies.values()]
names = [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, InCookie.cookie_name]
print(json.dumps({"cookies": cookies, "names": names, "headers": dict(page.headers)}))
"""


def answered(tmp_path, https):
    env = {**os.environ, "RONGHE_VAR": str(tmp_path), "RONGHE_SECRET_KEY": "x", "RONGHE_HTTPS": https}
    env |= {
        "DJANGO_SETTINGS_MODULE": "ronghe.config.settings_test",
        "DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3",
    }
    done = subprocess.run([sys.executable, "-c", ASKED], env=env, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def test_under_https_cookies_are_this_hosts_alone(tmp_path):
    found = answered(tmp_path, "1")
    assert len(found["cookies"]) >= 2
    for cookie in [*found["cookies"], *found["names"]]:
        assert cookie.startswith("__Host-")
    for cookie in found["cookies"]:
        assert all(part in cookie for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
        assert "Domain" not in cookie
    assert found["headers"]["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_without_https_browsers_would_refuse_such_cookies(tmp_path):
    found = answered(tmp_path, "0")
    assert not any("__Host-" in cookie or "Secure" in cookie for cookie in [*found["cookies"], *found["names"]])
    assert "Strict-Transport-Security" not in found["headers"]


@pytest.mark.parametrize(
    "part", ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]
)
def test_the_policy_closes(part, cast, client):
    assert part in client.get("/").headers["Content-Security-Policy"]


def test_static_files_are_closed_alike(db, client):
    answer = client.get("/static/web/img/favicon.svg")
    answer.close()
    headers = answer.headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in headers


def test_referrers_stay_on_the_site(cast, client):
    assert client.get("/").headers["Referrer-Policy"] == "same-origin"


# -- methods, and what is left in a browser --


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "PROPFIND"])
def test_other_methods_reach_no_page(method, cast, client):
    assert client.generic(method, "/me/data/").status_code == 405


def test_without_the_list_such_a_method_would_reach_a_page(cast, client, monkeypatch):
    monkeypatch.setattr(middleware, "METHODS", (*middleware.METHODS, "TRACE"))
    assert client.generic("TRACE", "/me/").status_code == 302


@pytest.fixture
def posted(as_, cast):
    """What an upload of this many bytes is answered with, in English."""

    def send(size):
        file = SimpleUploadedFile("list.csv", b"x" * size)
        return as_(cast.officer, language="en").post("/imports/units/", {"file": file})

    return send


def test_a_body_larger_than_any_forms_is_not_read(posted, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2**20
    answer = posted(2**20 + 1)
    assert answer.status_code == 413
    assert "at most 1 MB at once" in answer.content.decode()
    assert posted(1000).status_code in (200, 302)


def test_without_the_count_it_would_be_read(posted, settings, monkeypatch):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2**20
    monkeypatch.setattr(middleware, "_size", lambda request: 0)
    assert posted(2**20 + 1).status_code in (200, 302)


def test_signing_out_clears_the_browser(cast, as_):
    client = as_(cast.owner)
    assert "Clear-Site-Data" not in client.get("/me/").headers
    assert client.post("/account/logout/").headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get("/").headers


def test_ending_other_sessions_asks_for_the_password(cast, as_):
    """The officer of the cast has one; a borrowed browser signs nobody out."""
    client = as_(cast.officer)
    assert client.post("/me/sessions/end/").url.startswith("/account/reauthenticate/")
    answer = client.post("/account/reauthenticate/?next=/me/sessions/end/", {"password": PASSWORD})
    assert answer.url == "/me/sessions/"


def confirmed(client):
    """The session keys before and after the password was given once more."""
    client.get("/me/")
    before = client.session.session_key
    client.post("/account/reauthenticate/?next=/me/", {"password": PASSWORD})
    return before, client.session.session_key


def test_confirming_who_one_is_ends_the_old_key(cast, as_):
    client, thief = as_(cast.officer), Client()
    before, after = confirmed(client)
    assert before != after
    thief.cookies["sessionid"] = before
    assert thief.get("/me/").status_code == 302
    assert client.get("/me/").status_code == 200
    assert UserSession.objects.get(user=cast.officer).session_key == after


def test_without_the_renewal_the_old_key_would_go_on(cast, as_, monkeypatch):
    monkeypatch.setattr(presence, "renew", lambda request: None)
    before, after = confirmed(as_(cast.officer))
    assert before == after


# -- passwords --


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("Ronghe-2026", "password_of_own_words"),
        ("融合共同体对接管理员", "password_of_own_words"),
        ("localhost-admin-1", "password_of_own_words"),
        ("short-9", "password_too_short"),
        ("1234567890", "password_too_common"),
        ("password123", "password_too_common"),
    ],
)
def test_easy_passwords_are_refused(password, code):
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert code in [fault.code for fault in refused.value.error_list]


@pytest.mark.parametrize(
    "password", [PASSWORD, "8302749163", "只有小写汉字的一句话", "a" * 3 + "longer than you think" * 5]
)
def test_any_letters_will_do(password):
    validate_password(password)


def test_without_the_words_the_sites_name_would_do(monkeypatch):
    monkeypatch.setattr(passwords, "known", list)
    validate_password("Ronghe-2026")


# -- the log --


@pytest.fixture
def lines():
    """What the site's log holds afterwards, line by line."""
    said = []

    class Kept(logging.Handler):
        def emit(self, record):
            said.append(self.format(record))

    handler = Kept()
    handler.setFormatter(Lines())
    logging.getLogger().addHandler(handler)
    yield said
    logging.getLogger().removeHandler(handler)


def test_nobody_writes_a_line_of_their_own(lines):
    logging.getLogger("x").error("Not Found: %s", 'a\n{"says": "sign-in of person 1"}\r\u2028\x1b[2J')
    [line] = lines
    assert line.isascii()
    assert line.isprintable()
    assert "sign-in of person 1" in json.loads(line)["says"]


def test_a_plain_log_would_take_it():
    record = logging.LogRecord("x", logging.ERROR, "", 0, "Not Found: %s", ("a\nb",), None)
    assert "\n" in logging.Formatter().format(record)
    assert "\n" not in Lines().format(record)


def test_signing_in_and_failing_are_on_record(cast, lines, caplog):
    caplog.set_level(logging.INFO)
    Client().post("/account/login/", {"login": cast.officer.email, "password": "wrong"})
    Client().post("/account/login/", {"login": cast.officer.email, "password": PASSWORD})
    found = [json.loads(line) for line in lines if "sign-in" in line]
    assert [one["says"] for one in found] == ["sign-in failed", f"sign-in of person {cast.officer.pk}"]
    assert [one["address"] for one in found] == ["127.0.0.1", "127.0.0.1"]
    assert found[0]["at"].endswith("+00:00")
    assert "wrong" not in "".join(lines)
    assert PASSWORD not in "".join(lines)


def test_a_wrong_code_is_on_record(cast, lines):
    secret = {"secret": Adapter().encrypt("JBSWY3DPEHPK3PXP")}
    Authenticator.objects.create(user=cast.officer, type=Authenticator.Type.TOTP, data=secret)
    client = Client()
    client.post("/account/login/", {"login": cast.officer.email, "password": PASSWORD})
    client.post("/account/factor/authenticate/", {"code": "12345"})
    assert "wrong code of a second factor" in [json.loads(line)["says"] for line in lines]
    assert "12345" not in "".join(lines)


def test_secrets_of_factors_are_sealed_anew_and_bound_to_the_key(settings):
    one, other = (Adapter().encrypt("JBSWY3DPEHPK3PXP") for _ in range(2))
    assert one != other
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new one", [settings.SECRET_KEY]
    assert Adapter().decrypt(one) == "JBSWY3DPEHPK3PXP"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidTag):
        Adapter().decrypt(one)


def test_a_refusal_says_who_where_and_which_row(cast, as_, lines):
    as_(cast.editor).get(f"/members/{cast.enterprise.pk}/edit/")
    found = json.loads(lines[-1])
    assert (found["person"], found["method"], found["numbers"]) == (cast.editor.pk, "GET", {"pk": cast.enterprise.pk})
    assert found["page"].startswith("/members/")


def test_no_key_of_an_address_is_written(cast, client, lines):
    client.get("/invitation/a-secret-key/")
    assert lines
    assert "a-secret-key" not in "".join(lines)


def test_a_fault_is_one_line_with_its_trace(lines):
    try:
        raise ValueError("first\nsecond")
    except ValueError:
        request = RequestFactory().get("/x/")
        request.resolver_match = None
        logging.getLogger("x").exception("failed", extra={"request": request})
    [line] = lines
    assert "ValueError: first\nsecond" in json.loads(line)["trace"]
    assert "\n" not in line
