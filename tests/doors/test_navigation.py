"""The bar of a phone: at most five entries, what each kind of reader uses most, and nothing out of reach."""

import re

import pytest
from django.utils.translation import override, pgettext

from tests.people import ROLES

BAR = re.compile(r'<nav class="nav-bottom".*?</nav>', re.S)
TOP = re.compile(r'<nav class="nav-top".*?</nav>', re.S)
LINK = re.compile(r'<a href="([^"]+)"')
FIRST = {
    "officer": ["/", "/postings/", "/members/", "/council/"],
    "official": ["/", "/postings/", "/members/", "/agreements/"],
    "owner": ["/", "/postings/", "/cases/", "/agreements/"],
    "editor": ["/", "/postings/", "/cases/", "/agreements/"],
    "outsider": ["/", "/postings/", "/cases/", "/agreements/"],
    "nobody": ["/", "/postings/", "/members/", "/verify/"],
}


def bar_of(client, path="/members/"):
    page = client.get(path).content.decode()
    return BAR.search(page).group(), LINK.findall(TOP.search(page).group())


@pytest.mark.parametrize("who", ROLES)
def test_the_bar_has_five_entries_at_most_and_everything_is_within_reach(cast, as_, who):
    bar, top = bar_of(as_(cast.by_name(who)))
    first, _details, more = bar.partition("<details")
    assert LINK.findall(first) == FIRST[who]
    assert len(LINK.findall(first)) + bar.count("<summary") <= 5
    assert sorted(LINK.findall(first) + LINK.findall(more)) == sorted(top)


def test_the_bar_says_where_the_reader_is_also_behind_more(cast, as_):
    bar, _top = bar_of(as_(cast.owner), "/members/")
    assert '<summary aria-current="true">' in bar
    assert '<a href="/members/" aria-current="page">' in bar
    bar, _top = bar_of(as_(cast.owner), "/agreements/")
    assert "<summary>" in bar


def test_more_works_without_a_script(cast, as_):
    bar, _top = bar_of(as_(cast.officer))
    assert bar.count("<details") == bar.count("<summary") == 1
    assert "<script" not in bar
    assert "style=" not in bar


def test_names_in_the_bar_are_short_in_every_language(cast, as_):
    """A name that is looked up by its translated self would be found in one language only."""
    for language, said in (("en", "Postings"), ("zh-hans", gettext_in("zh-hans", "bar", "Postings"))):
        page = as_(cast.owner, language).get("/members/").content.decode()
        assert f"<span>{said}</span>" in BAR.search(page).group()


def gettext_in(language, context, words):
    with override(language):
        return pgettext(context, words)
