"""Who may propose a word, who decides, and which written forms a vocabulary can bear."""

from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ronghe.lib.moves import can_move
from ronghe.lib.pairs import question
from ronghe.lib.refusals import Refused
from ronghe.members.rules import is_member, is_secretariat
from ronghe.skills import bridge
from ronghe.skills.editions import as_json, current, rows_of
from ronghe.skills.states import MOVES, Becomes, WordOrigin, WordStatus

LONGEST = 60  # letters of a form
MOST_WAITING = 50  # proposals of one person that nobody has decided yet
WHY_DECLINED = _("Please say why: whoever proposed it reads the reason.")


def check_can_propose_words(by):
    """Members and the secretariat."""
    if not (is_member(by) or is_secretariat(by)):
        raise Refused(_("Words are proposed by members. Please sign in with an account of a member unit."))


def check_can_review_words(by):
    """The secretariat decides what the vocabulary has."""
    if not is_secretariat(by):
        raise Refused(_("The vocabulary is kept by the secretariat. You can propose a word to it."))


def check_can_withdraw_word(by, word):
    """Whoever proposed it, while nobody has decided."""
    if word.by_id is None or by.pk != word.by_id or word.origin != WordOrigin.PERSON:
        raise Refused(_("Only who proposed a word withdraws it. An officer can decline it."))
    _check_moves(word, WordStatus.WITHDRAWN)


def check_can_accept_word(by, word):
    check_can_review_words(by)
    _check_moves(word, WordStatus.ACCEPTED)


def check_can_decline_word(by, word):
    check_can_review_words(by)
    _check_moves(word, WordStatus.DECLINED)


def check_can_retire_word(by, word):
    """May take an accepted word out of the next edition."""
    check_can_review_words(by)
    _check_moves(word, WordStatus.RETIRED)


def check_phrase(phrase):
    """Nothing, if a phrase may be proposed: short, and not known already."""
    letters = bridge.letters(phrase)
    if not letters or len(phrase) > LONGEST:
        raise Refused(format_lazy(_("Please give the phrase itself, in at most {most} letters."), most=LONGEST))
    known = bridge.claims(rows_of(current())).get(letters)
    if known:
        raise Refused(
            format_lazy(
                _("“{phrase}” is known already: it is read as “{skill}”. Nothing needs to be added."),
                phrase=phrase, skill=bridge.label(known[0]),
            )
        )  # fmt: skip


def check_form(form, skill, *, is_weak, rows):
    """Nothing, if `skill` may have this written form beside what the shipped vocabulary and `rows` (JSON) have.

    A weak form of the same skill may become a strong one.
    """
    _check_free(form, skill, is_weak, bridge.claims(rows), bridge.grown(rows))


def _check_free(form, skill, is_weak, claims, taxonomy):
    letters = bridge.letters(form)
    check_not_everyday(form, letters)
    claimed = claims.get(letters)
    is_strengthened = claimed == (skill, True) and not is_weak
    if claimed and not is_strengthened:
        raise Refused(
            format_lazy(
                _(
                    "“{form}” is a form of “{skill}” already. If that is what it means here, decline the proposal; "
                    "otherwise give a longer form that only means yours."
                ),
                form=form, skill=taxonomy[claimed[0]].label(get_language() or "zh"),
            )
        )  # fmt: skip


def check_not_everyday(form, letters):
    """Nothing, if a form is long enough to mean something by itself."""
    if not letters or len(form) > LONGEST:
        raise Refused(format_lazy(_("Please give the form itself, in at most {most} letters."), most=LONGEST))
    if len(letters) == 1 or letters.isdigit():
        raise Refused(
            format_lazy(
                _(
                    "“{form}” would be found in every other text. Please give a longer form, such as “C language” "
                    "instead of “C”, or “painting” instead of one character of it."
                ),
                form=form,
            )
        )


def check_place(broader, rows):
    """Nothing, if a new skill may stand under these concepts."""
    if not broader:
        raise Refused(_("Please say what the new skill stands under: a heading, or a broader skill."))
    _check_known(broader, bridge.grown(rows))


def _check_known(skills, taxonomy):
    for one in skills:
        if one not in taxonomy:
            raise Refused(format_lazy(_("“{one}” is not in the vocabulary. Please choose from the list."), one=one))


def check_labels(zh, en):
    """Nothing, if a new skill has a name."""
    if not (zh or en):
        raise Refused(_("Please give the new skill a name in Chinese, in English, or in both."))


def check_rows(rows, before):
    """Nothing, if an edition may have these rows, one after the other, after one that has those `before`."""
    if rows == before:
        raise Refused(_("Nothing was accepted or taken out since the last edition."))
    taxonomy, claims = bridge.grown(as_json(rows)), dict(bridge.claims("[]"))
    for row in rows:
        skill, is_weak = row.get("skill") or row["id"], row.get("weak", False)
        _check_known([skill, *row.get("broader", ())], taxonomy)
        for form in [row["form"]] if "form" in row else filter(None, (row["zh"], row["en"])):
            _check_free(form, skill, is_weak, claims, taxonomy)
            claims[bridge.letters(form)] = (skill, is_weak)


def check_nothing_hangs_on(word, others):
    """Nothing, if no other accepted word (a queryset) is a form of this new skill or stands under it."""
    if word.becomes != Becomes.SKILL:
        return
    hanging = [one.phrase for one in others if one.skill == word.skill or word.skill in one.broader]
    if hanging:
        raise Refused(format_lazy(_("First take out what hangs on it: {words}"), words=", ".join(hanging)))


def check_skill(skill, rows):
    """Nothing, if the vocabulary with `rows` (JSON) has this skill, and texts may name it."""
    found = bridge.grown(rows).get(skill)
    if found is None or found.kind == "group":
        raise Refused(_("Please choose the skill that the word means. If there is none, make it a new skill."))


def _check_moves(word, to):
    if not can_move(MOVES, word.status, to):
        raise Refused(
            format_lazy(
                _("“{phrase}” is “{status}” now, so it cannot become “{to}”."),
                phrase=word.phrase, status=WordStatus(word.status).label, to=WordStatus(to).label,
            )
        )  # fmt: skip


can_propose_words = question(check_can_propose_words)
can_review_words = question(check_can_review_words)
can_withdraw_word = question(check_can_withdraw_word)
can_accept_word = question(check_can_accept_word)
can_decline_word = question(check_can_decline_word)
can_retire_word = question(check_can_retire_word)
