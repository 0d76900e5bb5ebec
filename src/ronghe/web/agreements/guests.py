"""An outside signatory, or a person who is a party, reads and signs by a link, without an account."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ronghe.agreements import actions, queries, rules
from ronghe.agreements.states import AgreementStatus
from ronghe.lib.pairs import refusal
from ronghe.lib.refusals import Refused
from ronghe.web.agreements.forms import GuestSignForm
from ronghe.web.agreements.papers import answer
from ronghe.web.agreements.posted import posted
from ronghe.web.agreements.settling import settle
from ronghe.web.exports.answers import record
from ronghe.web.unlisted import unlisted


@require_http_methods(["GET", "POST"])
@unlisted
def paper(request, token):
    """The paper with its signing panel; the act, when it is this party's turn."""
    party = _party(token)
    agreement, version = party.agreement, queries.version_of(party.agreement)
    start = {"text_digest": version.text_digest}
    form = GuestSignForm(posted(request), is_person=party.is_person, initial=start)
    if request.method == "POST" and form.is_valid() and _signed(request, party, form):
        return redirect("agreements:link", token)
    facts = {
        "agreement": agreement,
        "party": party,
        "version": version,
        "content": version.content,
        "seats": queries.seats(agreement),
        "form": form,
        "refused": refusal(rules.check_may_be_signed, agreement, party),
        "token": token,
    }
    return render(request, "web/agreements/link.html", facts)


@require_GET
@unlisted
def pdf(request, token):
    """The paper as a file; the ledger knows for which party it left the house."""
    party = _party(token)
    record(by=None, what="export.agreement", on=party.agreement, unit=party.agreement.owner, party=party.position)
    return answer(party.agreement)


def _party(token):
    party = queries.party_with(token)
    if party is None or party.agreement.status == AgreementStatus.TERMINATED:
        raise Http404
    return party


def _signed(request, party, form):
    """True once it is signed; otherwise the refusal stands in the form."""
    given = form.cleaned_data
    try:
        actions.sign_as_guest(
            agreement=party.agreement, party=party, name=given["name"], text_digest=given["text_digest"]
        )
        settle(party.agreement)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Signed. Your signature is on the paper."))
    return True
