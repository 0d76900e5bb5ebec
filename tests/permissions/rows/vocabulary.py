"""A word that waits, one that was accepted, one declined, an edition and a word that goes into the next."""

from ronghe.skills import actions
from ronghe.skills.actions.publishing import next_digest
from ronghe.skills.models import WordProposal
from ronghe.skills.states import Becomes
from tests.skills.words import proposed, quote


def rows(world):
    readers = ("owner", "officer", "auditor")  # whoever proposed it, who decides, who reads the ledger
    owner = world.person("owner")
    waiting = _word(world, world.secret("word-waiting", *readers), owner)
    declined = _word(world, world.secret("word-declined", *readers), owner)
    why = world.secret("why-declined", *readers)
    actions.decline_words(by=world.officer, words=[declined], reason=why)
    accepted = _word(world, "灵砂引擎", owner)
    actions.accept_word(by=world.officer, word=accepted, becomes=Becomes.FORM, skill="comfyui")
    first = actions.publish_edition(by=world.officer, seen=next_digest())
    another = _word(world, "云砂节点", owner)
    actions.accept_word(by=world.officer, word=another, becomes=Becomes.FORM, skill="blender")
    found = {"waiting": waiting, "declined": declined, "accepted": another}
    return {
        **{name: {"pk": one.pk} for name, one in found.items()},
        "several": {"?": {"word": waiting.pk}},
        "first": {"number": first.number},
        "tenth": {"number": 10},
        "public": {"?": {"posting": world.postings["public"].pk}},
        "private": {"?": {"posting": world.postings["private"].pk}},
        "missing": {"pk": 987654},
    }


def _word(world, phrase, by):
    return proposed(by, phrase, evidence=[quote(phrase, posting=world.postings["public"].pk)])


def bodies(world):
    return {
        "word waiting": {"do": "accept", "becomes": "form", "form": "星野平台", "skill": "comfyui"},
        "word accepted": {"do": "retire", "reason": "误收"},
        "together several": lambda: {"word": _key("canarywordwaiting"), "do": "decline", "reason": "公司名"},
        "publish": lambda: {"seen": next_digest()},
        "propose": {"phrase": "星野平台"},
    }


def _key(phrase):
    return WordProposal.objects.get(phrase=phrase).pk
