"""The check of seats, and the file of it: open to everyone, in both languages, and nothing in them runs by mistake."""

import base64
import hashlib
import json
import re

import pytest
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import gettext_lazy, override

from ronghe.web.seats import program
from ronghe.web.seats.offline import offline_file
from ronghe.web.seats.sentences import SAYS, STEPS

pytestmark = pytest.mark.django_db
HOSTILE = "</script><script>alert(1)</script><!--"
INPUT = {"applicants": [], "positions": [], "round": HOSTILE, "pseudonyms": []}
RESULT = {"assignment": [], "matched": 0}
SCRIPT = re.compile(r'<script type="module">(.*?)</script>', re.S)


@pytest.fixture
def file():
    return offline_file(INPUT, RESULT, gettext_lazy("Check seats")).decode()


def test_the_page_says_everything_in_both_languages(client):
    for language, words in (("en", "nothing is sent anywhere"), ("zh-hans", "不向任何地方发送")):
        client.cookies["django_language"] = language
        page = client.get("/seats/check/").content.decode()
        assert words in page
        with override(language):
            assert all(escape(str(sentence)) in page for sentence in STEPS.values())
        assert page.count("<template data-say=") == len(SAYS)


def test_the_file_comes_as_an_attachment(client):
    answer = client.get("/seats/check/file/")
    assert answer["Content-Disposition"] == 'attachment; filename="check-seats.html"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.content.count(b"<script") == 1
    for title in ("Check seats", "核对分配结果"):
        assert f"<h1>{title}</h1>".encode() in answer.content


def test_the_include_names_what_it_checks():
    part = render_to_string("web/seats/check.html", {"input_url": "/a.json?x=1&y=2", "result_url": "/b.json"})
    assert 'data-input="/a.json?x=1&amp;y=2" data-result="/b.json"' in part
    assert 'type="file"' not in part


def test_what_is_embedded_is_what_was_given_and_ends_no_element(file):
    found = dict(re.findall(r'<script type="application/json" data-embedded="(\w+)">(.*?)</script>', file, re.S))
    assert {name: json.loads(text) for name, text in found.items()} == {"input": INPUT, "result": RESULT}
    assert file.count("<script") == 3
    assert "<!--" not in SCRIPT.search(file)[1]


def test_the_title_is_text_in_both_languages(file):
    assert "<h1>Check seats</h1>" in file
    assert "<h1>核对分配结果</h1>" in file
    assert f"<h1>{HOSTILE}" not in offline_file(INPUT, RESULT, HOSTILE).decode()


def test_the_file_may_load_nothing_and_run_only_what_is_in_it(file):
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', file)
    assert policy.startswith("default-src &#x27;none&#x27;; script-src")
    inside = {"script-src": SCRIPT.search(file)[1], "style-src": re.search(r"<style>(.*?)</style>", file, re.S)[1]}
    for name, content in inside.items():
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{name} &#x27;sha256-{digest}&#x27;" in policy
    assert not re.search(r"""https?://|url\(|src=|href=|\bimport\b *[{("]""", file.replace(HOSTILE, ""))


COMPOSED = {"state_", "own_keyed", "own_priced", "heads_", "input", "result"}  # … with what is looked at in the moment
FIELDS = {"total_fit"}


def test_every_code_of_the_program_has_its_words_and_every_word_its_code():
    text = "".join(path.read_text("utf-8") for path in program.FOLDER.glob("*.js"))
    used = set(re.findall(r'"([a-z0-9]+(?:_[a-z0-9]+)+)"', text))
    assert {"blocking_pair", "over_capacity", "not_utf8", "own_unknown"} <= used
    assert used - FIELDS - set(SAYS) == set()
    assert [code for code in SAYS if f'"{code}"' not in text and not code.startswith(tuple(COMPOSED))] == []


def test_names_in_the_modules_differ_so_that_they_can_share_one_space():
    declared = re.compile(r"^(?:export )?(?:async )?(?:const|let|function|class) (\w+)", re.M)
    names = declared.findall(program.program("offline.js"))
    assert len(names) == len(set(names)) > 60


def test_every_module_is_in_the_file():
    text = program.program("offline.js")
    for path in program.FOLDER.glob("*.js"):
        assert path.read_text("utf-8").splitlines()[0] in text, path.name
