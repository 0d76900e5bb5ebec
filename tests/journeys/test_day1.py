"""Day 1: a visitor. Home → member units → a unit's page → its plaque scanned: title, term, issuer as they are now;
a revoked plaque and a replaced one say so.
"""

import pytest

from ronghe.credentials import actions
from ronghe.governance import actions as governance
from ronghe.governance.models import Title
from ronghe.lib.dates import days_from, today
from ronghe.lib.text import folded
from tests.credentials.files import plaque
from tests.journeys.conftest import LANGUAGES, WIDTHS
from tests.journeys.steps import follow

pytestmark = pytest.mark.django_db(transaction=True)
SAID = {
    "zh-hans": {"valid": "有效", "revoked": "已撤销", "superseded": "已换发"},
    "en": {"valid": "Valid", "revoked": "Revoked", "superseded": "Replaced"},
}


@pytest.fixture
def plaques(cast):
    """The enterprise is a vice-chair unit with its plaque; an older one was replaced, another revoked."""
    title = Title.objects.get(code="vice_chair")
    governance.grant_title(
        by=cast.officer, title=title, unit=cast.enterprise, start=today(), end=days_from(today(), 1000)
    )
    valid, revoked, old = (plaque(cast, valid_until=days_from(today(), 1000)) for _ in range(3))
    actions.revoke(by=cast.officer, credential=revoked, reason="擅自转借牌匾")
    actions.reissue(by=cast.officer, credential=old, reason="单位更名")
    return {"valid": valid, "revoked": revoked, "superseded": old}


@LANGUAGES
@WIDTHS
def test_a_visitor_scans_a_plaque(reader, cast, plaques, language, width):
    visitor = reader(language=language, width=width).open("/").check()
    page = visitor.page
    follow(visitor, "main a[href='/members/']")
    follow(visitor, f"main a[href='/members/{cast.enterprise.pk}/']")
    title = Title.objects.get(code="vice_chair")
    assert (title.zh if language == "zh-hans" else title.en) in page.locator(
        "header .eyebrow, .eyebrow"
    ).first.inner_text()
    follow(visitor, f"main a[href*='/verify/{plaques['valid'].number}/']")
    for state, one in plaques.items():
        visitor.open(f"/verify/{one.number}/").check()
        text = page.locator("main").inner_text()
        assert SAID[language][state] in text
        assert folded(one.title_zh if language == "zh-hans" else one.title_en) in folded(text)
        assert f"{one.valid_until}" in text
        assert (one.issuer_zh if language == "zh-hans" else one.issuer_en) in text
    visitor.open(f"/verify/{plaques['revoked'].number}/")
    assert "擅自转借牌匾" in page.locator("main").inner_text()
