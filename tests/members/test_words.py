"""Every sentence of these rooms has its Chinese, with the same blanks to fill."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import ronghe

HOUSE = Path(ronghe.__file__).parent
KEYWORDS = {"_": None, "pgettext_lazy": ((1, "c"), 2)}
BLANK = re.compile(r"\{\w+\}|%\(\w+\)\w")


def sentences_in(room):
    """(context, sentence) of every call that marks one."""
    found = extract_from_dir(str(HOUSE / room), [("**.py", "python")], keywords=KEYWORDS)
    return {(context, message) for _file, _line, message, _comments, context in found}


def chinese_of(room):
    with (HOUSE / room / "locale/zh_Hans/LC_MESSAGES/django.po").open("rb") as file:
        return {(message.context, message.id): message.string for message in read_po(file) if message.id}


@pytest.mark.parametrize("room", ["jobs", "members", "notices", "postings"])
def test_every_sentence_has_its_chinese(room):
    chinese = chinese_of(room)
    assert set(chinese) == sentences_in(room)
    for (_context, message), string in chinese.items():
        assert string, message
        assert sorted(BLANK.findall(message)) == sorted(BLANK.findall(string)), message


@pytest.mark.parametrize("room", ["ledger"])
def test_rooms_without_sentences(room):
    assert not sentences_in(room)
