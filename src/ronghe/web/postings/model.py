"""The operator's language model is asked about a posting: first what would be sent, then what it named, then confirmed.

Nothing of this is there where no model is configured. The model is asked outside a transaction.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ronghe.docking.actions import dock_soon
from ronghe.lib import chat_model
from ronghe.lib.refusals import Refused
from ronghe.postings import actions, rules
from ronghe.postings.queries import postings_visible_to
from ronghe.postings.states import PostingStatus, SkillMode
from ronghe.skills import actions as vocabulary
from ronghe.skills import model_reading as models
from ronghe.skills.bridge import exists, label, note
from ronghe.skills.phrases import Text, quoted
from ronghe.skills.states import WordOrigin
from ronghe.web.once import repeatable
from ronghe.web.postings import words
from ronghe.web.vocabulary.words import quotes_of


@login_required
@require_GET
def page(request, pk):
    """Exactly what would be sent, and where to; nothing is sent yet."""
    posting, model = _posting(request, pk)
    return render(request, "web/postings/model.html", _asked(posting, model))


@repeatable("asks a model outside a transaction; a second time asks again, and a word is proposed once")
@login_required
@require_POST
def ask(request, pk):
    """What the model named and the text bears out, to be ticked; words that the vocabulary lacks are proposed to it."""
    posting, model = _posting(request, pk)
    facts = _asked(posting, model)
    try:
        answer = chat_model.ask(model, system=facts["instructions"], user=facts["sent_text"])
    except chat_model.NoAnswer as none:
        return render(request, "web/postings/model.html", {**facts, "fault": none.sentence}, status=502)
    has = {skill.skill for skill in posting.skills.all()}
    heard = models.heard(answer, text=posting.text, source=_source(posting), posting=pk, has=has)
    digests = {"sent": models.digest(facts["instructions"], facts["sent_text"]), "answered": models.digest(answer)}
    counts = {"named": len(heard.named), "dropped": heard.dropped, "words": len(heard.words)}
    with transaction.atomic():
        actions.note_model_answer(by=request.user, posting=posting, model=model.name, **digests, **counts)
        proposed = vocabulary.propose_found(
            by=request.user, found=heard.words, origin=WordOrigin.MODEL, model=model.name[:80]
        )
    shown = {"heard": heard, "rows": [_row(posting, one) for one in heard.named], "answer": answer[:20_000]}
    return render(request, "web/postings/model.html", {**facts, **shown, "proposed": proposed})


@login_required
@require_POST
def confirm(request, pk):
    """The posting has the skills that its owner ticked, whose words stand in the text now."""
    posting, model = _posting(request, pk)
    rows = [row for skill in request.POST.getlist("skill") if (row := _ticked(request.POST, posting, skill))]
    try:
        actions.confirm_skills(by=request.user, posting=posting, skills=rows, model=model.name)
    except Refused as refused:
        messages.error(request, str(refused))
        request.is_refused = True
        return redirect("postings:model", pk)
    if posting.status == PostingStatus.OPEN:
        dock_soon()
    messages.success(request, _("The skills are added. It stays written down that a language model named them."))
    return redirect("postings:posting", pk)


def _posting(request, pk):
    """The posting and the model, if the reader may ask it about this posting and there is one."""
    posting = get_object_or_404(postings_visible_to(request.user).prefetch_related("skills"), pk=pk)
    rules.check_can_ask_model(request.user, posting)
    model = chat_model.endpoint()
    if model is None:
        raise Http404
    return posting, model


def _asked(posting, model):
    system, user = models.question(posting.title, posting.text)
    return {"posting": posting, "model": model, "instructions": system, "sent_text": user}


def _source(posting):
    return f"{posting.title} · {posting.owner.short}"


def _row(posting, one):
    """One named skill as the page shows it."""
    quote = quoted(Text(posting.text, "", posting.pk), one.start, one.end)
    mode, said = words.mode_of(one.mode, posting.side)
    return {
        "id": one.skill, "name": label(one.skill), "broader": note(one.skill)[1], "mode": mode, "said": said,
        "words": posting.text[one.start : one.end], "quote": quotes_of([quote])[0],
    }  # fmt: skip


def _ticked(sent, posting, skill):
    """A ticked skill as `postings.actions` take it; None where its words do not stand in the text."""
    quote, mode = sent.get(f"quote-{skill}", ""), sent.get(f"mode-{skill}", "")
    start = posting.text.find(quote) if quote else -1
    if start < 0 or not exists(skill):
        return None
    mode = words.mode_of(mode if mode in SkillMode.values else SkillMode.REQUIRED.value, posting.side)[0]
    return {"skill": skill, "mode": mode, "level": None, "span_start": start, "span_end": start + len(quote)}
