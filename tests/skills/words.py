"""Words and editions made by the real actions."""

from ronghe.skills import actions, editions
from ronghe.skills.actions.publishing import next_digest
from ronghe.skills.models import WordProposal
from ronghe.skills.states import Becomes


def quote(phrase, text="", posting=1, source="订单班"):
    """Where a phrase stands, as evidence has it."""
    text = text or f"熟悉{phrase}流程"
    start = text.index(phrase)
    return {"quote": text, "start": start, "end": start + len(phrase), "source": source, "posting": posting}


def proposed(by, phrase="灵砂引擎", **given):
    given.setdefault("evidence", [quote(phrase)])
    return actions.propose_word(by=by, phrase=phrase, **given)


def as_form(cast, phrase="灵砂引擎", skill="comfyui", **given):
    """A word that was accepted as a form of a skill."""
    word = proposed(cast.owner, phrase)
    return actions.accept_word(by=cast.officer, word=word, becomes=Becomes.FORM, skill=skill, **given)


def as_skill(cast, phrase="灵砂引擎", en="Lingsha Engine", broader=("g-engine",), kind="tool"):
    """A word that was accepted as a new skill."""
    word = proposed(cast.owner, phrase)
    made = {"zh": phrase, "en": en, "kind": kind, "broader": broader}
    return actions.accept_word(by=cast.officer, word=word, becomes=Becomes.SKILL, **made)


def published(cast, note=""):
    """The edition of what is accepted now, in use at once: a test that rolls back commits nothing."""
    edition = actions.publish_edition(by=cast.officer, seen=next_digest(), note=note)
    editions.forget()
    return edition


def again(word):
    return WordProposal.objects.get(pk=word.pk)
