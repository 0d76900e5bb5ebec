"""The words that were proposed: the list for the secretariat, and the search through open postings."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from ronghe.skills import actions, queries, rules
from ronghe.skills.phrases import LEAST, phrases_of
from ronghe.skills.states import WordOrigin, WordStatus
from ronghe.web.vocabulary.filters import WordFilter, asked_status
from ronghe.web.vocabulary.texts import LOOKED, open_texts
from ronghe.web.vocabulary.words import quotes_of

PAGE = 30


@login_required
@require_GET
def words(request):
    """The words of one status, the most frequent first; ticked ones are decided together."""
    rules.check_can_review_words(request.user)
    visible, status = queries.words_visible_to(request.user), asked_status(request.GET.get("status"))
    found = WordFilter(request.GET, visible.filter(status=status))
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    came, went = queries.waiting_changes()
    facts = {
        "filter": found,
        "page": page,
        "rows": [(word, quotes_of(word.evidence[:1])) for word in page],
        "status": status,
        "tabs": _tabs(visible),
        "changes": len(came) + len(went),
        "edition": queries.newest_edition(),
        "is_filtered": any(found.form[name].value() for name in ("q", "origin")),
        "decides_many": status == WordStatus.PROPOSED,
        "least": LEAST,
    }
    return render(request, "web/vocabulary/list.html", facts)


def _tabs(words):
    counts = dict(words.order_by().values_list("status").annotate(Count("pk")))
    return [(status.value, status.label, counts.get(status, 0)) for status in WordStatus]


@login_required
@require_POST
def look(request):
    """Phrases that several open postings say and nobody reads are proposed."""
    rules.check_can_review_words(request.user)
    texts = open_texts(LOOKED)
    made = actions.propose_found(by=request.user, found=phrases_of(texts), origin=WordOrigin.POSTINGS)
    said = ngettext("%(n)s new phrase is proposed", "%(n)s new phrases are proposed", len(made)) % {"n": len(made)}
    messages.success(request, _("%(n)s open postings were looked through.") % {"n": len(texts)} + " " + said)
    return redirect("vocabulary:list")
