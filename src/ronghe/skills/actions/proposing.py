"""Words are proposed: by a person, or found in texts by a count or a language model; and withdrawn."""

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ronghe.ledger import actions as ledger
from ronghe.lib.columns import check_columns
from ronghe.lib.letters import printable
from ronghe.lib.moves import check_move
from ronghe.lib.refusals import Refused
from ronghe.skills import bridge, rules
from ronghe.skills.models import WordProposal
from ronghe.skills.queries import known_letters, waiting_words
from ronghe.skills.states import MOVES, WordOrigin, WordStatus

MOST_QUOTES, LONGEST_QUOTE = 5, 240


@transaction.atomic
def propose_word(*, by, phrase, note="", evidence=()):
    """The phrase waits for the secretariat, with where it stands. One ledger entry.

    Refused for what the vocabulary knows, for what waits or was declined, and beyond MOST_WAITING of one person. One
    that was withdrawn waits again, as of `by`.
    """
    rules.check_can_propose_words(by)
    phrase = " ".join(printable(phrase).split())
    rules.check_phrase(phrase)
    if waiting_words().filter(by=by).count() >= rules.MOST_WAITING:
        raise Refused(
            format_lazy(_("{most} of your words wait already. Please wait for the answers."), most=rules.MOST_WAITING)
        )
    word = _before(phrase) or WordProposal()
    word.phrase, word.letters, word.note, word.by = phrase, bridge.letters(phrase), printable(note).strip(), by
    word.origin, word.model, word.count = WordOrigin.PERSON, "", 0
    word.evidence = [_kept(one) for one in evidence][:MOST_QUOTES]
    check_columns(word)
    word.save()
    ledger.record(by=by, what="word.proposed", on=word, origin=word.origin, private={"phrase": phrase})
    return word


@transaction.atomic
def propose_found(*, by, found, origin, model=""):
    """Each phrase that was found waits for the secretariat, with its count and its quotes. Returns the new ones.

    Phrases that the vocabulary knows, that were proposed before or that no vocabulary could bear are passed over.
    Whoever starts the search is named in the ledger; the words are nobody's. One ledger entry for each.
    """
    rules.check_can_propose_words(by)
    known, made = known_letters(), []
    for one in found:
        letters = bridge.letters(one.phrase)
        if letters in known or not _is_bearable(one.phrase, letters):
            continue
        known.add(letters)
        word = _before(one.phrase) or WordProposal()
        word.phrase, word.letters, word.by, word.origin = one.phrase, letters, None, origin
        word.note, word.model, word.count = "", model, one.count
        word.evidence = [_kept(quote) for quote in one.quotes][:MOST_QUOTES]
        check_columns(word)
        word.save()
        ledger.record(by=by, what="word.proposed", on=word, origin=origin, model=model, count=one.count)
        made.append(word)
    return made


@transaction.atomic
def withdraw_word(*, by, word):
    """The word waits no more, at the wish of who proposed it. Locks it; one ledger entry."""
    hold(word)
    rules.check_can_withdraw_word(by, word)
    word.status = WordStatus.WITHDRAWN
    word.save(update_fields=["status"])
    ledger.record(by=by, what="word.withdrawn", on=word)
    return word


def hold(word):
    """`word` is as the database has it, and nobody else writes it until the commit."""
    word.refresh_from_db(from_queryset=WordProposal.objects.select_for_update())


def _before(phrase):
    """The same phrase that was withdrawn before, made to wait again; None where it is new. Refused for any other."""
    word = WordProposal.objects.select_for_update().filter(letters=bridge.letters(phrase)).first()
    if word is None:
        return None
    if word.status == WordStatus.DECLINED:
        raise Refused(
            format_lazy(_("“{phrase}” was proposed before and declined: {why}"), phrase=phrase, why=word.reason)
        )
    if word.status != WordStatus.WITHDRAWN:
        raise Refused(format_lazy(_("“{phrase}” was proposed already. The secretariat has it."), phrase=phrase))
    check_move(MOVES, word.status, WordStatus.PROPOSED)
    word.status = WordStatus.PROPOSED
    return word


def _is_bearable(phrase, letters):
    try:
        rules.check_not_everyday(phrase, letters)
    except Refused:
        return False
    return True


def _kept(quote):
    """A quote as it is kept: with the place of the phrase in it, whose it is, and the key of the posting."""
    return {
        "quote": quote["quote"][:LONGEST_QUOTE],
        "start": min(quote["start"], LONGEST_QUOTE),
        "end": min(quote["end"], LONGEST_QUOTE),
        "source": quote["source"][:120],
        "posting": quote["posting"],
    }
