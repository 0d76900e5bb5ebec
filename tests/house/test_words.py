"""Both languages are first-class: nothing a person reads is left in one of them."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

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


KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}


def sentences(source):
    """(context, English) of everything that a source asks to be said in the reader's language."""
    for _line, text, _comments, context in extract("python", BytesIO(source.encode()), keywords=KEYWORDS):
        yield context, text[0] if isinstance(text, tuple) else text


def as_python(template):
    """A template as Django shows it to extraction, without the indentation that is none."""
    return "\n".join(line.lstrip() for line in templatize(template).splitlines())


def test_no_sentence_is_without_a_place_in_a_catalogue():
    """A sentence that was written or changed after the catalogues would be read in English by everybody."""
    known = {(message.context, asked(message)[0]) for path in CATALOGUES for message in catalogue(path)}
    said = set()
    for path in [*ROOT.glob("**/*.py"), *ROOT.glob("**/templates/**/*.html"), *ROOT.glob("**/templates/**/*.txt")]:
        source = path.read_text("utf-8")
        found = sentences(source if path.suffix == ".py" else as_python(source))
        said |= set(found)
    assert said - known == set(), "run makemessages, and say it in Chinese"
    assert known - said == set(), "nobody says this any more"


def test_the_search_for_sentences_bites():
    template = "{% translate 'Unheard' context 'a' %}\n  {% blocktranslate count n=n %}{{ n }} x{% plural %}{{ n }} xs"
    template += "{% endblocktranslate %}"
    assert list(sentences(as_python(template))) == [("a", "Unheard"), (None, "%(n)s x")]
    assert list(sentences('format_lazy(_("Unheard {x}"), x=pgettext("c", "y"))')) == [(None, "Unheard {x}"), ("c", "y")]
