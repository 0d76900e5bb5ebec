"""An officer decides what a word becomes. Nothing is live before an edition is published."""

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from ronghe.ledger import actions as ledger
from ronghe.lib.columns import check_columns
from ronghe.lib.letters import printable
from ronghe.lib.refusals import Refused
from ronghe.skills import bridge, rules
from ronghe.skills.actions.proposing import hold
from ronghe.skills.models import WordProposal
from ronghe.skills.queries import accepted_json
from ronghe.skills.states import Becomes, WordStatus


@transaction.atomic
def accept_word(*, by, word, becomes, form="", skill="", needs_company=False, zh="", en="", kind="skill", broader=()):
    """The word belongs to the next edition: as a form of `skill`, or as a new skill with these labels under `broader`.

    Refused for a form that something else has, or that is found in every other text. Locks the word; one ledger entry.
    """
    hold(word)
    rules.check_can_accept_word(by, word)
    rows = accepted_json(but=[word.pk])
    word.becomes = becomes
    if becomes == Becomes.FORM:
        _as_form(word, rows, form=_clean(form) or word.phrase, skill=skill, needs_company=needs_company)
    else:
        _as_skill(word, rows, zh=_clean(zh), en=_clean(en), kind=kind, broader=list(dict.fromkeys(broader)))
    _decide(by, word, WordStatus.ACCEPTED)
    check_columns(word)
    word.save()
    ledger.record(by=by, what="word.accepted", on=word, **{k: v for k, v in word.row().items() if k != "word"})
    return word


@transaction.atomic
def accept_words(*, by, words, skill, needs_company=False):
    """All these words are forms of one skill in the next edition, or none is. One ledger entry for each."""
    return [
        accept_word(by=by, word=word, becomes=Becomes.FORM, skill=skill, needs_company=needs_company) for word in words
    ]


@transaction.atomic
def decline_words(*, by, words, reason):
    """None of these words comes in, and whoever proposed one can read why. One ledger entry for each."""
    for word in words:
        hold(word)
        rules.check_can_decline_word(by, word)
        _refuse(by, word, WordStatus.DECLINED, reason)
        ledger.record(by=by, what="word.declined", on=word, private={"reason": word.reason})
    return words


@transaction.atomic
def retire_word(*, by, word, reason):
    """The accepted word is not in the next edition; those before keep it. Refused while others hang on it."""
    hold(word)
    rules.check_can_retire_word(by, word)
    rules.check_nothing_hangs_on(word, WordProposal.objects.filter(status=WordStatus.ACCEPTED).exclude(pk=word.pk))
    _refuse(by, word, WordStatus.RETIRED, reason)
    ledger.record(by=by, what="word.retired", on=word, private={"reason": word.reason})
    return word


def _as_form(word, rows, *, form, skill, needs_company):
    rules.check_skill(skill, rows)
    rules.check_form(form, skill, is_weak=needs_company, rows=rows)
    word.form, word.skill, word.needs_company = form, skill, needs_company
    word.zh, word.en, word.broader = "", "", []


def _as_skill(word, rows, *, zh, en, kind, broader):
    rules.check_labels(zh, en)
    word.skill = _new_id(word, en, rows)
    for label in filter(None, (zh, en)):
        rules.check_form(label, word.skill, is_weak=False, rows=rows)
    rules.check_place(broader, rows)
    word.zh, word.en, word.kind, word.broader = zh, en, kind, broader
    word.form, word.needs_company = "", False


def _new_id(word, en, rows):
    """An id that no skill has: of the English label where there is one. A word that was a skill before keeps its id."""
    known = bridge.grown(rows)
    if word.skill and word.form == "" and word.skill not in known:
        return word.skill
    wanted = slugify(en)[:60] or f"word-{word.pk}"
    return wanted if wanted not in known else f"{wanted}-{word.pk}"


def _refuse(by, word, to, reason):
    word.reason = printable(reason).strip()
    if not word.reason:
        raise Refused(rules.WHY_DECLINED)
    _decide(by, word, to, word.reason)
    check_columns(word)
    word.save()


def _decide(by, word, to, reason=""):
    word.status, word.reason, word.decided_by, word.decided_at = to, reason, by, timezone.now()


def _clean(text):
    return " ".join(printable(text).split())
