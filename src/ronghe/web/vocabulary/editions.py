"""Editions of the vocabulary: all with what each brought, one as a file, and the next one looked at and published."""

from itertools import zip_longest

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ronghe.lib.pairs import refusal
from ronghe.skills import actions, queries, rules
from ronghe.skills.actions.publishing import next_digest
from ronghe.skills.bridge import as_lines, taxonomy
from ronghe.skills.editions import as_json
from ronghe.skills.effects import effect_of, forms_in
from ronghe.skills.models import Edition
from ronghe.web.exports.answers import attachment, record
from ronghe.web.exports.links import by_link
from ronghe.web.tried import in_form, status_of
from ronghe.web.vocabulary.forms import PublishForm
from ronghe.web.vocabulary.texts import TRIED, open_texts
from ronghe.web.vocabulary.words import examples_of, rows_in_words


@login_required
@require_GET
def editions(request):
    """Every edition, the newest first, with how many rows came and went."""
    rules.check_can_review_words(request.user)
    found = list(Edition.objects.select_related("by"))
    rows = []
    for one, before in zip_longest(found, found[1:]):
        came, went = queries.differences(before.rows if before else [], one.rows)
        rows.append((one, len(came), len(went)))
    came, went = queries.waiting_changes()
    shipped = sum(skill.kind != "group" for skill in taxonomy("").values())
    facts = {"rows": rows, "changes": len(came) + len(went), "shipped": shipped}
    return render(request, "web/vocabulary/editions.html", facts)


@login_required
@require_GET
def edition(request, number):
    """One edition: what came and went with it, and everything that it has."""
    rules.check_can_review_words(request.user)
    one = get_object_or_404(Edition.objects.select_related("by"), number=number)
    before = Edition.objects.filter(number=number - 1).first()
    before_rows = before.rows if before else []
    came, went = queries.differences(before_rows, one.rows)
    facts = {
        "edition": one,
        "is_newest": one == queries.newest_edition(),
        "came": rows_in_words(came, one.rows),
        "went": rows_in_words(went, before_rows),
        "rest": rows_in_words([row for row in one.rows if row not in came], one.rows),
    }
    return render(request, "web/vocabulary/edition.html", facts)


@login_required
@require_http_methods(["GET", "POST"])
def publish(request):
    """What the next edition brings, and what would be read with it; POST publishes what was looked at."""
    rules.check_can_review_words(request.user)
    form = PublishForm(request.POST or None, initial={"seen": next_digest()})
    if form.is_bound and form.is_valid():
        made = in_form(form, lambda: actions.publish_edition(by=request.user, **form.cleaned_data))
        if made:
            messages.success(request, _("The edition is published. Texts are read with it from now on."))
            return redirect("vocabulary:edition", made.number)
    return render(request, "web/vocabulary/publish.html", _preview(form), status=status_of(form))


def _preview(form):
    newest, rows = queries.newest_edition(), queries.accepted_rows()
    before = newest.rows if newest else []
    came, went = queries.differences(before, rows)
    texts = open_texts(TRIED)
    effect = effect_of(texts, forms=forms_in([*came, *went]), before=as_json(before), after=as_json(rows))
    return {
        "form": form,
        "number": newest.number + 1 if newest else 1,
        "came": rows_in_words(came, rows),
        "went": rows_in_words(went, before),
        "refused": refusal(rules.check_rows, rows, before),
        "tried": {"effect": effect, "examples": examples_of(effect, [*rows, *went]), "most": TRIED},
        "seen": next_digest(),
    }


@login_required
@require_GET
@by_link
def file(request, number):
    """The vocabulary of an edition as a taxonomy file; 0 is the shipped one."""
    rules.check_can_review_words(request.user)
    one = get_object_or_404(Edition, number=number) if number else None

    def make():
        record(by=request.user, what="export.vocabulary", on=one or request.user, number=number)
        return attachment(as_lines(one.digest if one else "").encode(), f"taxonomy-{number}.jsonl", "application/json")

    return make
