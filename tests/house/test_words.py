"""Both languages are first-class: nothing a person reads is left in one of them."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2] / "src" / "ronghe"
CATALOGUES = sorted(ROOT.glob("*/locale/zh_Hans/LC_MESSAGES/django.po"))
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def catalogue(path):
    with path.open("rb") as file:
        return [message for message in read_po(file, locale="zh_Hans") if message.id]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-5])
def test_the_catalogue_is_compiled_at_set_up(path):
    """One that is marked fuzzy as a whole would be passed over without a word."""
    with path.open("rb") as file:
        assert not read_po(file, locale="zh_Hans").fuzzy


def said(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


def asked(message):
    return message.id if isinstance(message.id, tuple) else (message.id,)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-5])
def test_every_sentence_is_said_in_chinese(path):
    assert [asked(m)[0] for m in catalogue(path) if m.fuzzy or not all(said(m))] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-5])
def test_every_fact_of_a_sentence_is_in_both_languages(path):
    """What English fills in, Chinese fills in; a plural may spell out its one."""
    for message in catalogue(path):
        wanted = {place for form in asked(message) for place in PLACE.findall(form)}
        assert set(PLACE.findall(said(message)[0])) == wanted, asked(message)[0]


def test_rooms_that_speak_have_a_catalogue():
    speaking = {
        path.relative_to(ROOT).parts[0]
        for path in ROOT.glob("*/**/*.py")
        if re.search(r"import gettext|import pgettext|import ngettext|gettext_lazy", path.read_text("utf-8"))
    }
    assert speaking - {path.parts[-5] for path in CATALOGUES} - {"config", "lib"} == set()
