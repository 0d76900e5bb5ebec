"""Each act on a posting asks for itself: what its page would not offer is refused to whoever calls it all the same."""

import pytest

from ronghe.ledger.models import Entry
from ronghe.lib.refusals import Refused
from ronghe.postings import actions
from tests import people

pytestmark = pytest.mark.django_db


def test_the_model_is_asked_for_who_may_change_the_posting(cast):
    posting = people.posting(cast.owner, cast.enterprise)
    for by in (cast.editor, cast.official, cast.outsider, cast.nobody):
        with pytest.raises(Refused):
            actions.note_model_answer(by=by, posting=posting, model="one")
    actions.close(by=cast.owner, posting=posting)
    with pytest.raises(Refused, match="closed posting"):
        actions.note_model_answer(by=cast.owner, posting=posting, model="one")
    assert not Entry.objects.filter(what="posting.model_asked").exists()
