"""One word, or several together: what would be read, then accepted, declined or taken out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ronghe.lib.pairs import refusal
from ronghe.lib.refusals import Refused
from ronghe.skills import actions, queries, rules
from ronghe.skills.bridge import letters
from ronghe.skills.editions import as_json
from ronghe.skills.effects import effect_of, forms_in
from ronghe.skills.states import Becomes, WordStatus
from ronghe.web.tried import in_form, status_of
from ronghe.web.vocabulary.forms import HAN, AcceptForm, FormOfForm, ReasonForm
from ronghe.web.vocabulary.texts import TRIED, open_texts
from ronghe.web.vocabulary.words import examples_of, quotes_of, rows_in_words

MOST = 50  # words that are decided together


@login_required
@require_http_methods(["GET", "POST"])
def word(request, pk):
    """One word with its evidence. POST: `try` shows what would be read; `accept`, `decline` and `retire` decide."""
    rules.check_can_review_words(request.user)
    chosen = get_object_or_404(queries.words_visible_to(request.user), pk=pk)
    do = request.POST.get("do", "")
    accept = AcceptForm(
        _of(request, do in ("try", "accept")), rows=queries.accepted_json(but=[pk]), initial=_start(chosen)
    )
    reason = ReasonForm(_of(request, do in ("decline", "retire")))
    tried = None
    if accept.is_bound and accept.is_valid():
        act = lambda: actions.accept_word(by=request.user, word=chosen, **accept.given())  # noqa: E731
        if do == "try":
            tried = in_form(accept, lambda: _tried([chosen], act))
        elif in_form(accept, act):
            return _decided(request, _("The word is accepted. It comes into use with the next edition."), pk)
    if (
        reason.is_bound
        and reason.is_valid()
        and in_form(reason, lambda: _refused(request.user, chosen, do, **reason.cleaned_data))
    ):
        return _decided(request, _("Decided. Whoever proposed the word can read why."), pk)
    chosen.refresh_from_db()
    facts = {
        "word": chosen,
        "quotes": quotes_of(chosen.evidence),
        "form": accept,
        "reason": reason,
        "tried": tried,
        "standing": _standing(chosen),
        "row": rows_in_words([chosen.row()], queries.accepted_rows())[0] if _was_accepted(chosen) else None,
        "cannot_accept": refusal(rules.check_can_accept_word, request.user, chosen),
        "can_decline": rules.can_decline_word(request.user, chosen),
        "can_retire": rules.can_retire_word(request.user, chosen),
    }
    status = max(status_of(accept), status_of(reason))
    return render(request, "web/vocabulary/word.html", facts, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def together(request):
    """Several words that mean one skill, or none that comes in: decided all at once, or none is."""
    rules.check_can_review_words(request.user)
    given = request.POST if request.method == "POST" else request.GET
    words = _chosen(given)
    do = request.POST.get("do", "")
    rows = queries.accepted_json()
    accept, reason = (
        FormOfForm(_of(request, do in ("try", "accept")), rows=rows),
        ReasonForm(_of(request, do == "decline")),
    )
    tried = None
    if accept.is_bound and accept.is_valid():
        act = lambda: actions.accept_words(by=request.user, words=words, **accept.cleaned_data)  # noqa: E731
        if do == "try":
            tried = in_form(accept, lambda: _tried(words, act))
        elif in_form(accept, act):
            return _decided(request, _("The words are accepted. They come into use with the next edition."))
    if reason.is_bound and reason.is_valid():
        declined = in_form(reason, lambda: actions.decline_words(by=request.user, words=words, **reason.cleaned_data))
        if declined:
            return _decided(request, _("Decided. Whoever proposed the words can read why."))
    facts = {"words": words, "form": accept, "reason": reason, "tried": tried}
    return render(request, "web/vocabulary/together.html", facts, status=max(status_of(accept), status_of(reason)))


def _of(request, is_asked):
    """What was sent, if this form was."""
    return request.POST if request.method == "POST" and is_asked else None


def _chosen(given: QueryDict):
    """The words that were ticked and still wait."""
    keys = [int(key) for key in given.getlist("word") if key.isascii() and key.isdigit() and len(key) < 15]
    words = list(queries.waiting_words().filter(pk__in=keys[:MOST]))
    if not words:
        raise Refused(_("Please tick at least one word that waits."))
    return words


def _tried(words, act):
    """What the act would make the reader read in the newest open postings: done, looked at, and taken back."""
    before = queries.accepted_rows(but=[word.pk for word in words])
    with transaction.atomic():
        act()
        after = queries.accepted_rows()
        transaction.set_rollback(True)
    forms = forms_in([row for row in after if row not in before])
    effect = effect_of(open_texts(TRIED), forms=forms, before=as_json(before), after=as_json(after))
    return {"effect": effect, "examples": examples_of(effect, after), "most": TRIED}


def _standing(word):
    """In how many of the newest open postings the phrase stands, and of how many."""
    texts = open_texts(TRIED)
    return sum(word.letters in letters(one.text) for one in texts), len(texts)


def _refused(by, word, do, reason):
    if do == "retire":
        return actions.retire_word(by=by, word=word, reason=reason)
    return actions.decline_words(by=by, words=[word], reason=reason)


def _was_accepted(word):
    return word.status in (WordStatus.ACCEPTED, WordStatus.RETIRED)


def _start(word):
    """What the form proposes: the phrase as a form, and as the name of a new skill in its language."""
    start = {
        "becomes": word.becomes,
        "form": word.form or word.phrase,
        "skill": "",
        "needs_company": word.needs_company,
    }
    start |= {"zh" if HAN.search(word.phrase) else "en": word.phrase, "kind": word.kind}
    if _was_accepted(word):
        start |= {"skill": word.skill if word.becomes == Becomes.FORM else ""}
        start |= {"zh": word.zh, "en": word.en} if word.becomes == Becomes.SKILL else {}
        start |= dict(zip(("under", "also_under"), word.broader, strict=False))
    return start


def _decided(request, said, pk=None):
    messages.success(request, said)
    return redirect("vocabulary:word", pk) if pk else redirect("vocabulary:list")
