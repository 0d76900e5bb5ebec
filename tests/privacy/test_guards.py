"""What is asked about one's data is nobody else's to read, whichever page asks the query."""

import pytest

from ronghe.privacy import actions, queries
from ronghe.privacy.states import RequestKind

pytestmark = pytest.mark.django_db


def test_requests_are_seen_by_who_asked_and_by_the_secretariat(cast):
    asked = [actions.ask(by=by, kind=RequestKind.CORRECTION, text="姓名有误") for by in (cast.owner, cast.editor)]
    assert set(queries.requests_visible_to(cast.officer)) == set(asked)
    assert list(queries.requests_visible_to(cast.owner)) == asked[:1]
    assert list(queries.requests_visible_to(cast.editor)) == asked[1:]
    for by in (cast.official, cast.outsider):
        assert not queries.requests_visible_to(by).exists()
