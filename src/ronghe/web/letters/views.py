"""Letters: which wait, which left, which failed; one letter as its receiver reads it; a failed one sent again.

Links in letters are keys: to an account, an application, a signature. Nobody reads them here but in a demonstration,
where everything is made up and no letter leaves.
"""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ronghe.lib.pairs import refusal
from ronghe.members import actions, rules
from ronghe.notices.letters import heading, written
from ronghe.notices.queries import all_letters
from ronghe.notices.states import LetterStatus

PAGE = 30
TAGS = {  # how a status looks: as that of a job does
    LetterStatus.WAITING: "queued",
    LetterStatus.SENT: "done",
    LetterStatus.FAILED: "failed",
}


@login_required
@require_GET
def letters(request):
    rules.check_can_see_letters(request.user)
    asked = request.GET.get("status")
    status = asked if asked in LetterStatus.values else ""
    found = all_letters(status)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    facts = {
        "page": page,
        "rows": [{"letter": letter, "heading": heading(letter), "tag": _tag(letter)} for letter in page],
        "status": status,
        "tabs": _tabs(),
        "sends": settings.SEND_LETTERS,
    }
    return render(request, "web/letters/list.html", facts)


@login_required
@require_GET
def letter(request, pk):
    rules.check_can_see_letters(request.user)
    return _page(request, get_object_or_404(all_letters(), pk=pk))


@login_required
@require_POST
def show(request, pk):
    """The letter, with its address in full this once; the ledger knows who looked."""
    rules.check_can_see_letters(request.user)
    found = get_object_or_404(all_letters(), pk=pk)
    return _page(request, found, receiver=actions.show_receiver(by=request.user, letter=found))


def _page(request, found, receiver=""):
    subject, text = written(found, with_link=settings.DEMONSTRATION)
    facts = {
        "letter": found,
        "receiver": receiver,
        "heading": heading(found),
        "subject": subject,
        "text": text,
        "tag": _tag(found),
        "refused": refusal(rules.check_can_send_letter_again, request.user, found),
        "sends": settings.SEND_LETTERS,
        "hides": not settings.DEMONSTRATION,
    }
    return render(request, "web/letters/letter.html", facts)


@login_required
@require_POST
def again(request, pk):
    rules.check_can_see_letters(request.user)
    actions.send_letter_again(by=request.user, letter=get_object_or_404(all_letters(), pk=pk))
    messages.success(request, _("The letter waits to be sent again."))
    return redirect("letters:letter", pk)


def _tag(letter):
    return TAGS[LetterStatus(letter.status)]


def _tabs():
    """(status, its word, how many) of each status, with all of them first."""
    counts = {status: all_letters(status).count() for status in LetterStatus}
    return [
        ("", _("All"), sum(counts.values())),
        *((status.value, status.label, count) for status, count in counts.items()),
    ]
