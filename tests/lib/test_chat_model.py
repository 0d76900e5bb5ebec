"""The client of a language model, against a real server: regular, slow, wrong, huge and redirecting answers."""

import time

import pytest

from ronghe.lib import chat_model
from ronghe.lib.chat_model import Endpoint, NoAnswer, ask
from tests.model_server import said, serving


def asked(url, *, key="", seconds=5.0, user="文本"):
    return ask(Endpoint(url, "small", key, seconds), system="系统", user=user)


def refused(url, **given):
    with pytest.raises(NoAnswer) as caught:
        asked(url, **given)
    return str(caught.value.sentence)


def test_a_question_is_asked_and_answered():
    with serving(said("好")) as (url, seen):
        assert asked(url, key="secret-key") == "好"
    [(path, headers, body)] = seen
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer secret-key"
    assert body["model"] == "small"
    assert [one["content"] for one in body["messages"]] == ["系统", "文本"]
    assert body["stream"] is False


def test_without_a_key_none_is_sent_and_the_whole_path_may_be_given():
    with serving(said("好")) as (url, seen):
        assert asked(f"{url}/chat/completions/") == "好"
    assert seen[0][0] == "/v1/chat/completions"
    assert "Authorization" not in seen[0][1]


@pytest.mark.parametrize(
    ("status", "why"),
    [(401, "RONGHE_MODEL_KEY"), (403, "RONGHE_MODEL_KEY"), (404, "no model “small”"), (429, "not ready (429)"),
     (500, "not ready (500)"), (204, "not ready (204)")],
)  # fmt: skip
def test_a_failure_says_what_to_do(status, why):
    with serving(b"<h1>error</h1>" if status != 204 else b"", status=status) as (url, _seen):
        assert why in refused(url, key="secret-key")


def test_a_redirect_is_not_followed():
    with serving(said("elsewhere")) as (other, reached):
        location = [("Location", f"{other}/chat/completions")]
        with serving(b"", status=307, headers=location) as (url, _seen):
            assert "no model" in refused(url)
    assert reached == []


@pytest.mark.parametrize(
    "answer",
    [b"", b"<html>", b"[]", b"{}", b'{"choices": []}', b'{"choices": [{"message": {"content": null}}]}', b"\xff\xfe",
     b'{"choices": [{"message": {"content": [1]}}]}', b"[" * 100_000],
)  # fmt: skip
def test_what_is_no_answer_is_not_read(answer):
    with serving(answer) as (url, _seen):
        assert "cannot be read" in refused(url)


def test_a_huge_answer_is_not_used(monkeypatch):
    with serving(said("字" * chat_model.LARGEST_ANSWER)) as (url, _seen):
        assert "far too much" in refused(url)


@pytest.mark.parametrize("given", [{"silent": True}, {"drip": 0.05}], ids=["silent", "byte by byte"])
def test_a_slow_answer_is_given_up(given):
    with serving(said("好" * 200), **given) as (url, _seen):
        began = time.monotonic()
        assert "within 1 seconds" in refused(url, seconds=0.6)
        assert time.monotonic() - began < 5


def test_without_its_clock_a_byte_by_byte_answer_would_be_waited_for(monkeypatch):
    monkeypatch.setattr(chat_model, "_end", lambda sock, late: None)
    with serving(said("好" * 4), drip=0.01) as (url, _seen):
        assert asked(url, seconds=0.5) == "好" * 4


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "http://nowhere.invalid/v1"])
def test_nobody_there_is_said(url):
    assert "cannot be reached" in refused(url)


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x/v1", "v1", "http:///v1"])
def test_only_the_web_is_asked(url):
    assert "RONGHE_MODEL_URL" in refused(url)


def test_a_text_that_is_too_long_is_not_sent():
    with serving(said("好")) as (url, seen):
        assert "too long" in refused(url, user="x" * chat_model.LARGEST_QUESTION)
    assert seen == []


def test_nothing_is_configured_unless_both_are(settings):
    settings.MODEL_URL, settings.MODEL_NAME = "http://127.0.0.1/v1", ""
    assert chat_model.endpoint() is None
    settings.MODEL_NAME = "small"
    assert chat_model.endpoint().host == "127.0.0.1"
    settings.MODEL_URL = "http://user:pass@127.0.0.1/v1"
    assert "pass" not in chat_model.endpoint().host
