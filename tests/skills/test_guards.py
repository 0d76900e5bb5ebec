"""Each act on a word asks for itself: what its page would not offer is refused to whoever calls it all the same."""

from types import SimpleNamespace

import pytest

from ronghe.lib.refusals import Refused
from ronghe.skills import actions
from ronghe.skills.actions.publishing import next_digest
from ronghe.skills.models import Edition, WordProposal
from ronghe.skills.states import Becomes, WordOrigin, WordStatus
from tests.skills.words import again, as_form, proposed, quote

pytestmark = pytest.mark.django_db


def test_what_was_found_is_proposed_for_members_and_the_secretariat(cast):
    found = [SimpleNamespace(phrase="云砂节点", count=4, quotes=[quote("云砂节点")])]
    for by in (cast.official, cast.outsider, cast.nobody):
        with pytest.raises(Refused):
            actions.propose_found(by=by, found=found, origin=WordOrigin.POSTINGS)
    assert not WordProposal.objects.exists()


def test_only_what_was_accepted_is_taken_out(cast):
    waiting, declined = proposed(cast.owner), proposed(cast.owner, "云砂节点")
    actions.decline_words(by=cast.officer, words=[declined], reason="太宽")
    for word, status in ((waiting, WordStatus.PROPOSED), (declined, WordStatus.DECLINED)):
        with pytest.raises(Refused, match="cannot become"):
            actions.retire_word(by=cast.officer, word=word, reason="x")
        assert again(word).status == status


@pytest.mark.parametrize("form", ["--", "灵砂" * 31])
def test_a_form_has_letters_and_not_too_many(cast, form):
    word = proposed(cast.owner)
    for given in (
        {"becomes": Becomes.FORM, "skill": "comfyui", "form": form},
        {"becomes": Becomes.SKILL, "zh": form, "broader": ["g-engine"]},
    ):
        with pytest.raises(Refused, match="Please give the form itself"):
            actions.accept_word(by=cast.officer, word=word, **given)
    assert again(word).status == WordStatus.PROPOSED


def test_no_edition_has_a_form_of_a_skill_that_the_shipped_vocabulary_lost(cast):
    word = as_form(cast)
    WordProposal.objects.filter(pk=word.pk).update(skill="lost-since")
    with pytest.raises(Refused, match="not in the vocabulary"):
        actions.publish_edition(by=cast.officer, seen=next_digest())
    assert not Edition.objects.exists()
