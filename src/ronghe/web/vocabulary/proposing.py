"""Where members propose words, see what became of theirs, and take back what nobody has decided."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ronghe.postings.queries import postings_visible_to
from ronghe.skills import actions, queries, rules
from ronghe.skills.phrases import quote_of
from ronghe.web.tried import in_form, status_of
from ronghe.web.vocabulary.forms import ProposeForm
from ronghe.web.vocabulary.texts import text_of
from ronghe.web.vocabulary.words import quotes_of


@login_required
@require_http_methods(["GET", "POST"])
def propose(request):
    """A word is proposed; `?posting=` says which posting it stands in, `?phrase=` what it is."""
    rules.check_can_propose_words(request.user)
    posting = _posting(request)
    form = ProposeForm(request.POST or None, initial={"phrase": request.GET.get("phrase", "")[: rules.LONGEST]})
    if form.is_bound and form.is_valid():
        quote = posting and quote_of(text_of(posting), form.cleaned_data["phrase"])
        evidence = [quote] if quote else []
        made = in_form(form, lambda: actions.propose_word(by=request.user, evidence=evidence, **form.cleaned_data))
        if made:
            messages.success(request, _("Thank you. The secretariat decides, and you can read the answer here."))
            return redirect("vocabulary:mine")
    facts = {"form": form, "posting": posting}
    return render(request, "web/vocabulary/propose.html", facts, status=status_of(form))


@login_required
@require_GET
def mine(request):
    """What the reader proposed, the newest first, with the answers."""
    rows = [(word, quotes_of(word.evidence[:1])) for word in queries.words_of(request.user)]
    facts = {"rows": rows, "proposes": rules.can_propose_words(request.user)}
    return render(request, "web/vocabulary/mine.html", facts)


@login_required
@require_POST
def withdraw(request, pk):
    """The reader's own word waits no more."""
    actions.withdraw_word(by=request.user, word=get_object_or_404(queries.words_of(request.user), pk=pk))
    messages.success(request, _("The word is withdrawn."))
    return redirect("vocabulary:mine")


def _posting(request):
    """The posting that the address names, if the reader may see it; None where it names none."""
    asked = request.GET.get("posting", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 15):
        return None
    return get_object_or_404(postings_visible_to(request.user), pk=asked)
