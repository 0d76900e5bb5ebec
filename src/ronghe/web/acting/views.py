"""Pages behind signed links. Opening one does nothing, since mail programs open links by themselves; a button acts."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ronghe.docking import actions as docking
from ronghe.docking import queries, rules
from ronghe.docking.models import Case
from ronghe.docking.states import ANSWERS
from ronghe.lib.pairs import refusal
from ronghe.lib.refusals import Refused
from ronghe.members.models import Person
from ronghe.notices import actions, tokens
from ronghe.notices.queries import is_used
from ronghe.web.acting.forms import DeclineForm
from ronghe.web.acting.links import ANSWER
from ronghe.web.once import repeatable
from ronghe.web.unlisted import unlisted


@require_http_methods(["GET", "POST"])
@unlisted
def answer(request, token):
    """The case with two answers; the one that was chosen is given, once, as the person of the link."""
    link = tokens.read(token, ANSWER)
    person, case = get_object_or_404(Person, pk=link.person), _case(link)
    form = DeclineForm(request.POST if request.POST.get("answer") == "decline" else None)
    if request.method == "POST" and _is_given(request, link, person, case, form):
        messages.success(request, _("Your answer is given. The other side has been told."))
        return redirect("acting:answer", token)
    seat = queries.seat_of(person, case)
    facts = {
        "case": case,
        "person": person,
        "seat": seat,
        "unit": case.unit_of(seat) if seat in ("demand", "supply") else None,
        "form": form,
        "over": is_used(link) or case.status not in ANSWERS,
        "no_interest": refusal(rules.check_can_express_interest, person, case),
        "no_decline": refusal(rules.check_can_decline, person, case),
        "token": token,
    }
    return render(request, "web/acting/answer.html", facts)


@repeatable("what is switched off stays off; mail programs send no key")
@csrf_exempt  # mail programs post by themselves (RFC 8058); the token says who they are
@require_http_methods(["GET", "POST"])
@unlisted
def unsubscribe(request, token):
    """No more notices by mail, once the button was pressed, here or in the mail program."""
    person_id = tokens.read_unsubscribe(token)
    if request.method == "POST":
        actions.unsubscribe(person_id=person_id)
    return render(request, "web/acting/unsubscribe.html", {"done": request.method == "POST"})


def _case(link):
    found = Case.objects.select_related("demand__owner", "supply__owner").filter(pk=link.subject)
    return get_object_or_404(found)


def _is_given(request, link, person, case, form):
    """True once the answer is given and the link is used up, in one transaction; False where the form is not whole.

    The rules are asked again, as the person is now: who has lost the role or the account is refused; the link stays.
    """
    chosen = request.POST.get("answer")
    if chosen not in ("interest", "decline"):
        raise Http404
    if chosen == "decline" and not form.is_valid():
        return False
    with transaction.atomic():
        actions.use_link(link=link)
        _check_is_asked(case)
        if chosen == "interest":
            docking.express_interest(by=person, case=case)
        else:
            docking.decline(by=person, case=case, **form.cleaned_data)
    return True


def _check_is_asked(case):
    """Nothing, while an answer is awaited; a link breaks off no talks. Otherwise Refused."""
    if case.status not in ANSWERS:
        raise Refused(_("The proposal is answered already. Please sign in to go on."))
